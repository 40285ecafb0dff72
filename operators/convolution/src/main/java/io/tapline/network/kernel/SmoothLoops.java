/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.kernel;

/** Activations made of exponentials, in place. */
final class SmoothLoops {

  private SmoothLoops() {}

  static void elu(float alpha, float[] values, int offset, int count) {
    for (int i = offset; i < offset + count; i++) {
      float x = values[i];
      float below = alpha * Transcendentals.expm1(x > 0f ? 0f : x);
      values[i] = x > 0f ? x : below;
    }
  }

  static void selu(float alpha, float gamma, float[] values, int offset, int count) {
    for (int i = offset; i < offset + count; i++) {
      float x = values[i];
      float below = alpha * Transcendentals.expm1(x > 0f ? 0f : x);
      values[i] = gamma * (x > 0f ? x : below);
    }
  }

  static void celu(float alpha, float[] values, int offset, int count) {
    for (int i = offset; i < offset + count; i++) {
      float x = values[i];
      float below = alpha * Transcendentals.expm1((x > 0f ? 0f : x) / alpha);
      values[i] = x > 0f ? x : below;
    }
  }

  static void tanh(float[] values, int offset, int count) {
    for (int i = offset; i < offset + count; i++) {
      values[i] = Transcendentals.tanh(values[i]);
    }
  }

  static void sigmoid(float[] values, int offset, int count) {
    for (int i = offset; i < offset + count; i++) {
      values[i] = Transcendentals.sigmoid(values[i]);
    }
  }

  /** At ±∞ as at the largest float: ±1, not ∞ / ∞. */
  static void softsign(float[] values, int offset, int count) {
    for (int i = offset; i < offset + count; i++) {
      float x = values[i];
      float size = Math.abs(x);
      float finite = size > Float.MAX_VALUE ? Float.MAX_VALUE : size;
      values[i] = Math.copySign(finite / (1f + finite), x);
    }
  }

  static void softplus(float[] values, int offset, int count) {
    for (int i = offset; i < offset + count; i++) {
      values[i] = SmoothRectifiers.softplus(values[i]);
    }
  }

  static void swish(float alpha, float[] values, int offset, int count) {
    for (int i = offset; i < offset + count; i++) {
      values[i] = SmoothRectifiers.swish(values[i], alpha);
    }
  }

  static void gelu(float[] values, int offset, int count) {
    for (int i = offset; i < offset + count; i++) {
      values[i] = SmoothRectifiers.gelu(values[i]);
    }
  }

  static void geluTanh(float[] values, int offset, int count) {
    for (int i = offset; i < offset + count; i++) {
      values[i] = SmoothRectifiers.geluTanh(values[i]);
    }
  }

  static void mish(float[] values, int offset, int count) {
    for (int i = offset; i < offset + count; i++) {
      values[i] = SmoothRectifiers.mish(values[i]);
    }
  }

  static void erf(float[] values, int offset, int count) {
    for (int i = offset; i < offset + count; i++) {
      values[i] = Transcendentals.erf(values[i]);
    }
  }
}
