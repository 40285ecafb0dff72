/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.layer.recurrent;

import io.tapline.network.kernel.Kernels;
import io.tapline.network.kernel.SumOrder;
import io.tapline.network.kernel.WindowKernel;
import io.tapline.network.layer.Weights;
import java.util.Arrays;

/**
 * Some gates of a recurrent layer side by side, in the order in which they are computed. Each takes
 * whole vectors, so that no function of a gate has values left over; the padding lanes are never
 * read.
 */
final class Gates {
  private final int units;
  private final int width;
  private final int[] order;

  private Gates(int units, int width, int[] order) {
    this.units = units;
    this.width = width;
    this.order = order;
  }

  /**
   * @param order for each gate its position in the layer's weights
   */
  static Gates of(int units, Kernels kernels, int... order) {
    int lanes = kernels.lanes();
    return new Gates(units, (units + lanes - 1) / lanes * lanes, order);
  }

  /** The same with others of the layer's gates. */
  Gates only(int... others) {
    return new Gates(units, width, others);
  }

  /** Values of a gate in the weights. */
  int units() {
    return units;
  }

  /** Values of a gate in a row of sums. */
  int width() {
    return width;
  }

  /** Values of a row of sums. */
  int row() {
    return order.length * width;
  }

  /**
   * Kernel of the sums of all gates over some inputs.
   *
   * @param weights [inputs][gates of the layer · units]
   * @param bias [gates of the layer · units], or empty for none
   */
  WindowKernel kernel(Kernels kernels, Weights weights, Weights bias, int inputs) {
    int columns = weights.size() / inputs;
    float[][] rows = new float[inputs][];
    for (int input = 0; input < inputs; input++) {
      rows[input] = placed(weights, input * columns);
    }
    float[] start = bias.isEmpty() ? new float[row()] : placed(bias, 0);
    return kernels.dense(SumOrder.ONE_CHAIN, inputs, rows, start, row());
  }

  private float[] placed(Weights weights, int from) {
    float[] row = new float[row()];
    for (int gate = 0; gate < order.length; gate++) {
      float[] values = weights.slice(from + order[gate] * units, units);
      System.arraycopy(values, 0, row, gate * width, units);
    }
    return row;
  }

  /** Weights of one gate as whole vectors; zeros where there are none. */
  float[] one(Weights weights, int gate) {
    return weights.isEmpty()
        ? new float[width]
        : Arrays.copyOf(weights.slice(gate * units, units), width);
  }
}
