/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.local.recordings;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;

/**
 * A real recording as rows in the order of time, and the frame that it is aligned into.
 *
 * @param channels the frame, in order
 * @param periodMicros the grid
 * @param maxAgeMicros how long a value is held
 * @param waitMicros how far behind the furthest a channel is waited for
 */
public record RealRecording(
    String name,
    List<ChannelOfFrame> channels,
    long periodMicros,
    long maxAgeMicros,
    long waitMicros,
    List<Row> rows) {

  static final long DISORDER_MICROS = 50_000;
  private static final long WAIT_MICROS = 500_000;
  static final long MAX_GAP_MICROS = 1_000_000;

  /** A channel, and how it enters the frame as value · scale + offset. */
  public record ChannelOfFrame(String name, double scale, double offset) {}

  private static final Path RECORDINGS = project().resolveSibling("shared/recordings");

  /** Both, by name; each is read only when it is asked for. */
  public static Stream<Named<Supplier<RealRecording>>> all() {
    return Stream.of(
        Named.of("phone-watch", RealRecording::phoneWatch),
        Named.of("android-phone", RealRecording::androidPhone));
  }

  /** Three persons, each with a phone and a watch: devices of 12 channels at some 100 Hz. */
  public static RealRecording phoneWatch() {
    List<ChannelOfFrame> channels = new ArrayList<>();
    for (String place : List.of("phone", "watch")) {
      for (String axis : List.of("x", "y", "z")) {
        channels.add(new ChannelOfFrame(place + ".acc." + axis, 0.1, 0));
      }
      for (String axis : List.of("x", "y", "z")) {
        channels.add(new ChannelOfFrame(place + ".gyro." + axis, 0.5, 0.25));
      }
    }
    List<Row> rows = new ArrayList<>();
    for (String device : List.of("s05_09", "s06_09", "s03_02")) {
      rows.addAll(phoneOrWatch(device, "sp", 0));
      rows.addAll(phoneOrWatch(device, "sw", 6));
    }
    return new RealRecording("phone-watch", channels, 10_000, 200_000, WAIT_MICROS, inTime(rows));
  }

  /** One phone: 10 channels at 51, 51, 50 and 25 Hz; pressure begins 1.85 s before the others. */
  public static RealRecording androidPhone() {
    List<ChannelOfFrame> channels = new ArrayList<>();
    for (String sensor : List.of("acc", "gyro", "magnet")) {
      for (String axis : List.of("x", "y", "z")) {
        channels.add(new ChannelOfFrame(sensor + "." + axis, sensor.equals("gyro") ? 1 : 0.05, 0));
      }
    }
    channels.add(new ChannelOfFrame("pressure", 10, -9_826));
    List<Row> rows = new ArrayList<>();
    rows.addAll(android("acce.txt", 0));
    rows.addAll(android("gyro.txt", 3));
    rows.addAll(android("magnet.txt", 6));
    rows.addAll(android("pressure.txt", 9));
    return new RealRecording("android-phone", channels, 20_000, 100_000, WAIT_MICROS, inTime(rows));
  }

  public List<String> devices() {
    return rows.stream().map(Row::device).distinct().toList();
  }

  /** The rows of a share of the recording: from {@code from} up to {@code to}, of 1. */
  public List<Row> rows(double from, double to) {
    return rows.subList((int) (from * rows.size()), (int) (to * rows.size()));
  }

  /**
   * The rows in another order of arrival, within the bounds: every sensor lags by up to its wait,
   * every row by up to the disorder. Rows of equal time and sensor keep their order: which of them
   * is the duplicate depends on it.
   */
  List<Row> shuffled(long seed) {
    record Arrival(long at, Row row) {}
    List<Arrival> arrivals = new ArrayList<>();
    for (Row row : rows) {
      SplittableRandom sensor = new SplittableRandom(seed + row.firstChannel());
      long lag = sensor.nextLong(waitMicros);
      SplittableRandom own = new SplittableRandom(seed ^ row.micros() * 31 + row.firstChannel());
      arrivals.add(new Arrival(row.micros() + lag + own.nextLong(DISORDER_MICROS), row));
    }
    arrivals.sort(Comparator.comparingLong(Arrival::at));
    return arrivals.stream().map(Arrival::row).toList();
  }

  static List<Row> inTime(List<Row> rows) {
    rows.sort(Comparator.comparingLong(Row::micros));
    return Collections.unmodifiableList(rows);
  }

  private static List<Row> phoneOrWatch(String device, String place, int firstChannel) {
    List<Row> rows = new ArrayList<>();
    for (String line : lines("phone-watch/" + device + "_" + place + ".csv")) {
      if (line.startsWith("x_acc")) {
        continue;
      }
      String[] fields = line.split(",", -1);
      double[] values = new double[6];
      for (int i = 0; i < 6; i++) {
        values[i] = Double.parseDouble(fields[i]);
      }
      rows.add(new Row(device, firstChannel, Long.parseLong(fields[6]) * 1_000, values));
    }
    return rows;
  }

  private static List<Row> android(String file, int firstChannel) {
    List<Row> rows = new ArrayList<>();
    for (String line : lines("android-phone/" + file)) {
      if (line.startsWith("#")) {
        continue;
      }
      String[] fields = line.trim().split(" +", -1);
      double[] values = new double[fields.length - 1];
      for (int i = 0; i < values.length; i++) {
        values[i] = Double.parseDouble(fields[i + 1]);
      }
      rows.add(new Row("phone", firstChannel, Long.parseLong(fields[0]) / 1_000, values));
    }
    return rows;
  }

  static List<String> lines(String file) {
    Path path = RECORDINGS.resolve(file);
    assumeTrue(Files.exists(path), "the shared recordings are not beside the project: " + path);
    try {
      return Files.readAllLines(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The project's own folder, whichever of its modules the tests run in. */
  private static Path project() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("mvnw"))) {
      folder = folder.getParent();
    }
    return folder;
  }
}
