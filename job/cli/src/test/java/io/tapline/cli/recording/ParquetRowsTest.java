/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.cli.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapline.cli.UserFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Recordings in Parquet, as other programs write them. */
class ParquetRowsTest {

  private static final String OWN =
      "message m { required binary device (STRING); required binary channel (STRING);"
          + " required int64 timestamp_us; required double value; }";

  private static final String WIDE =
      "message m { optional int64 when (TIMESTAMP(NANOS,true)); required binary id;"
          + " optional float x; optional int32 y; repeated int32 skipped; }";

  private static final String COUNTERS =
      """
        - files: "*.parquet"
          device: {field: id}
          time: {field: t, unit: us}
          values: {%s}
      """;

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(names = {"UNCOMPRESSED", "SNAPPY", "ZSTD", "LZ4_RAW", "GZIP"})
  void shouldReadTaplinesOwnColumns(CompressionCodecName codec) throws Exception {
    write(
        "a.parquet",
        codec,
        OWN,
        row ->
            row.append("device", "fan")
                .append("channel", "x")
                .append("timestamp_us", 20L)
                .append("value", 0.1),
        row ->
            row.append("device", "fan")
                .append("channel", "y")
                .append("timestamp_us", 10L)
                .append("value", -0.0));

    assertThat(MergedText.of(folder, List.of(), List.of(), "a.parquet"))
        .containsExactly("a.parquet:2 fan y 10 -0.0", "a.parquet:1 fan x 20 0.1");
  }

  @Test
  void shouldReadConfiguredColumnsWithTimesThatSayTheirOwnUnit() throws Exception {
    write(
        "a.parquet",
        CompressionCodecName.SNAPPY,
        WIDE,
        row ->
            row.append("when", 1_583_738_073_000_000_500L)
                .append("id", "fan")
                .append("x", 0.1f)
                .append("y", 3),
        row -> row.append("when", 1_583_738_073_000_001_000L).append("id", "fan").append("y", 4));
    String entry =
        """
          - files: "*.parquet"
            device: {field: id}
            time: {field: when}
            values: {x: x, y: y}
        """;

    assertThat(
            MergedText.of(
                folder, MergedText.configs(entry, "x", "y"), List.of("x", "y"), "a.parquet"))
        .containsExactly(
            // All the bits of the float, and no reading where there is none.
            "a.parquet:1 fan x 1583738073000001 " + (double) 0.1f,
            "a.parquet:1 fan y 1583738073000001 3.0",
            "a.parquet:2 fan y 1583738073000001 4.0");
  }

  @Test
  void shouldReadAColumnForEachChannel() throws Exception {
    write(
        "a.parquet",
        CompressionCodecName.SNAPPY,
        "message m { required binary device (STRING); required int64 timestamp_us"
            + " (TIMESTAMP(MICROS,true)); optional double x; optional double label; }",
        row -> row.append("device", "fan").append("timestamp_us", -1L).append("x", 0.1),
        row -> row.append("device", "fan").append("timestamp_us", 7L).append("label", 2.0));

    assertThat(MergedText.of(folder, List.of(), List.of("x", "y"), "a.parquet"))
        .containsExactly("a.parquet:1 fan x -1 0.1");
  }

  @Test
  void shouldReadNumbersAndTruthsAsTheyAre() throws Exception {
    write(
        "a.parquet",
        CompressionCodecName.SNAPPY,
        "message m { required double s; required int64 id; required boolean on; required float f; }",
        row ->
            row.append("s", 1_583_738_073.25)
                .append("id", 7L)
                .append("on", true)
                .append("f", 0.1f));
    String entry =
        """
          - files: "*.parquet"
            device: {field: id}
            time: {field: s, unit: s}
            values: {x: "on", y: f}
        """;

    assertThat(
            MergedText.of(
                folder, MergedText.configs(entry, "x", "y"), List.of("x", "y"), "a.parquet"))
        .containsExactly(
            "a.parquet:1 7 x 1583738073250000 1.0",
            "a.parquet:1 7 y 1583738073250000 " + (double) 0.1f);
  }

  /** Each as large as its type allows, and a signed one beside them. */
  @Test
  void shouldReadUnsignedNumbersAsSuch() throws Exception {
    write(
        "a.parquet",
        CompressionCodecName.SNAPPY,
        "message m { required int64 t (INTEGER(64,false)); required int32 id (INTEGER(16,false));"
            + " required int32 a (INTEGER(8,false)); required int32 b (INTEGER(32,false));"
            + " required int64 c (INTEGER(64,false)); required int64 d (INTEGER(64,true)); }",
        row ->
            row.append("t", Long.MAX_VALUE)
                .append("id", 65_535)
                .append("a", 255)
                .append("b", -1)
                .append("c", -1L)
                .append("d", -1L));

    assertThat(
            MergedText.of(
                folder,
                MergedText.configs(
                    COUNTERS.formatted("a: a, b: b, c: c, d: d"), "a", "b", "c", "d"),
                List.of("a", "b", "c", "d"),
                "a.parquet"))
        .containsExactly(
            "a.parquet:1 65535 a 9223372036854775807 255.0",
            "a.parquet:1 65535 b 9223372036854775807 4.294967295E9",
            "a.parquet:1 65535 c 9223372036854775807 1.8446744073709552E19",
            "a.parquet:1 65535 d 9223372036854775807 -1.0");
  }

  @Test
  void shouldRefuseAnUnsignedTimeBeyondALong() throws Exception {
    write(
        "a.parquet",
        CompressionCodecName.SNAPPY,
        "message m { required int64 t (INTEGER(64,false)); required int64 id (INTEGER(64,false));"
            + " required double a; }",
        row -> row.append("t", -1L).append("id", -1L).append("a", 1.0));
    String entry = COUNTERS.formatted("a: a");

    assertThatThrownBy(
            () -> MergedText.of(folder, MergedText.configs(entry, "a"), List.of("a"), "a.parquet"))
        .isInstanceOf(UserFault.class)
        .hasMessage(folder + "/a.parquet:1: time is beyond 64 bits of microseconds: path=t");
  }

  @Test
  void shouldTellAFaultByItsRow() throws Exception {
    write(
        "a.parquet",
        CompressionCodecName.ZSTD,
        WIDE.replace("optional float x", "optional binary x"),
        row -> row.append("when", 1L).append("id", "fan").append("x", "1"),
        row -> row.append("id", "fan").append("x", "1"),
        row -> row.append("when", 1L).append("id", "fan").append("x", "much"));
    String entry =
        """
          - files: "*.parquet"
            device: {field: id}
            time: {field: when, unit: ns}
            values: {x: x}
        """;

    assertThatThrownBy(
            () -> MergedText.of(folder, MergedText.configs(entry, "x"), List.of("x"), "a.parquet"))
        .isInstanceOf(UserFault.class)
        .hasMessageContaining("a.parquet:2: not a number: path=when, found=null")
        .hasMessageContaining("a.parquet:3: not a number: path=x, found=\"much\"");
  }

  @Test
  void shouldTellThatAFileIsNoParquetOrCutShort() throws Exception {
    Path file = folder.resolve("a.parquet");
    Files.writeString(file, "device,channel,timestamp_us,value\n");
    assertThatThrownBy(() -> MergedText.of(folder, List.of(), List.of(), "a.parquet"))
        .isInstanceOf(UserFault.class)
        .hasMessageStartingWith(file + ": this is not Parquet: ");

    Files.delete(file);
    write(
        "a.parquet",
        CompressionCodecName.ZSTD,
        OWN,
        row ->
            row.append("device", "fan")
                .append("channel", "x")
                .append("timestamp_us", 20L)
                .append("value", 0.1));
    byte[] whole = Files.readAllBytes(file);
    for (int length = 0; length < whole.length; length++) {
      Files.write(file, Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> MergedText.of(folder, List.of(), List.of(), "a.parquet"))
          .as("bytes=%d", length)
          .isInstanceOf(UserFault.class)
          .hasMessageStartingWith(file + ": this is not Parquet: ");
    }
  }

  @SafeVarargs
  private void write(
      String file, CompressionCodecName codec, String schema, Consumer<Group>... rows)
      throws IOException {
    ParquetTables.write(folder.resolve(file), codec, schema, rows);
  }
}
