/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.local.plant;

/**
 * Sixteen band-pass filters of seven taps, from 0 Hz to half the frame rate: a low-pass prototype
 * (a Hamming window) modulated by cosines, with phases that alternate by a quarter turn as in a
 * pseudo-QMF bank (Vaidyanathan, Multirate Systems and Filter Banks, 8.1), so that neighbours
 * differ. All but the lowest are freed of 0 Hz: the level of a channel is no vibration.
 */
final class FilterBank {

  static final int BANDS = 16;
  static final int TAPS = 7;

  private static final double CENTRE = (TAPS - 1) / 2.0;
  private static final int RESPONSE_POINTS = 400;

  private FilterBank() {}

  /**
   * The kernel of a depthwise layer that gives each channel the same bank: shape (TAPS, channels,
   * BANDS).
   */
  static float[] kernel(int channels) {
    float[] kernel = new float[TAPS * channels * BANDS];
    for (int band = 0; band < BANDS; band++) {
      double[] filter = filter(band);
      for (int tap = 0; tap < TAPS; tap++) {
        for (int channel = 0; channel < channels; channel++) {
          kernel[(tap * channels + channel) * BANDS + band] = (float) filter[tap];
        }
      }
    }
    return kernel;
  }

  /** The taps of a band, with a gain of 1 where it is greatest. */
  static double[] filter(int band) {
    double[] window = new double[TAPS];
    double[] filter = new double[TAPS];
    double angle = StrictMath.PI * band / (BANDS - 1);
    double phase = band == 0 ? 0 : (band % 2 == 0 ? 1 : -1) * StrictMath.PI / 4;
    for (int tap = 0; tap < TAPS; tap++) {
      window[tap] = 0.54 - 0.46 * StrictMath.cos(2 * StrictMath.PI * (tap + 0.5) / TAPS);
      filter[tap] = window[tap] * StrictMath.cos(angle * (tap - CENTRE) + phase);
    }
    if (band > 0) {
      double level = sum(filter) / sum(window);
      for (int tap = 0; tap < TAPS; tap++) {
        filter[tap] -= level * window[tap];
      }
    }
    double gain = greatestGain(filter);
    for (int tap = 0; tap < TAPS; tap++) {
      filter[tap] /= gain;
    }
    return filter;
  }

  private static double greatestGain(double[] filter) {
    double greatest = 0;
    for (int point = 0; point <= RESPONSE_POINTS; point++) {
      greatest = Math.max(greatest, gain(filter, StrictMath.PI * point / RESPONSE_POINTS));
    }
    return greatest;
  }

  /** Magnitude of the frequency response at an angle per frame. */
  static double gain(double[] filter, double angle) {
    double real = 0;
    double imaginary = 0;
    for (int tap = 0; tap < filter.length; tap++) {
      real += filter[tap] * StrictMath.cos(angle * tap);
      imaginary += filter[tap] * StrictMath.sin(angle * tap);
    }
    return StrictMath.sqrt(real * real + imaginary * imaginary);
  }

  private static double sum(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum;
  }
}
