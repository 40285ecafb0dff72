/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.kernel;

/** Activations of straight pieces, in place. Every comparison is false for NaN, which stays. */
final class PiecewiseLoops {

  private PiecewiseLoops() {}

  static void relu(float[] values, int offset, int count) {
    for (int i = offset; i < offset + count; i++) {
      values[i] = Math.max(values[i], 0f);
    }
  }

  static void clip(float min, float max, float[] values, int offset, int count) {
    for (int i = offset; i < offset + count; i++) {
      float x = values[i];
      float atLeast = x < min ? min : x;
      values[i] = atLeast > max ? max : atLeast;
    }
  }

  static void leakyRelu(float alpha, float[] values, int offset, int count) {
    for (int i = offset; i < offset + count; i++) {
      float x = values[i];
      values[i] = x < 0f ? alpha * x : x;
    }
  }

  static void thresholdedRelu(float alpha, float[] values, int offset, int count) {
    for (int i = offset; i < offset + count; i++) {
      float x = values[i];
      values[i] = x <= alpha ? 0f : x;
    }
  }

  static void shrink(float lambda, float bias, float[] values, int offset, int count) {
    for (int i = offset; i < offset + count; i++) {
      float x = values[i];
      float above = x <= lambda ? 0f : x - bias;
      values[i] = x < -lambda ? x + bias : above;
    }
  }

  static void hardSigmoid(float alpha, float beta, float[] values, int offset, int count) {
    for (int i = offset; i < offset + count; i++) {
      float line = Math.fma(alpha, values[i], beta);
      float atLeast = line < 0f ? 0f : line;
      values[i] = atLeast > 1f ? 1f : atLeast;
    }
  }

  /** The two ends are exact: 0, not −∞·0, and x, not x·6 / 6. */
  static void hardSwish(float[] values, int offset, int count) {
    for (int i = offset; i < offset + count; i++) {
      float x = values[i];
      float shifted = x + 3f;
      float gate = shifted > 6f ? 1f : shifted / 6f;
      values[i] = shifted <= 0f ? 0f : x * gate;
    }
  }
}
