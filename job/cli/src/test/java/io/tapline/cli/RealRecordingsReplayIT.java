/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tapline.cli.recording.Recordings;
import io.tapline.pipeline.Pipeline;
import io.tapline.pipeline.config.Purpose;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Recordings as they were published, through {@code replay}, into frames; no model is there yet.
 */
class RealRecordingsReplayIT {

  private static final Path SHARED = Path.of("../../../shared/recordings");

  @TempDir Path folder;

  @Test
  void shouldReadAWaterLoopWithSemicolonsAndLocalTime() throws Exception {
    List<String> channels =
        List.of("Accelerometer1RMS", "Current", "Temperature", "Volume Flow RateRMS");
    Path config =
        write(
            "1s",
            channels,
            """
              - files: "valve*.csv"
                separator: ";"
                device: {file: true}
                time: {field: datetime, pattern: "yyyy-MM-dd HH:mm:ss", zone: Europe/Moscow}
                values: {%s}
            """
                .formatted(columns("", channels, channels)));

    List<String> readings = replay(config, "skab/valve1_0.csv");

    assertThat(readings).hasSize(4 * 1_147);
    assertThat(readings.get(0)).isEqualTo("valve1_0 Accelerometer1RMS 1583738073000000 0.0265878");
    assertThat(readings.get(readings.size() - 1))
        .isEqualTo("valve1_0 Volume Flow RateRMS 1583739272000000 32.0015");
  }

  @Test
  void shouldReadAPhoneWhoseSensorsHaveAFileEach() throws Exception {
    List<String> axes = List.of("x", "y", "z");
    List<String> channels = new ArrayList<>();
    StringBuilder entries = new StringBuilder();
    Map<String, String> files = Map.of("acce", "acc", "gyro", "gyro", "magnet", "mag");
    new TreeMap<>(files)
        .forEach(
            (file, sensor) -> {
              axes.forEach(axis -> channels.add(sensor + "." + axis));
              entries.append(spaced(file, "[t, x, y, z]", columns(sensor + ".", axes, axes)));
            });
    channels.add("pressure");
    entries.append(spaced("pressure", "[t, p]", "pressure: p"));
    Path config = write("20ms", channels, entries.toString());

    List<String> readings =
        replay(
            config,
            "android-phone/acce.txt",
            "android-phone/gyro.txt",
            "android-phone/magnet.txt",
            "android-phone/pressure.txt");

    assertThat(readings).hasSize(3 * (2_453 + 2_453 + 2_401) + 1_201);
    assertThat(readings.get(0)).isEqualTo("phone pressure 4239043402 982.624512");
    assertThat(readings).contains("phone acc.x 4240926430 0.171178");
  }

  private static String spaced(String file, String columns, String values) {
    return """
      - files: "%s.txt"
        separator: " "
        header: false
        columns: %s
        comment: "#"
        device: {constant: phone}
        time: {field: t, unit: ns}
        values: {%s}
    """
        .formatted(file, columns, values);
  }

  @Test
  void shouldReadAPhoneAndAWatchThatAreWornTogether() throws Exception {
    List<String> columns = List.of("x_acc", "y_acc", "z_acc", "x_gyro", "y_gyro", "z_gyro");
    List<String> channels = new ArrayList<>();
    StringBuilder entries = new StringBuilder();
    new TreeMap<>(Map.of("sp", "phone.", "sw", "watch."))
        .forEach(
            (ending, place) -> {
              columns.forEach(column -> channels.add(place + column));
              entries.append(
                  """
                    - files: "*_%s.csv"
                      device: {constant: s03}
                      time: {field: timestamp, unit: ms}
                      values: {%s}
                  """
                      .formatted(ending, columns(place, columns, columns)));
            });
    Path config = write("10ms", channels, entries.toString());

    List<String> readings =
        replay(config, "phone-watch/s03_02_sp.csv", "phone-watch/s03_02_sw.csv");

    assertThat(readings).hasSize(6 * (1_143 + 1_053));
    assertThat(readings.get(0)).isEqualTo("s03 phone.x_acc 1657535121514000 -6.006283760070801");
    assertThat(readings).contains("s03 watch.x_acc 1657535122584000 -3.1590309143066406");
  }

  @Test
  void shouldReadTwoSensorUnitsWhoseSecondsHaveDecimals() throws Exception {
    List<String> channels = List.of("Euler_X", "Acc_Z", "Gyr_Y");
    Path config =
        write(
            "10ms",
            channels,
            """
              - files: "IMU_*.csv"
                device: {file: true}
                time: {field: time, unit: s}
                values: {%s}
            """
                .formatted(columns("", channels, channels)));

    List<String> readings = replay(config, "quadrotor/IMU_1.csv", "quadrotor/IMU_2.csv");

    assertThat(readings).hasSize(3 * 2 * 2_461);
    assertThat(readings.get(0)).isEqualTo("IMU_1 Euler_X 0 -4.511027813");
    // 0.008332999999993262 s
    assertThat(readings).contains("IMU_1 Acc_Z 8333 11.24753475");
  }

  private static String columns(String prefix, List<String> channels, List<String> columns) {
    List<String> pairs = new ArrayList<>();
    for (int i = 0; i < channels.size(); i++) {
      pairs.add(prefix + channels.get(i) + ": " + columns.get(i));
    }
    return String.join(", ", pairs);
  }

  private Path write(String period, List<String> channels, String recordings) throws Exception {
    StringBuilder list = new StringBuilder();
    channels.forEach(
        channel -> list.append("  - {name: '%s', aggregate: mean}%n".formatted(channel)));
    return Files.writeString(
        folder.resolve("pipeline.yaml"),
        """
        name: real
        grid: {period: %s}
        time: {disorder: 50ms, wait: 500ms, max-gap: 3s, idle-flush: 1h}
        channels:
        %srecordings:
        %s"""
            .formatted(period, list, recordings));
  }

  /** Replays into frames, holds them against the aligner's, and gives the readings. */
  private List<String> replay(Path config, String... recordings) throws Exception {
    List<Object> arguments = new ArrayList<>(List.of("replay", "--config", config, "--recording"));
    List<Path> files = new ArrayList<>();
    for (String recording : recordings) {
      Path file = SHARED.resolve(recording);
      assumeTrue(Files.exists(file), "the shared recordings are not beside the project: " + file);
      files.add(file);
    }
    arguments.addAll(files);
    Path frames = Files.createDirectory(folder.resolve("out")).resolve("frames.csv");
    arguments.addAll(List.of("--frames", frames));
    Invocation replay = Invocation.of(arguments.toArray());
    assertThat(replay.err()).isEmpty();
    assertThat(replay.exitCode()).isZero();

    Pipeline pipeline = Pipeline.load(config, Purpose.FRAMES);
    AlignedRows aligned = new AlignedRows(pipeline.alignment());
    Path merged =
        new Recordings(
                files,
                pipeline.config().recordings(),
                pipeline.alignment().layout().measuredNames())
            .merge(folder);
    Map<String, List<String>> expected = aligned.of(merged);
    List<String> written = Files.readAllLines(frames);
    Map<String, List<String>> byDevice = new TreeMap<>();
    for (String row : written.subList(1, written.size())) {
      byDevice
          .computeIfAbsent(row.substring(0, row.indexOf(',')), none -> new ArrayList<>())
          .add(row);
    }
    assertThat(byDevice).isEqualTo(expected);
    assertThat(replay.out())
        .contains("Frames    %,d in %s".formatted(written.size() - 1, frames))
        .doesNotContain("Results");
    try (var beside = Files.list(frames.getParent())) {
      assertThat(beside).containsExactly(frames);
    }
    return aligned.readings;
  }
}
