/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.alignment;

import java.util.Objects;

/**
 * One named series of a device's readings, and how it enters a frame as {@code value * scale +
 * offset}.
 *
 * @param name the name that readings carry
 * @param aggregate how several readings of a tick become one value
 * @param fill what stands in for a reading in a tick without one
 * @param waitMicros how far behind the device's furthest channel this one is waited for
 * @param scale factor to the network's unit
 * @param offset summand, after the factor
 * @param duplicates which of several readings of one time is framed
 * @param late what becomes of a reading whose tick has been released; {@link LateReadings#CARRY}
 *     goes with {@link Fill.Hold}
 * @param validRange what readings outside are rejected, before scale and offset
 * @param timeOffsetMicros added to the time of every reading: negative where the sensor stamps its
 *     readings later than it takes them
 */
public record Channel(
    String name,
    Aggregate aggregate,
    Fill fill,
    long waitMicros,
    double scale,
    double offset,
    Duplicates duplicates,
    LateReadings late,
    ValidRange validRange,
    long timeOffsetMicros)
    implements FrameChannel {

  public Channel {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(aggregate, "aggregate");
    Objects.requireNonNull(fill, "fill");
    Objects.requireNonNull(duplicates, "duplicates");
    Objects.requireNonNull(late, "late");
    Objects.requireNonNull(validRange, "validRange");
    TimeBounds.requireBound("wait of channel " + name, waitMicros);
    TimeBounds.requireBound("time-offset of channel " + name, Math.abs(timeOffsetMicros));
    FrameChannel.requireFinite(name, scale, offset);
    if (late == LateReadings.CARRY && !(fill instanceof Fill.Hold)) {
      throw new IllegalArgumentException(
          "late readings can be carried where the fill is hold: channel=" + name);
    }
  }

  /**
   * A channel whose first reading of a time wins, whose late ones are rejected, that takes any
   * number, and whose times are right.
   */
  public Channel(
      String name, Aggregate aggregate, Fill fill, long waitMicros, double scale, double offset) {
    this(
        name,
        aggregate,
        fill,
        waitMicros,
        scale,
        offset,
        Duplicates.FIRST_WINS,
        LateReadings.REJECT,
        ValidRange.ANY,
        0);
  }

  public Channel withDuplicates(Duplicates which) {
    return new Channel(
        name,
        aggregate,
        fill,
        waitMicros,
        scale,
        offset,
        which,
        late,
        validRange,
        timeOffsetMicros);
  }

  public Channel withLate(LateReadings what) {
    return new Channel(
        name,
        aggregate,
        fill,
        waitMicros,
        scale,
        offset,
        duplicates,
        what,
        validRange,
        timeOffsetMicros);
  }

  public Channel withValidRange(ValidRange range) {
    return new Channel(
        name,
        aggregate,
        fill,
        waitMicros,
        scale,
        offset,
        duplicates,
        late,
        range,
        timeOffsetMicros);
  }

  public Channel withTimeOffset(long micros) {
    return new Channel(
        name, aggregate, fill, waitMicros, scale, offset, duplicates, late, validRange, micros);
  }

  /** A frame can hold every value that is no further from 0 than this, and maybe others. */
  double usuallyFramed() {
    double beforeOffset = Float.MAX_VALUE / 2 - Math.abs(offset);
    double most = scale == 0 ? beforeOffset : beforeOffset / Math.abs(scale);
    return Math.min(most, Double.MAX_VALUE);
  }

  /** Whether a frame can hold a reading's value: many numbers are beyond a float. */
  boolean canFrame(double value) {
    return Double.isFinite(value) && Float.isFinite(scaled(value));
  }
}
