/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An autopilot's log through {@code replay}, a CSV file for each topic, in the order in which it
 * was written: a column tells when each row came in.
 */
class AutopilotReplayIT {

  private static final Path LOG = Path.of("../../../shared/recordings/autopilot");
  private static final long YEAR = 365L * 24 * 3_600 * 1_000_000;

  private static final Map<String, List<String>> COLUMNS = new LinkedHashMap<>();

  static {
    COLUMNS.put("sensor_combined_0", List.of("gyro_rad[0]", "gyro_rad[1]", "baro_alt_meter"));
    COLUMNS.put("vehicle_attitude_0", List.of("rollspeed", "q[0]"));
    COLUMNS.put("actuator_outputs_0", List.of("output[0]", "output[1]"));
    COLUMNS.put("actuator_outputs_1", List.of("output[0]", "output[1]"));
    COLUMNS.put("cpuload_0", List.of("load", "ram_usage"));
  }

  @TempDir Path folder;
  private int readings;

  /** Writes each topic's rows with the time of their arrival, which is made of the log's order. */
  @BeforeEach
  void joinTopicsWithTheirOrderOfArrival() throws IOException {
    assumeTrue(Files.exists(LOG), "the shared recordings are not beside the project: " + LOG);
    Map<String, List<String>> written = new LinkedHashMap<>();
    Map<String, List<String>> joined = new LinkedHashMap<>();
    for (String topic : COLUMNS.keySet()) {
      List<String> lines = Files.readAllLines(LOG.resolve(topic + ".csv"));
      written.put(topic, lines);
      joined.put(topic, new ArrayList<>(List.of(lines.get(0) + ",arrived")));
    }
    List<String> order = Files.readAllLines(LOG.resolve("_arrival_order.csv"));
    long arrived = 0;
    for (String line : order.subList(1, order.size())) {
      String[] record = line.split(",");
      String topic = record[0] + "_" + record[1];
      // No sooner than it was taken, and after all that was written before it.
      arrived = Math.max(arrived + 1, Long.parseLong(record[2]));
      List<String> rows = joined.get(topic);
      String row = written.get(topic).get(rows.size());
      assertThat(row).startsWith(record[2] + ",");
      rows.add(row + "," + arrived);
      readings += COLUMNS.get(topic).size();
    }
    for (String topic : COLUMNS.keySet()) {
      Files.write(folder.resolve(topic + ".csv"), joined.get(topic));
    }
  }

  @Test
  void shouldFrameTheLogAsItWasWrittenAsTheSortedOneWhereChannelsAreWaitedForLongEnough()
      throws Exception {
    String arrived = "arrived: {field: arrived, unit: us}";
    assertThat(replay("1500ms", arrived)).contains(balance(readings, 0, 0));
    List<String> written = frames();

    assertThat(replay("1500ms", "")).contains(balance(readings, 0, 0));
    assertThat(written).isEqualTo(frames()).hasSizeGreaterThan(950);

    // Only the third record of the log, of two loads, lags by more than 100 ms.
    assertThat(replay("100ms", arrived)).contains(balance(readings - 2, 0, 2));
    assertThat(replay("100ms", "")).contains(balance(readings, 0, 0));
  }

  @Test
  void shouldRejectAReadingWhoseClockLeaptAYearAheadAndNothingElse() throws Exception {
    String arrived = "arrived: {field: arrived, unit: us}";
    replay("1500ms", arrived);
    List<String> frames = frames();
    Path sensors = folder.resolve("sensor_combined_0.csv");
    List<String> rows = new ArrayList<>(Files.readAllLines(sensors));
    String row = rows.get(1_000);
    int end = row.indexOf(',');
    rows.add(1_001, Long.parseLong(row.substring(0, end)) + YEAR + row.substring(end));
    Files.write(sensors, rows);

    assertThat(replay("1500ms", arrived)).contains(balance(readings, 3, 0));
    assertThat(frames()).isEqualTo(frames);

    // Without a time of arrival it passes for the present.
    assertThat(replay("1500ms", "")).contains(balance(readings + 3, 0, 0));
    assertThat(frames()).hasSizeGreaterThan(frames.size());
  }

  private static String balance(int framed, int future, int late) {
    return "read %,d = framed %,d + undecodable 0 + unknown-device 0 + unknown-channel 0 + invalid 0 + future %d + late %d + duplicate 0"
        .formatted(framed + future + late, framed, future, late);
  }

  private String replay(String wait, String arrived) throws IOException {
    StringBuilder channels = new StringBuilder();
    StringBuilder entries = new StringBuilder();
    COLUMNS.forEach(
        (topic, columns) -> {
          List<String> values = new ArrayList<>();
          for (String column : columns) {
            channels.append("  - {name: '%s/%s', max-age: 2s}%n".formatted(topic, column));
            values.add("'%s/%s': '%s'".formatted(topic, column, column));
          }
          entries.append(
              """
                - files: %s.csv
                  device: {constant: autopilot}
                  time: {field: timestamp, unit: us}
                  values: {%s}
                  %s
              """
                  .formatted(topic, String.join(", ", values), arrived));
        });
    Path config =
        Files.writeString(
            folder.resolve("pipeline.yaml"),
            """
            name: autopilot
            grid: {period: 10ms}
            time: {disorder: 0ms, wait: %s, max-gap: 200ms}
            channels:
            %srecordings:
            %s"""
                .formatted(wait, channels, entries));
    List<Object> arguments =
        new ArrayList<>(
            List.of("replay", "--config", config, "--frames", folder.resolve("frames.csv")));
    arguments.add("--recording");
    COLUMNS.keySet().forEach(topic -> arguments.add(folder.resolve(topic + ".csv")));
    Invocation replay = Invocation.of(arguments.toArray());
    assertThat(replay.err()).isEmpty();
    assertThat(replay.exitCode()).isZero();
    return replay.out();
  }

  private List<String> frames() throws IOException {
    return Files.readAllLines(folder.resolve("frames.csv"));
  }
}
