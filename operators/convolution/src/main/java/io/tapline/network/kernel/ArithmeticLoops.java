/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.kernel;

/** Functions of arithmetic that models use like activations, in place. */
final class ArithmeticLoops {

  private ArithmeticLoops() {}

  static void abs(float[] values, int offset, int count) {
    for (int i = offset; i < offset + count; i++) {
      values[i] = Math.abs(values[i]);
    }
  }

  static void negate(float[] values, int offset, int count) {
    for (int i = offset; i < offset + count; i++) {
      values[i] = -values[i];
    }
  }

  static void reciprocal(float[] values, int offset, int count) {
    for (int i = offset; i < offset + count; i++) {
      values[i] = 1f / values[i];
    }
  }

  static void square(float[] values, int offset, int count) {
    for (int i = offset; i < offset + count; i++) {
      values[i] = values[i] * values[i];
    }
  }

  /** Rounded right: a square root in float64 never lies between where the two roundings differ. */
  static void sqrt(float[] values, int offset, int count) {
    for (int i = offset; i < offset + count; i++) {
      values[i] = (float) Math.sqrt(values[i]);
    }
  }

  static void exp(float[] values, int offset, int count) {
    for (int i = offset; i < offset + count; i++) {
      values[i] = Transcendentals.exp(values[i]);
    }
  }

  static void log(float[] values, int offset, int count) {
    for (int i = offset; i < offset + count; i++) {
      values[i] = Transcendentals.log(values[i]);
    }
  }

  static void power(float exponent, float[] values, int offset, int count) {
    for (int i = offset; i < offset + count; i++) {
      values[i] = Powers.power(values[i], exponent);
    }
  }
}
