/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.alignment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GridTest {

  private static final long SEED = 6_101;
  private static final long YEAR_SECONDS = 365L * 24 * 3600;

  @Test
  void shouldReduceARateToAFractionOfMicroseconds() {
    assertThat(Grid.ofRate(7, new BigDecimal("120.0048")))
        .isEqualTo(new Grid(7, 625_000_000, 75_003));
    assertThat(Grid.ofRate(0, new BigDecimal("50"))).isEqualTo(new Grid(0, 20_000));
    assertThat(Grid.ofRate(0, new BigDecimal("5E+1"))).isEqualTo(new Grid(0, 20_000));
    assertThat(Grid.ofRate(0, new BigDecimal("0.1"))).isEqualTo(new Grid(0, 10_000_000));
  }

  @Test
  void shouldNotDriftInAYear() {
    Grid grid = Grid.ofRate(0, new BigDecimal("120.0048"));
    // 120.0048 Hz for a year of whole seconds: 1 200 048 ticks are 10 000 s.
    long ticks = YEAR_SECONDS / 10_000 * 1_200_048;
    long micros = YEAR_SECONDS / 10_000 * 10_000 * 1_000_000;

    assertThat(grid.startOf(ticks)).isEqualTo(micros);
    assertThat(grid.tickOf(micros)).isEqualTo(ticks);
    assertThat(grid.tickOf(micros - 1)).isEqualTo(ticks - 1);
  }

  @Test
  void shouldStartTicksWhereExactArithmeticSaysAndFindThemAgain() {
    SplittableRandom random = new SplittableRandom(SEED);
    for (int i = 0; i < 200_000; i++) {
      BigDecimal hertz = BigDecimal.valueOf(1 + random.nextLong(9_999_999), random.nextInt(5));
      if (hertz.compareTo(BigDecimal.valueOf(1_000_000)) > 0) {
        continue;
      }
      Grid grid = Grid.ofRate(random.nextLong(-1_000_000_000, 1_000_000_000), hertz);
      long tick = random.nextLong(-2_000_000_000_000L, 2_000_000_000_000L) / grid.periodNumerator();
      long start = exactStart(grid, tick);

      assertThat(grid.startOf(tick)).as("seed=%d, grid=%s", SEED, grid).isEqualTo(start);
      assertThat(grid.tickOf(start)).as("seed=%d, grid=%s", SEED, grid).isEqualTo(tick);
      assertThat(grid.tickOf(start - 1)).as("seed=%d, grid=%s", SEED, grid).isEqualTo(tick - 1);
      assertThat(grid.endOf(tick) - start)
          .as("seed=%d, grid=%s", SEED, grid)
          .isBetween(grid.shortestTickMicros(), grid.shortestTickMicros() + 1);
    }
  }

  private static long exactStart(Grid grid, long tick) {
    BigDecimal micros =
        new BigDecimal(
            BigInteger.valueOf(tick).multiply(BigInteger.valueOf(grid.periodNumerator())));
    return grid.originMicros()
        + micros
            .divide(BigDecimal.valueOf(grid.periodDenominator()), 0, java.math.RoundingMode.FLOOR)
            .longValueExact();
  }

  @Test
  void shouldCountTheWholeTicksOfADuration() {
    Grid grid = Grid.ofRate(0, new BigDecimal("120.0048"));
    assertThat(grid.ticksIn(8_332)).isZero();
    assertThat(grid.ticksIn(8_334)).isEqualTo(1);
    assertThat(grid.ticksIn(10_000_000_000L)).isEqualTo(1_200_048);
    assertThat(new Grid(5, 10).ticksIn(39)).isEqualTo(3);
  }

  @ParameterizedTest
  @CsvSource({"0", "-1", "1000000.1", "1.00000000000000000000001", "1E-10"})
  void shouldRefuseRatesThatNoGridCanKeep(String hertz) {
    assertThatThrownBy(() -> Grid.ofRate(0, new BigDecimal(hertz)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageMatching(
            ".*(rate=" + java.util.regex.Pattern.quote(hertz) + "|at most 100 years.*)");
  }

  @Test
  void shouldRefuseFractionsThatAreNone() {
    assertThatThrownBy(() -> new Grid(0, 10, 4))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the grid's period must be a reduced fraction: micros=10/4");
    assertThatThrownBy(() -> new Grid(0, 3, 4))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the grid's period must be at least 1 microsecond: micros=3/4");
    assertThatThrownBy(() -> new Grid(0, (1L << 46) + 1, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("the grid's period is no fraction that 64 bits can count");
  }
}
