/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.local.plant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class FilterBankTest {

  @Test
  void shouldPassEachBandWithUnitGainAtItsPeak() {
    for (int band = 0; band < FilterBank.BANDS; band++) {
      assertThat(gain(FilterBank.filter(band), peakHertz(band)))
          .as("band=%d", band)
          .isCloseTo(1, within(0.001));
    }
  }

  @Test
  void shouldPassAConstantInTheLowestBandOnly() {
    assertThat(gain(FilterBank.filter(0), 0)).isCloseTo(1, within(1e-12));
    for (int band = 1; band < FilterBank.BANDS; band++) {
      assertThat(gain(FilterBank.filter(band), 0)).as("band=%d", band).isCloseTo(0, within(1e-12));
    }
  }

  @Test
  void shouldPassHigherFrequenciesInHigherBands() {
    // Freed of 0 Hz, seven taps cannot place a peak much below 60 Hz.
    int last = 0;
    for (int band = 4; band < FilterBank.BANDS; band++) {
      int peak = peakHertz(band);
      assertThat(peak).as("band=%d", band).isGreaterThanOrEqualTo(last);
      assertThat(peak).as("band=%d", band).isBetween(band * 200 / 15 - 15, band * 200 / 15 + 30);
      last = peak;
    }
  }

  @Test
  void shouldGiveEachChannelTheSameBank() {
    float[] kernel = FilterBank.kernel(15);
    assertThat(kernel).hasSize(7 * 15 * 16);
    for (int band = 0; band < 16; band++) {
      double[] filter = FilterBank.filter(band);
      for (int tap = 0; tap < 7; tap++) {
        for (int channel = 0; channel < 15; channel++) {
          assertThat(kernel[(tap * 15 + channel) * 16 + band]).isEqualTo((float) filter[tap]);
        }
      }
    }
  }

  private static int peakHertz(int band) {
    double[] filter = FilterBank.filter(band);
    int peak = 0;
    for (int hertz = 0; hertz <= 200; hertz++) {
      peak = gain(filter, hertz) > gain(filter, peak) ? hertz : peak;
    }
    return peak;
  }

  private static double gain(double[] filter, int hertz) {
    return FilterBank.gain(filter, Math.PI * hertz / 200);
  }
}
