/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.alignment;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A year of ticks that are no whole microseconds: each where exact arithmetic has it. */
class GridYearTest {

  private static final long SEED = 1_200_048;
  private static final long YEAR_MICROS = 365L * 24 * 3_600 * 1_000_000;
  private static final int RANDOM_TICKS = 100_000;
  private static final int LAST_TICKS = 20_000;

  @ParameterizedTest(name = "{0} Hz from {1} us")
  @CsvSource({
    "120.0048, 0",
    "120.0048, 1700000000000001",
    "120.0048, -62135596800000000",
    "51.08, 4240911748",
    "29.97, 7",
    "44100, -1",
    "0.0033, 1700000000000001"
  })
  void shouldNotDriftWithinAYear(String rate, long origin) {
    Grid grid = Grid.ofRate(origin, new BigDecimal(rate));
    Exact exact = new Exact(new BigDecimal(rate), origin);
    long ticks = exact.ticksIn(YEAR_MICROS);
    SplittableRandom random = new SplittableRandom(SEED);
    for (int i = 0; i < RANDOM_TICKS; i++) {
      assertTick(grid, exact, random.nextLong(ticks));
    }
    for (long tick = Math.max(0, ticks - LAST_TICKS); tick <= ticks; tick++) {
      assertTick(grid, exact, tick);
      assertTick(grid, exact, -tick);
    }
    assertThat(grid.ticksIn(YEAR_MICROS)).isEqualTo(ticks);
  }

  /** Its bounds, both sides of them, and a sample that was taken in its middle. */
  private static void assertTick(Grid grid, Exact exact, long tick) {
    long start = exact.startOf(tick);
    if (grid.startOf(tick) != start
        || grid.endOf(tick) != exact.startOf(tick + 1)
        || grid.tickOf(start) != tick
        || grid.tickOf(start - 1) != tick - 1
        || grid.tickOf(exact.middleOf(tick)) != tick
        || grid.lastTickEndedAt(start) != tick - 1) {
      throw new AssertionError(
          "seed=%d, tick=%d, start=%d, of the grid=%d, tick of its start=%d"
              .formatted(SEED, tick, start, grid.startOf(tick), grid.tickOf(start)));
    }
  }

  /** Tick k starts at origin + floor(k · 1 000 000 / rate). */
  private static final class Exact {

    private final BigInteger origin;
    private final BigInteger numerator;
    private final BigInteger denominator;

    Exact(BigDecimal rate, long origin) {
      this.origin = BigInteger.valueOf(origin);
      numerator = BigInteger.TEN.pow(6 + rate.scale());
      denominator = rate.unscaledValue();
    }

    long startOf(long tick) {
      return at(BigInteger.valueOf(tick), BigInteger.ONE);
    }

    long middleOf(long tick) {
      return at(BigInteger.valueOf(2 * tick + 1), BigInteger.TWO);
    }

    long ticksIn(long micros) {
      return new BigDecimal(BigInteger.valueOf(micros).multiply(denominator))
          .divide(new BigDecimal(numerator), 0, RoundingMode.FLOOR)
          .longValueExact();
    }

    private long at(BigInteger ticks, BigInteger parts) {
      BigDecimal product = new BigDecimal(ticks.multiply(numerator));
      return product
          .divide(new BigDecimal(denominator.multiply(parts)), 0, RoundingMode.FLOOR)
          .toBigIntegerExact()
          .add(origin)
          .longValueExact();
    }
  }
}
