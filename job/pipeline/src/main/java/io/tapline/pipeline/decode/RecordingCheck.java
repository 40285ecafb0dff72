/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.pipeline.decode;

import io.tapline.pipeline.config.RecordingConfig;
import io.tapline.schemas.mapping.RecordFormat;
import io.tapline.schemas.mapping.RecordMapping;
import io.tapline.schemas.mapping.RecordMapping.TimeSource;
import java.nio.file.FileSystems;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.PatternSyntaxException;

/** Finds what contradicts itself in how recordings are read. */
final class RecordingCheck {

  private final RecordingConfig recording;
  private final Place place;

  RecordingCheck(RecordingConfig recording, Place place) {
    this.recording = recording;
    this.place = place;
  }

  /**
   * Adds a line for each mistake.
   *
   * @param measured the names of the measured channels
   * @param topics the input topics
   */
  void check(Set<String> measured, List<String> topics) {
    try {
      FileSystems.getDefault().getPathMatcher("glob:" + recording.files());
    } catch (PatternSyntaxException e) {
      place.at("files").problem("not a glob such as *_phone.csv: reason=" + e.getDescription());
    }
    if (recording.isOfMessages()) {
      messages(topics);
    } else {
      place.absent("topic", recording.topic(), "recordings of messages: files=*.avro");
      text();
      mapping(measured);
    }
  }

  private void messages(List<String> topics) {
    if (recording.topic() == null) {
      place.problem("whose messages are they? a key is missing: key=topic");
    } else if (!topics.contains(recording.topic())) {
      place
          .at("topic")
          .problem(
              "not among input.topics: topic=%s, topics=%s".formatted(recording.topic(), topics));
    }
    String tables = "tables; messages are decoded as those of their topic: files=*.avro";
    place.absent("separator", recording.separator(), tables);
    place.absent("header", recording.header(), tables);
    place.absent("columns", recording.columns(), tables);
    place.absent("comment", recording.comment(), tables);
    place.absent("device", recording.device(), tables);
    place.absent("time", recording.time(), tables);
    place.absent("arrived", recording.arrived(), tables);
    place.absent("channel", recording.channel(), tables);
    place.absent("value", recording.value(), tables);
    place.absent("values", recording.values(), tables);
  }

  private void text() {
    FormatFactory.checkSeparator(recording.separatorOrComma(), place.at("separator"));
    if (recording.hasHeader()) {
      place.absent("columns", recording.columns(), "texts without a header: header=false");
    } else if (recording.columns() == null) {
      place.problem("what are the fields of a line? a key is missing: key=columns");
    }
  }

  private void mapping(Set<String> measured) {
    int before = place.problems().size();
    RecordMapping mapping =
        MappingFactory.ofRecording(recording, recording.files(), measured, place);
    Optional<TimeSource.Field> arrival = ArrivalFactory.of(recording, place);
    if (recording.columns() != null && place.problems().size() == before) {
      FieldCheck check =
          new FieldCheck(new RecordFormat.Csv(recording.columns(), ','), mapping, place);
      check.check();
      arrival.ifPresent(column -> check.requireTime("arrived.field", column));
    }
  }
}
