/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.kernel.vector;

import io.tapline.network.function.Activation;
import io.tapline.network.function.Arithmetic;
import io.tapline.network.kernel.AlignedValues;
import io.tapline.network.kernel.Kernels;
import io.tapline.network.kernel.PlainKernels;
import io.tapline.network.kernel.SumOrder;
import io.tapline.network.kernel.WindowKernel;
import jdk.incubator.vector.FloatVector;

/** Kernels of explicit vectors, as wide as the machine has them, with the bits of plain loops. */
final class VectorKernels implements Kernels {
  /** Weights that may be made more than twice as many to have whole vectors: 64 MiB. */
  private static final long MOST_PADDED = 1L << 24;

  private final Kernels plain = new PlainKernels();
  private final AlignedValues weights = new AlignedValues(lanes());

  @Override
  public int lanes() {
    return FloatVector.SPECIES_PREFERRED.length();
  }

  @Override
  public WindowKernel dense(SumOrder order, int inputs, float[][] rows, float[] bias, int width) {
    if (mostlyPadding(rows.length, bias.length, wholeVectors(bias.length))) {
      return plain.dense(order, inputs, rows, bias, width);
    }
    return order == SumOrder.TWO_CHAINS
        ? new VectorTwoChainKernel(rows, bias, width, weights)
        : new VectorDenseKernel(inputs, rows, bias, width, weights);
  }

  @Override
  public WindowKernel depthwise(int channels, int multiplier, float[][] rows, float[] bias) {
    if (multiplier % lanes() == 0) {
      return new SpreadDepthwiseKernel(multiplier, rows, bias, weights);
    }
    return mostlyPadding(rows.length, bias.length, (long) multiplier * wholeVectors(channels))
        ? plain.depthwise(channels, multiplier, rows, bias)
        : new VectorDepthwiseKernel(channels, multiplier, rows, bias, weights);
  }

  private int wholeVectors(int values) {
    return (values + lanes() - 1) / lanes() * lanes();
  }

  /** Whether large weights would be more than twice as many. */
  private static boolean mostlyPadding(int rows, int outputs, long width) {
    return rows * width > MOST_PADDED && width > 2L * outputs;
  }

  @Override
  public void activate(Activation activation, float[] values, int offset, int count) {
    VectorActivations.apply(activation, values, offset, count);
  }

  @Override
  public void scale(
      float[] input, int from, int rows, float[] scale, float[] shift, float[] output, int to) {
    if (scale.length < lanes()) {
      plain.scale(input, from, rows, scale, shift, output, to);
    } else {
      ChannelVectors.scaleAndShift(input, from, rows, scale, shift, output, to);
    }
  }

  @Override
  public void parametricRelu(
      float[] input, int from, int rows, float[] alpha, float[] output, int to) {
    if (alpha.length < lanes()) {
      plain.parametricRelu(input, from, rows, alpha, output, to);
    } else {
      ChannelVectors.parametricRelu(input, from, rows, alpha, output, to);
    }
  }

  @Override
  public void combine(
      Arithmetic operation,
      float[] first,
      int firstAt,
      float[] second,
      int secondAt,
      float[] result,
      int resultAt,
      int count) {
    FrameVectors.combine(operation, first, firstAt, second, secondAt, result, resultAt, count);
  }

  @Override
  public void lstm(float[] sums, int at, float[] gates, float[] cell, float[] hidden, int width) {
    LstmVectors.step(sums, at, gates, cell, hidden, width);
  }
}
