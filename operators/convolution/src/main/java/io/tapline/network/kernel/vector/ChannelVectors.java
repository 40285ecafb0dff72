/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.kernel.vector;

import static io.tapline.network.kernel.vector.FloatConstants.LANES;
import static jdk.incubator.vector.VectorOperators.LT;

import jdk.incubator.vector.FloatVector;

/**
 * Functions of a value and of its channel's parameters, over frames of as many channels as there
 * are parameters. They pay from as many channels on as a vector has lanes.
 */
final class ChannelVectors {

  private ChannelVectors() {}

  /** output = input·scale + shift, one fused multiply-add each: batch normalization. */
  static void scaleAndShift(
      float[] input, int from, int count, float[] scale, float[] shift, float[] output, int to) {
    int channels = scale.length;
    int whole = LANES.loopBound(channels);
    // Vectors outside, rows inside: a loop over the few vectors of a row costs more than they do.
    for (int c = 0; c < whole; c += LANES.length()) {
      FloatVector scales = FloatVector.fromArray(LANES, scale, c);
      FloatVector shifts = FloatVector.fromArray(LANES, shift, c);
      int read = from + c;
      int write = to + c;
      for (int row = 0; row < count; row++) {
        FloatVector.fromArray(LANES, input, read).fma(scales, shifts).intoArray(output, write);
        read += channels;
        write += channels;
      }
    }
    for (int row = 0; whole < channels && row < count * channels; row += channels) {
      for (int c = whole; c < channels; c++) {
        output[to + row + c] = Math.fma(input[from + row + c], scale[c], shift[c]);
      }
    }
  }

  /** output = input, times alpha where it is negative: parametric ReLU. */
  static void parametricRelu(
      float[] input, int from, int count, float[] alpha, float[] output, int to) {
    int channels = alpha.length;
    int whole = LANES.loopBound(channels);
    for (int row = 0; row < count * channels; row += channels) {
      for (int c = 0; c < whole; c += LANES.length()) {
        FloatVector x = FloatVector.fromArray(LANES, input, from + row + c);
        FloatVector below = x.mul(FloatVector.fromArray(LANES, alpha, c));
        x.blend(below, x.compare(LT, 0f)).intoArray(output, to + row + c);
      }
      for (int c = whole; c < channels; c++) {
        float x = input[from + row + c];
        output[to + row + c] = x < 0f ? alpha[c] * x : x;
      }
    }
  }
}
