/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.flink.plain;

import java.math.BigDecimal;
import java.math.BigInteger;

/** The time grid in exact rational arithmetic: tick k starts at origin + floor(k · period). */
public final class PlainTicks {

  private static final BigInteger MICROS_PER_SECOND = BigInteger.valueOf(1_000_000);

  private final BigInteger origin;
  private final BigInteger numerator;
  private final BigInteger denominator;

  private PlainTicks(BigInteger origin, BigInteger numerator, BigInteger denominator) {
    this.origin = origin;
    this.numerator = numerator;
    this.denominator = denominator;
  }

  public static PlainTicks ofPeriod(long originMicros, long periodMicros) {
    return new PlainTicks(
        BigInteger.valueOf(originMicros), BigInteger.valueOf(periodMicros), BigInteger.ONE);
  }

  public static PlainTicks ofRate(long originMicros, String hertz) {
    BigDecimal rate = new BigDecimal(hertz);
    return new PlainTicks(
        BigInteger.valueOf(originMicros),
        MICROS_PER_SECOND.multiply(BigInteger.TEN.pow(rate.scale())),
        rate.unscaledValue());
  }

  public long startOf(long tick) {
    BigInteger since = floorDiv(BigInteger.valueOf(tick).multiply(numerator), denominator);
    return origin.add(since).longValueExact();
  }

  /** The greatest k whose start is not after the time: k · period &lt; time − origin + 1. */
  public long tickOf(long micros) {
    BigInteger after = BigInteger.valueOf(micros).subtract(origin).add(BigInteger.ONE);
    BigInteger product = after.multiply(denominator).negate();
    return floorDiv(product, numerator).negate().subtract(BigInteger.ONE).longValueExact();
  }

  /** How many whole periods a duration holds. */
  public long wholeIn(long durationMicros) {
    return floorDiv(BigInteger.valueOf(durationMicros).multiply(denominator), numerator)
        .longValueExact();
  }

  /** The period, rounded up to whole microseconds. */
  public long longest() {
    return floorDiv(numerator.negate(), denominator).negate().longValueExact();
  }

  private static BigInteger floorDiv(BigInteger dividend, BigInteger divisor) {
    BigInteger[] parts = dividend.divideAndRemainder(divisor);
    return parts[1].signum() < 0 ? parts[0].subtract(BigInteger.ONE) : parts[0];
  }
}
