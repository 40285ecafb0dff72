/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.cli.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapline.pipeline.config.RecordingConfig;
import io.tapline.schemas.RecordedMessage;
import io.tapline.schemas.RecordingReader;
import io.tapline.schemas.RecordingWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables that tell when their rows came in, or that these came in as they stand. */
class ArrivalOrderTest {

  private static final List<String> XY = List.of("x", "y");

  private static final String BY_COLUMN =
      """
        - files: "a*"
          device: {constant: d}
          time: {field: t, unit: us}
          arrived: {field: rx, unit: ms}
          values: {x: x, y: y}
        - files: "b*"
          device: {constant: d}
          time: {field: t, unit: s}
          arrived: {field: received, unit: iso-8601}
          channel: {field: c}
          value: {field: v}
      """;

  private static final String BY_ROW =
      """
        - files: "a*"
          device: {constant: d}
          time: {field: t, unit: us}
          arrived: {row: true}
          values: {x: x}
      """;

  @TempDir Path folder;

  @Test
  void shouldReplayRowsInTheOrderOfTheirArrivalWhichIsTheRecordsTimestamp() throws Exception {
    write("a.csv", "t,rx,x,y\n1000,20.9,1,2\n9000,7,3,\n500,20.9,4,\n");
    write(
        "b.csv",
        "received,c,t,v\n1970-01-01T00:00:00.008Z,y,5,6\n1970-01-01T00:00:00.0209Z,y,4,7\n");

    assertThat(merged(BY_COLUMN, "a.csv", "b.csv"))
        .containsExactly(
            "a.csv:3 d x 9000 3.0",
            "b.csv:2 d y 5000000 6.0",
            "a.csv:2 d x 1000 1.0",
            "a.csv:2 d y 1000 2.0",
            "a.csv:4 d x 500 4.0",
            "b.csv:3 d y 4000000 7.0");
    assertThat(timestamps()).containsExactly(7L, 8L, 20L, 20L, 20L);
  }

  @Test
  void shouldReplayRowsOfParquetInTheOrderOfTheirArrival() throws Exception {
    ParquetTables.write(
        folder.resolve("a.parquet"),
        CompressionCodecName.SNAPPY,
        "message m { required int64 t; required int64 rx; optional double x; optional double y; }",
        row -> row.append("t", 1L).append("rx", 9L).append("x", 1.0).append("y", 2.0),
        row -> row.append("t", 5L).append("rx", 3L).append("x", 3.0));

    assertThat(merged(BY_COLUMN, "a.parquet"))
        .containsExactly("a.parquet:2 d x 5 3.0", "a.parquet:1 d x 1 1.0", "a.parquet:1 d y 1 2.0");
    assertThat(timestamps()).containsExactly(3L, 9L);
  }

  @Test
  void shouldReplayRowsAsTheyStandWithoutTimestampsWhereNobodyKnowsWhenTheyCameIn()
      throws Exception {
    write("a.csv", "t,x\n1000,1\n3000,2\n2000,3\n4000,\n5000,4\n");
    write("own.csv", "device,timestamp_us,x\nd,2500,9\nd,3000,8\nd,4500,7\n");
    try (RecordingWriter writer = RecordingWriter.create(folder.resolve("m.avro"))) {
      writer.write(4, null, "at 4".getBytes(StandardCharsets.UTF_8));
    }

    assertThat(merged(BY_ROW, "a.csv", "own.csv", "m.avro"))
        .containsExactly(
            "a.csv:2 d x 1000 1.0",
            "own.csv:2 d x 2500 9.0",
            "a.csv:3 d x 3000 2.0",
            "a.csv:4 d x 2000 3.0",
            "own.csv:3 d x 3000 8.0",
            "own.csv:4 d x 4500 7.0",
            "m.avro:0 at 4",
            "a.csv:6 d x 5000 4.0");
    assertThat(timestamps()).containsExactly(-1L, 2L, -1L, -1L, 3L, 4L, 4L, -1L);
  }

  @Test
  void shouldTellAnArrivalThatIsMissingOrCannotBeRead() throws Exception {
    write("a1.csv", "t,x,y\n1000,1,2\n");
    write("a2.csv", "t,rx,x,y\n1000,soon,1,2\n1000,,,\n1000,,1,\n");

    assertThatThrownBy(() -> merged(BY_COLUMN, "a1.csv"))
        .hasMessageContaining("a1.csv: columns are missing")
        .hasMessageContaining("missing=[rx], found=[t, x, y]");
    assertThatThrownBy(() -> merged(BY_COLUMN, "a2.csv"))
        .hasMessage(
            "%1$s:2: not a number: path=rx, found=\"soon\"; %1$s:4: not a number: path=rx, found=\"\"",
            folder.resolve("a2.csv"));
  }

  private List<String> merged(String entries, String... files) throws Exception {
    List<RecordingConfig> configs = MergedText.configs(entries, "x", "y");
    return MergedText.of(folder, configs, XY, files);
  }

  private List<Long> timestamps() throws Exception {
    List<Long> timestamps = new ArrayList<>();
    try (RecordingReader reader = RecordingReader.open(folder.resolve("recording.avro"))) {
      while (reader.hasNext()) {
        RecordedMessage message = reader.next();
        timestamps.add(message.getTimestampMillis());
      }
    }
    return timestamps;
  }

  private void write(String file, String text) throws Exception {
    Files.writeString(folder.resolve(file), text);
  }
}
