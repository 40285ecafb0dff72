/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.local.plant;

import io.tapline.schemas.Readings;
import java.util.List;

/**
 * A sensor group of one device: samples the machine by its own clock, which is a little off and
 * jitters; loses samples, and now and then sends one twice.
 */
final class Sensor {

  /**
   * A time stamp is at most this far from the middle of its step, so that a few sensors straddle
   * two ticks of the grid.
   */
  private static final double SKEW_MICROS = 1_000;

  private static final double JITTER_MICROS = 400;
  private static final double LOST = 0.005;
  private static final double SENT_TWICE = 0.002;
  private static final double UPLOADED_OUT_OF_ORDER = 0.01;

  /** The converter's steps per unit. */
  private static final double STEPS_PER_UNIT = 4096;

  private final SensorGroup group;
  private final List<PlantChannel> channels;
  private final List<SampleBuffer> buffers;
  private final Noise noise;
  private final double skewMicros;

  Sensor(long seed, String device, SensorGroup group) {
    this.group = group;
    channels = PlantChannel.of(group);
    buffers = channels.stream().map(channel -> new SampleBuffer(channel.channelName())).toList();
    noise = Noise.of(seed, device, group.name(), "sensor");
    skewMicros = noise.uniform(-SKEW_MICROS, SKEW_MICROS);
  }

  SensorGroup group() {
    return group;
  }

  /** Takes the samples that are due at a step which starts at {@code micros}. */
  void sample(Machine machine, long step, long micros, Tally tally) {
    double jitter = JITTER_MICROS * (noise.uniform(-0.5, 0.5) + noise.uniform(-0.5, 0.5));
    long stamp = micros + Math.round(Machine.STEP_MICROS / 2.0 + skewMicros + jitter);
    for (int i = 0; i < channels.size(); i++) {
      if (Machine.isDue(channels.get(i), step)) {
        double value = Math.rint(machine.value(channels.get(i)) * STEPS_PER_UNIT) / STEPS_PER_UNIT;
        take(stamp, value, buffers.get(i), tally);
      }
    }
  }

  private void take(long stamp, double value, SampleBuffer buffer, Tally tally) {
    if (noise.chance(LOST)) {
      tally.lostSamples++;
      return;
    }
    buffer.add(stamp, value);
    if (noise.chance(SENT_TWICE)) {
      buffer.add(stamp, value);
    }
  }

  /**
   * Fills a batch with all samples stamped before the cut; returns how many of these are
   * duplicates. The batch stays empty when there is none.
   */
  int upload(String device, long cutMicros, Readings batch, Tally tally) {
    boolean swapHalves = noise.chance(UPLOADED_OUT_OF_ORDER);
    if (swapHalves) {
      tally.outOfOrderBatches++;
    }
    batch.begin(device);
    int duplicates = 0;
    for (int i = 0; i < buffers.size(); i++) {
      duplicates += buffers.get(i).drainBefore(cutMicros, swapHalves, batch);
    }
    return duplicates;
  }
}
