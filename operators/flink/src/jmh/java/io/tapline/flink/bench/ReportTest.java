/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.flink.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is told of rows that are given: nothing is measured. */
class ReportTest {

  private static final Subject FEW =
      new Subject(Implementation.TAPLINE, 15, Shape.TICK, Order.IN_ORDER, 10);
  private static final Subject MANY = FEW.with(100_000);

  private static final Results RESULTS =
      new Results(
          new Machine("A processor", 2, "An OS", "A JVM", List.of("-Xmx3g")),
          List.of(
              Row.of(FEW, 5),
              Row.of(FEW.with(Implementation.FLINK_WINDOWS), 25),
              Row.of(MANY, 8),
              Row.of(MANY.with(Implementation.FLINK_WINDOWS), 100)),
          List.of(Row.of(FEW.with(Implementation.STATE_ACCESS), 2)),
          List.of("the machine was busy"));

  @TempDir Path folder;

  @Test
  void shouldCompareRowsWithFlinkAndWithTheFewestDevices() {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();

    new Report(RESULTS, new PrintStream(printed, true, StandardCharsets.UTF_8)).print();

    assertThat(printed.toString(StandardCharsets.UTF_8).lines().map(ReportTest::words))
        .contains("Machine A processor, 2 cores", "Flags -Xmx3g", "Note: the machine was busy")
        .containsSubsequence(
            "15 tick in-order 10 tapline 200,000,000 5.0 5.00 1.00",
            "15 tick in-order 10 flink-windows 40,000,000 25.0 1.00",
            "15 tick in-order 100,000 tapline 125,000,000 8.0 12.50 1.60",
            "15 tick in-order 100,000 flink-windows 10,000,000 100.0 4.00");
  }

  @Test
  void shouldLeaveOutWhatHasNothingToCompareWith() {
    Results alone = new Results(RESULTS.machine(), List.of(Row.of(MANY, 8)), List.of(), List.of());
    ByteArrayOutputStream printed = new ByteArrayOutputStream();

    new Report(alone, new PrintStream(printed, true, StandardCharsets.UTF_8)).print();

    assertThat(printed.toString(StandardCharsets.UTF_8).lines().map(ReportTest::words))
        .contains("15 tick in-order 100,000 tapline 125,000,000 8.0 1.00");
  }

  @Test
  void shouldWriteRowsAsData() throws IOException {
    Path file = folder.resolve("align.json");

    RESULTS.write(file);

    JsonNode rows = new ObjectMapper().readTree(file.toFile()).get("rows");
    assertThat(rows).hasSize(4);
    assertThat(rows.get(1).toString())
        .isEqualTo(
            "{\"implementation\":\"flink-windows\",\"channels\":15,\"order\":\"in-order\","
                + "\"devices\":10,\"readingsPerSecond\":4.0E7,\"shape\":\"tick\"}");
  }

  private static String words(String line) {
    return line.strip().replaceAll("\\s+", " ");
  }
}
