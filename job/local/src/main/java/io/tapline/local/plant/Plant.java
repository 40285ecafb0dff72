/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.local.plant;

import io.tapline.schemas.RecordedMessage;
import io.tapline.schemas.RecordingWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.DoubleConsumer;
import java.util.stream.IntStream;

/**
 * Eight pumps with fifteen channels each, for a while, with labelled faults. Two plants of the same
 * seed and duration are the same to the last bit.
 */
public final class Plant {

  /**
   * The plant that the demo shows: the network has never seen it, and one fault lies in the outage.
   */
  public static final long DEMO_SEED = 221;

  /** Event time of the beginning: 2026-01-01T00:00:00Z, in microseconds since the epoch. */
  public static final long START_MICROS = 1_767_225_600_000_000L;

  private static final double SECONDS_PER_FAULT_OF_A_KIND = 40;
  private static final Duration LEAST_DURATION = Duration.ofSeconds(20);
  private static final List<String> DEVICES =
      IntStream.rangeClosed(1, 8).mapToObj(i -> "pump-" + i).toList();

  private final long seed;
  private final Duration duration;
  private final List<Fault> faults;

  /**
   * A plant that runs from {@link #START_MICROS} for {@code duration}, of which whole seconds
   * count.
   *
   * @throws IllegalArgumentException when the duration is too short for a fault of every kind
   */
  public Plant(long seed, Duration duration) {
    this(seed, duration, SECONDS_PER_FAULT_OF_A_KIND);
  }

  /** A plant with one fault of each kind in so many seconds. */
  Plant(long seed, Duration duration, double secondsPerFault) {
    if (duration.compareTo(LEAST_DURATION) < 0) {
      throw new IllegalArgumentException(
          "duration is too short for a fault of every kind: seconds=%d, least=%d"
              .formatted(duration.toSeconds(), LEAST_DURATION.toSeconds()));
    }
    this.seed = seed;
    this.duration = Duration.ofSeconds(duration.toSeconds());
    faults =
        FaultPlan.of(seed, DEVICES, START_MICROS, (double) duration.toSeconds(), secondsPerFault);
  }

  /** Names of the devices, {@code pump-1} to {@code pump-8}: the messages' keys. */
  public List<String> devices() {
    return DEVICES;
  }

  /** The labels, in the order of their start. */
  public List<Fault> faults() {
    return faults;
  }

  /** The device that is offline for an eighth of the time and then sends its backlog. */
  public String offlineDevice() {
    return DEVICES.get((int) Noise.of(seed, "outage").integer(0, DEVICES.size()));
  }

  /** Event time of the end, exclusive. */
  public long endMicros() {
    return START_MICROS + duration.toMillis() * 1000;
  }

  long seed() {
    return seed;
  }

  /** A new run of the simulation: its messages in the order of their arrival. */
  public PlantMessages messages() {
    return new PlantMessages(this);
  }

  /**
   * Writes all messages as a recording; replaces a file of that name.
   *
   * @param progress told now and then the share that is done, at last 1
   */
  public GroundTruth writeRecording(Path file, DoubleConsumer progress) throws IOException {
    PlantMessages messages = messages();
    long toldMillis = START_MICROS / 1000;
    try (RecordingWriter writer = RecordingWriter.create(file)) {
      while (messages.hasNext()) {
        RecordedMessage message = messages.next();
        writer.write(message);
        if (message.getTimestampMillis() > toldMillis + 1000) {
          toldMillis = message.getTimestampMillis();
          progress.accept(Math.min(1, shareDone(toldMillis)));
        }
      }
    }
    progress.accept(1);
    return messages.groundTruth();
  }

  private double shareDone(long millis) {
    return (double) (millis - START_MICROS / 1000) / duration.toMillis();
  }
}
