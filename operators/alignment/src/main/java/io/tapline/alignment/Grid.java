/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.alignment;

import java.io.Serializable;
import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * The time grid: tick k is the interval [start(k), start(k + 1)).
 *
 * <p>A period may be a fraction of microseconds, as that of 120.0048 Hz is. Tick k then starts at
 * {@code origin + floor(k * numerator / denominator)}, computed exactly: ticks differ in length by
 * one microsecond at most, and the grid drifts by nothing, however long it runs.
 *
 * @param originMicros the start of tick 0, in microseconds since the epoch
 * @param periodNumerator the length of a tick, in microseconds, times the denominator
 * @param periodDenominator 1 where a tick is a whole number of microseconds; without a factor in
 *     common with the numerator
 */
public record Grid(long originMicros, long periodNumerator, long periodDenominator)
    implements Serializable {

  /** Ticks of a fraction of microseconds are counted within a cycle, in 64 bits. */
  private static final long LONGEST_CYCLE_MICROS = 1L << 46;

  private static final BigDecimal MICROS_PER_SECOND = BigDecimal.valueOf(1_000_000);

  public Grid {
    if (periodNumerator < 1 || periodDenominator < 1 || periodNumerator < periodDenominator) {
      throw new IllegalArgumentException(
          "the grid's period must be at least 1 microsecond: micros="
              + periodNumerator
              + "/"
              + periodDenominator);
    }
    if (periodNumerator / periodDenominator > TimeBounds.LONGEST_MICROS) {
      throw new IllegalArgumentException(
          "the grid's period must be at most 100 years: micros="
              + periodNumerator
              + "/"
              + periodDenominator);
    }
    if (periodDenominator > 1
        && (periodNumerator > LONGEST_CYCLE_MICROS
            || periodDenominator > Long.MAX_VALUE / periodNumerator)) {
      throw new IllegalArgumentException(
          "the grid's period is no fraction that 64 bits can count, give fewer digits: micros="
              + periodNumerator
              + "/"
              + periodDenominator);
    }
    if (!BigInteger.valueOf(periodNumerator)
        .gcd(BigInteger.valueOf(periodDenominator))
        .equals(BigInteger.ONE)) {
      throw new IllegalArgumentException(
          "the grid's period must be a reduced fraction: micros="
              + periodNumerator
              + "/"
              + periodDenominator);
    }
  }

  /** A grid whose ticks are whole microseconds. */
  public Grid(long originMicros, long periodMicros) {
    this(originMicros, periodMicros, 1);
  }

  /**
   * A grid of so many ticks a second.
   *
   * @throws IllegalArgumentException where a tick is shorter than a microsecond or longer than 100
   *     years, or the rate has more digits than 64 bits can count
   */
  public static Grid ofRate(long originMicros, BigDecimal hertz) {
    if (hertz.signum() <= 0 || hertz.compareTo(MICROS_PER_SECOND) > 0) {
      throw new IllegalArgumentException(
          "a rate must be above 0 and at most 1000000 Hz: rate=" + hertz);
    }
    int digits = Math.max(0, hertz.stripTrailingZeros().scale());
    BigInteger numerator = MICROS_PER_SECOND.scaleByPowerOfTen(digits).toBigIntegerExact();
    BigInteger denominator = hertz.scaleByPowerOfTen(digits).toBigIntegerExact();
    BigInteger common = numerator.gcd(denominator);
    numerator = numerator.divide(common);
    denominator = denominator.divide(common);
    if (numerator.bitLength() > 62 || denominator.bitLength() > 62) {
      throw new IllegalArgumentException("a rate of too many digits: rate=" + hertz);
    }
    return new Grid(originMicros, numerator.longValue(), denominator.longValue());
  }

  /** The tick that holds a time. */
  public long tickOf(long micros) {
    long since = micros - originMicros;
    if (periodDenominator == 1) {
      return Math.floorDiv(since, periodNumerator);
    }
    // A cycle of `denominator` ticks is `numerator` microseconds long.
    long cycle = Math.floorDiv(since, periodNumerator);
    long within = since - cycle * periodNumerator;
    return cycle * periodDenominator + ((within + 1) * periodDenominator - 1) / periodNumerator;
  }

  /** The first microsecond of a tick: its label. */
  public long startOf(long tick) {
    if (periodDenominator == 1) {
      return originMicros + tick * periodNumerator;
    }
    long cycle = Math.floorDiv(tick, periodDenominator);
    long within = tick - cycle * periodDenominator;
    return originMicros + cycle * periodNumerator + within * periodNumerator / periodDenominator;
  }

  /** The first microsecond after a tick. */
  public long endOf(long tick) {
    return startOf(tick + 1);
  }

  /** The last tick that has ended at a time. */
  public long lastTickEndedAt(long micros) {
    return tickOf(micros) - 1;
  }

  /** How many whole ticks a duration holds. */
  public long ticksIn(long durationMicros) {
    long cycles = durationMicros / periodNumerator;
    long rest = durationMicros - cycles * periodNumerator;
    return cycles * periodDenominator + rest * periodDenominator / periodNumerator;
  }

  /** The length of the shortest tick, in microseconds. */
  public long shortestTickMicros() {
    return periodNumerator / periodDenominator;
  }

  /** The length of the longest tick, in microseconds. */
  public long longestTickMicros() {
    return (periodNumerator + periodDenominator - 1) / periodDenominator;
  }

  /** The length of a tick, in microseconds, as near as a double comes. */
  public double periodMicros() {
    return (double) periodNumerator / periodDenominator;
  }
}
