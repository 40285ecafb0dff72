/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.cli.plan;

import io.tapline.cli.TextTable;
import io.tapline.network.plan.NetworkOutput;
import io.tapline.pipeline.Pipeline;
import io.tapline.pipeline.config.InputConfig;
import io.tapline.pipeline.config.InputTopicConfig;
import io.tapline.pipeline.config.PipelineConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The topics that the job reads and writes. */
final class TopicTable {

  private static final int TOPIC_WIDTH = 60;
  private static final int WHAT_WIDTH = 48;

  private record Row(String topic, String way, String what) {}

  private final Pipeline pipeline;
  private final PipelineConfig config;

  TopicTable(Pipeline pipeline) {
    this.pipeline = pipeline;
    config = pipeline.config();
  }

  String render() {
    List<Row> rows = new ArrayList<>();
    if (config.input() != null) {
      read(config.input(), rows);
    }
    for (NetworkOutput output : pipeline.model().network().outputs()) {
      String topic = config.outputs().get(output.name()).topic();
      rows.add(new Row(topic, "written", "results of " + output.name()));
    }
    rows.add(new Row(config.rejected().topic(), "written", "what was not framed, and why"));
    if (config.frames() != null) {
      rows.add(new Row(config.frames().topic(), "written", "the aligned frames"));
    }
    return TextTable.render(
        rows,
        List.of(
            TextTable.text("Topic", TOPIC_WIDTH).with(Row::topic),
            TextTable.text("Is").with(Row::way),
            TextTable.text("What", WHAT_WIDTH).with(Row::what)));
  }

  private static void read(InputConfig input, List<Row> rows) {
    for (InputTopicConfig topic : input.topics()) {
      String format = topic.format().name().toLowerCase(Locale.ROOT).replace('_', '-');
      rows.add(new Row(topic.topic(), "read", "readings, as " + format));
    }
  }
}
