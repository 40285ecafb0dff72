/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.kernel;

import io.tapline.network.function.Activation;
import io.tapline.network.function.Arithmetic;

/** One way of computing layers. All give the same bits. */
public interface Kernels {
  /** Values behind the last frame that a kernel may read: a vector of 512 bits. */
  int SLACK = 16;

  /** Values of a vector: rows of sums are whole vectors. */
  int lanes();

  /**
   * Kernel of layers in which every input of a window meets every output, for calls with any taps.
   *
   * @param inputs channels of a tap
   * @param rows [taps · inputs][outputs]
   * @param bias [outputs]
   * @param width values of one row of sums: the outputs as whole vectors, or more
   */
  default WindowKernel dense(int inputs, float[][] rows, float[] bias, int width) {
    return dense(SumOrder.ONE_CHAIN, inputs, rows, bias, width);
  }

  /**
   * Kernel of layers in which every input of a window meets every output.
   *
   * @param order of the sums; with two chains the kernel {@linkplain WindowKernel#needsWholeWindows
   *     needs whole windows}
   * @param inputs channels of a tap
   * @param rows [taps · inputs][outputs]
   * @param bias [outputs]
   * @param width values of one row of sums: the outputs as whole vectors, or more
   */
  WindowKernel dense(SumOrder order, int inputs, float[][] rows, float[] bias, int width);

  /**
   * Kernel of layers in which each channel meets its own outputs only: output c·M + m reads channel
   * c.
   *
   * @param channels C, the input channels
   * @param multiplier M, the outputs of each
   * @param rows [taps][c·M + m]
   * @param bias [c·M + m]
   */
  WindowKernel depthwise(int channels, int multiplier, float[][] rows, float[] bias);

  /** Applies an activation to {@code count} values, in place. */
  void activate(Activation activation, float[] values, int offset, int count);

  /**
   * Scales and shifts every channel: one fused multiply-add each.
   *
   * @param input [rows × channels], from {@code from}
   * @param scale [channels]
   * @param shift [channels]
   * @param output takes [rows × channels], from {@code to}
   */
  void scale(
      float[] input, int from, int rows, float[] scale, float[] shift, float[] output, int to);

  /**
   * x for x ≥ 0, else alpha·x, with an alpha for each channel.
   *
   * @param input [rows × channels], from {@code from}
   * @param alpha [channels]
   * @param output takes [rows × channels], from {@code to}
   */
  void parametricRelu(float[] input, int from, int rows, float[] alpha, float[] output, int to);

  /**
   * Puts {@code first operation second} into {@code result}, value by value; the result may lie
   * where an operand does.
   */
  void combine(
      Arithmetic operation,
      float[] first,
      int firstAt,
      float[] second,
      int secondAt,
      float[] result,
      int resultAt,
      int count);

  /**
   * A frame of an LSTM of sigmoid and tanh behind its sums: i, f and o = σ(sums + gates), cell =
   * f∘cell + i∘tanh(sums + gates), hidden = o∘tanh(cell).
   *
   * @param sums of the frame [4 × width], from {@code at}: of i, f, o and the candidate
   * @param gates likewise of the hidden vector, from 0; changed
   * @param cell [width], changed
   * @param hidden takes [width]
   * @param width values of a gate, in whole vectors
   */
  void lstm(float[] sums, int at, float[] gates, float[] cell, float[] hidden, int width);
}
