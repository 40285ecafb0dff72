/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.local.plant;

/**
 * The network between a device and the topic. Most batches take milliseconds; some are held up and
 * overtaken, yet no reading arrives later than {@link #LAG_BOUND_MICROS} after its stamp; a few
 * come seconds later. A device that was offline first sends its backlog, in order.
 */
final class Uplink {

  /**
   * What a job's disorder bound must exceed, so that nothing but the batches far too late is
   * rejected.
   */
  static final long LAG_BOUND_MICROS = 380_000;

  private static final long LEAST_LATENCY = 5_000;
  private static final long MOST_LATENCY = 40_000;
  private static final double DELAYED = 0.02;
  private static final long LEAST_DELAY = 60_000;
  private static final double FAR_TOO_LATE = 1.0 / 4000;
  private static final long LEAST_LATENESS = 3_000_000;
  private static final long MOST_LATENESS = 6_000_000;

  /** The device must go on for a while after a batch that is to come too late. */
  private static final long LEAST_REST = 2_000_000;

  private static final long BACKLOG_INTERVAL = 1_000;

  private final Noise noise;
  private final Outage outage;
  private final long endMicros;
  private boolean draining;
  private long backlogTail;

  Uplink(Noise noise, Outage outage, long endMicros) {
    this.noise = noise;
    this.outage = outage;
    this.endMicros = endMicros;
    backlogTail = outage.toMicros();
    draining = !outage.equals(Outage.NONE);
  }

  /** When a batch that was cut at {@code cutMicros} arrives; counts what befell it. */
  long arrival(SensorGroup group, long cutMicros, int readings, int duplicates, Tally tally) {
    long normal = cutMicros + noise.integer(LEAST_LATENCY, MOST_LATENCY);
    tally.records++;
    tally.readings += readings;
    if (draining && cutMicros > outage.fromMicros()) {
      tally.duplicateReadings += duplicates;
      return behindBacklog(normal, tally);
    }
    if (mayBeTooLate(cutMicros) && noise.chance(FAR_TOO_LATE)) {
      tally.lateBatches++;
      tally.lateReadings += readings;
      return cutMicros + noise.integer(LEAST_LATENESS, MOST_LATENESS);
    }
    tally.duplicateReadings += duplicates;
    if (noise.chance(DELAYED)) {
      tally.delayedBatches++;
      long mostDelay = LAG_BOUND_MICROS - group.uploadPeriodMicros();
      return cutMicros + noise.integer(LEAST_DELAY, mostDelay);
    }
    return normal;
  }

  private boolean mayBeTooLate(long cutMicros) {
    // A silent device has no clock that could have moved past the batch.
    return outage.equals(Outage.NONE) && cutMicros < endMicros - LEAST_REST;
  }

  private long behindBacklog(long normal, Tally tally) {
    long next = backlogTail + BACKLOG_INTERVAL;
    if (next < normal) {
      draining = false;
      return normal;
    }
    tally.backlogBatches++;
    backlogTail = next;
    return next;
  }
}
