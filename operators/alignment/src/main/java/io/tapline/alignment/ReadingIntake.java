/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.alignment;

/** Takes readings in: judges each by its channel's rules, and puts it where it waits. */
final class ReadingIntake {

  /** The years 1 to 9999: sums of times and bounds cannot overflow. */
  private static final long EARLIEST_MICROS = -62_135_596_800_000_000L;

  private static final long LATEST_MICROS = 253_402_300_799_999_999L;

  private final Channel[] measured;
  private final long maxAheadMicros;

  /** Values between these are valid and fit a frame; of others it is asked. */
  private final double[] leastUsual;

  private final double[] greatestUsual;
  private double replacedValue;

  ReadingIntake(Alignment alignment) {
    measured = alignment.layout().measured().toArray(new Channel[0]);
    maxAheadMicros = alignment.bounds().maxAheadMicros();
    leastUsual = new double[measured.length];
    greatestUsual = new double[measured.length];
    for (int c = 0; c < measured.length; c++) {
      double most = measured[c].usuallyFramed();
      leastUsual[c] = Math.max(-most, measured[c].validRange().min());
      greatestUsual[c] = Math.min(most, measured[c].validRange().max());
    }
  }

  /** See {@link Aligner#add}. */
  Verdict add(AlignmentState state, int channel, long micros, double value, long recordMicros) {
    Channel taken = measured[channel];
    long time = micros + taken.timeOffsetMicros();
    if (!isTime(micros)) {
      return Verdict.INVALID;
    }
    if (!(value >= leastUsual[channel] && value <= greatestUsual[channel])) {
      if (!taken.canFrame(value)) {
        return Verdict.INVALID;
      }
      if (!taken.validRange().contains(value)) {
        return Verdict.OUT_OF_RANGE;
      }
    }
    if (isFuture(time, recordMicros)) {
      return Verdict.FUTURE;
    }
    ChannelBuffers channels = state.channels();
    boolean newest = channels.advanceClock(channel, time);
    if (time < state.frontierMicros()) {
      return addLate(channels, channel, time, value);
    }
    if (newest) {
      channels.append(channel, time, value);
      return Verdict.BUFFERED;
    }
    int at = channels.find(channel, time);
    if (at < 0) {
      channels.insert(channel, -at - 1, time, value);
      return Verdict.BUFFERED;
    }
    switch (taken.duplicates()) {
      case FIRST_WINS:
        return Verdict.DUPLICATE;
      case LAST_WINS:
        replacedValue = channels.replace(channel, at, value);
        return Verdict.REPLACED;
      default:
        return channels.insertBeside(channel, at, time, value, Duplicates.MOST_OF_A_MEAN)
            ? Verdict.BUFFERED
            : Verdict.DUPLICATE;
    }
  }

  /** Whether a time is one of the years 1 to 9999. */
  boolean isTime(long micros) {
    return micros >= EARLIEST_MICROS && micros <= LATEST_MICROS;
  }

  boolean isFuture(long time, long recordMicros) {
    return recordMicros >= 0 && time - recordMicros > maxAheadMicros;
  }

  /** Whether values are valid and fit a frame without a second look. */
  boolean areUsual(int[] channels, double[] values) {
    for (int i = 0; i < channels.length; i++) {
      if (!(values[i] >= leastUsual[channels[i]] && values[i] <= greatestUsual[channels[i]])) {
        return false;
      }
    }
    return true;
  }

  private Verdict addLate(ChannelBuffers channels, int channel, long time, double value) {
    boolean carries = measured[channel].late() == LateReadings.CARRY;
    if (!carries || time <= channels.heldTime(channel)) {
      return Verdict.LATE;
    }
    boolean counts = measured[channel].aggregate() == Aggregate.COUNT;
    channels.hold(channel, time, counts ? 1 : value);
    return Verdict.CARRIED;
  }

  /** The value that lost its place, after {@link Verdict#REPLACED}. */
  double replacedValue() {
    return replacedValue;
  }
}
