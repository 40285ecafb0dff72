/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.cli.plan;

import io.tapline.cli.TextTable;
import io.tapline.network.Network;
import io.tapline.network.layer.Execution;
import io.tapline.network.plan.NetworkLayer;
import io.tapline.network.plan.NetworkOutput;
import io.tapline.pipeline.Pipeline;
import java.util.ArrayList;
import java.util.List;

/** What the network sees and gives, in frames and in time, and how it runs. */
final class NetworkTable {

  private static final int OUTPUT_WIDTH = 40;

  private final Pipeline pipeline;
  private final Network network;
  private final double periodMicros;

  NetworkTable(Pipeline pipeline) {
    this.pipeline = pipeline;
    network = pipeline.model().network();
    periodMicros = pipeline.alignment().grid().periodMicros();
  }

  String render() {
    return TextTable.render(
            network.outputs(),
            List.of(
                TextTable.text("Output", OUTPUT_WIDTH).with(NetworkOutput::name),
                TextTable.number("Values").with(output -> Integer.toString(output.channels())),
                TextTable.text("One every").with(output -> frames(output.stride())),
                TextTable.text("Sees").with(this::sees),
                TextTable.text("First with").with(output -> "frame " + output.delay())))
        + TextTable.sentences(sentences());
  }

  private List<String> sentences() {
    List<String> sentences = new ArrayList<>();
    network
        .window()
        .map(w -> "Windows: " + frames(w.size()) + ", one every " + frames(w.hop()) + ".")
        .ifPresent(sentences::add);
    sentences.add("Layers: " + layers() + ".");
    sentences.add(
        "A gap longer than max-gap, "
            + Quantities.time(pipeline.alignment().bounds().maxGapMicros())
            + (network.seesSinceStart()
                ? ", starts a segment, and what results remember starts at zero: they are warm again "
                : ", starts a segment: results see a full receptive field again ")
            + Quantities.time(network.receptiveField() * periodMicros)
            + " later.");
    return sentences;
  }

  private String sees(NetworkOutput output) {
    String field = frames(output.receptiveField());
    return output.sinceStart() ? "all, warm after " + field : field;
  }

  private String frames(long frames) {
    return frames
        + (frames == 1 ? " frame, " : " frames, ")
        + Quantities.time(frames * periodMicros);
  }

  private String layers() {
    long streamed = count(Execution.STREAMED);
    long delayed = network.layers().stream().filter(layer -> layer.delay() > 0).count();
    String text = streamed + " streamed";
    if (delayed > 0) {
      text += " (" + delayed + " of them delayed)";
    }
    text += other(count(Execution.RECOMPUTED), "recomputed per window");
    long once = network.layers().stream().filter(layer -> layer.execution().isCollapsed()).count();
    text += other(once, "once per window");
    return text + "; tapline model check " + pipeline.config().model() + " tells each";
  }

  private long count(Execution execution) {
    return network.layers().stream().map(NetworkLayer::execution).filter(execution::equals).count();
  }

  private static String other(long count, String words) {
    return count == 0 ? "" : ", " + count + " " + words;
  }
}
