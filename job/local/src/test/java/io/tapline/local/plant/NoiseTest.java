/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.local.plant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class NoiseTest {

  private static final int DRAWS = 200_000;

  @Test
  void shouldGiveTheSameNumbersForTheSameSeedAndNames() {
    Noise noise = Noise.of(1, "pump-1", "load");
    Noise same = Noise.of(1, "pump-1", "load");
    for (int i = 0; i < 10; i++) {
      assertThat(same.gaussian()).isEqualTo(noise.gaussian());
    }
  }

  @Test
  void shouldGiveOtherNumbersForOtherSeedsAndNames() {
    double first = Noise.of(1, "pump-1", "load").gaussian();
    assertThat(Noise.of(2, "pump-1", "load").gaussian()).isNotEqualTo(first);
    assertThat(Noise.of(1, "pump-2", "load").gaussian()).isNotEqualTo(first);
    assertThat(Noise.of(1, "pump-1l", "oad").gaussian()).isNotEqualTo(first);
  }

  @Test
  void shouldHaveMeanZeroAndUnitDeviation() {
    Noise noise = Noise.of(3, "moments");
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < DRAWS; i++) {
      double x = noise.gaussian();
      sum += x;
      squares += x * x;
    }
    assertThat(sum / DRAWS).isCloseTo(0, within(0.01));
    assertThat(squares / DRAWS).isCloseTo(1, within(0.01));
  }

  @Test
  void shouldDrawWithinTheBounds() {
    Noise noise = Noise.of(4, "bounds");
    int hits = 0;
    for (int i = 0; i < DRAWS; i++) {
      assertThat(noise.uniform(-2, 3)).isBetween(-2.0, 3.0);
      assertThat(noise.integer(5, 8)).isBetween(5L, 7L);
      hits += noise.chance(0.25) ? 1 : 0;
    }
    assertThat(hits / (double) DRAWS).isCloseTo(0.25, within(0.01));
  }
}
