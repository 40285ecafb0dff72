/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.local.plant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ResonatorTest {

  @Test
  void shouldRingAtItsFrequencyAndDieDown() {
    // y[n] = r^n · sin((n+1)ω)/sin ω after a unit push.
    Resonator resonator = new Resonator(50, 0.1, 400);
    double omega = 2 * Math.PI * 50 / 400;
    for (int n = 0; n < 200; n++) {
      double expected = Math.exp(-n / 40.0) * Math.sin((n + 1) * omega) / Math.sin(omega);
      assertThat(resonator.step(n == 0 ? 1 : 0)).isCloseTo(expected, within(1e-9));
    }
  }

  @Test
  void shouldHaveUnitDeviationWhenNoiseDrivesIt() {
    Resonator resonator = new Resonator(80, 0.012, 400);
    Noise noise = Noise.of(1, "resonator");
    double squares = 0;
    int steps = 100_000;
    for (int n = 0; n < steps; n++) {
      double y = resonator.step(noise);
      squares += y * y;
    }
    assertThat(squares / steps).isCloseTo(1, within(0.03));
  }
}
