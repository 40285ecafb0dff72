/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.onnx.op;

import io.tapline.models.onnx.model.NdArray;
import io.tapline.models.onnx.model.Refusal;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The weights of a recurrent operator, in the order and with the factors that a layer of the
 * network has them: gates side by side, one row for each value that they read.
 */
final class GateWeights {
  private final NdArray input;
  private final NdArray recurrent;
  private final Optional<NdArray> bias;
  private final int units;
  private final int[] order;

  /**
   * @param channels values of a frame
   * @param order for each gate of the layer, its place in the file
   */
  GateWeights(NodeImport in, int directions, int channels, int... order) {
    this.input = in.neededConstant(1);
    this.recurrent = in.neededConstant(2);
    this.bias = in.constant(3);
    this.order = order;
    this.units = recurrent.rank() == 3 ? recurrent.shape()[2] : 0;
    if (units < 1 || units != in.node().integer("hidden_size", units)) {
      throw new Refusal(
          "hidden_size does not fit the weights: hidden_size=%d, recurrent weights=%s",
          in.node().integer("hidden_size", 0), Arrays.toString(recurrent.shape()));
    }
    int rows = Math.multiplyExact(order.length, units);
    requireShape("weights", input, directions, rows, channels);
    requireShape("recurrent weights", recurrent, directions, rows, units);
    bias.ifPresent(b -> requireShape("biases", b, directions, Math.multiplyExact(2, rows)));
    in.layers().budget().take((long) input.size() + recurrent.size());
  }

  private static void requireShape(String what, NdArray array, int... expected) {
    if (!Arrays.equals(array.shape(), expected)) {
      throw new Refusal(
          what + " have another shape than the node asks for: expected=%s, got=%s",
          Arrays.toString(expected),
          Arrays.toString(array.shape()));
    }
  }

  int units() {
    return units;
  }

  /** Shape (channels, gates · units). */
  float[] kernel(int direction, List<GateFunction> gates) {
    return turned(input, direction, gates);
  }

  /** Shape (units, gates · units). */
  float[] recurrent(int direction, List<GateFunction> gates) {
    return turned(recurrent, direction, gates);
  }

  private float[] turned(NdArray array, int direction, List<GateFunction> gates) {
    int columns = array.shape()[2];
    int width = order.length * units;
    double[] values = new double[width * columns];
    for (int gate = 0; gate < order.length; gate++) {
      for (int unit = 0; unit < units; unit++) {
        int row = (direction * order.length + order[gate]) * units + unit;
        for (int i = 0; i < columns; i++) {
          values[i * width + gate * units + unit] =
              array.values()[row * columns + i] * gates.get(gate).scale();
        }
      }
    }
    return new NdArray(new int[] {values.length}, values, false).toWeights();
  }

  /** Both biases as one. */
  float[] bias(int direction, List<GateFunction> gates) {
    return bias(direction, gates, true, true);
  }

  /** That of the frames. */
  float[] inputBias(int direction, List<GateFunction> gates) {
    return bias(direction, gates, true, false);
  }

  /** That of the hidden vector. */
  float[] recurrentBias(int direction, List<GateFunction> gates) {
    return bias(direction, gates, false, true);
  }

  private float[] bias(int direction, List<GateFunction> gates, boolean first, boolean second) {
    boolean shifted = first && gates.stream().anyMatch(gate -> gate.shift() != 0);
    if (bias.isEmpty() && !shifted) {
      return new float[0];
    }
    int width = order.length * units;
    double[] values = new double[width];
    for (int i = 0; i < width; i++) {
      GateFunction gate = gates.get(i / units);
      int at = 2 * direction * width + order[i / units] * units + i % units;
      double sum = 0;
      if (bias.isPresent()) {
        sum += first ? bias.get().values()[at] : 0;
        sum += second ? bias.get().values()[at + width] : 0;
      }
      values[i] = sum * gate.scale() + (first ? gate.shift() : 0);
    }
    return new NdArray(new int[] {width}, values, false).toWeights();
  }

  /**
   * Peepholes, whose gates the file has in the order i, o, f, and the layer in the order i, f, o.
   */
  float[] peepholes(NdArray array, int directions, int direction, GateFunction gate) {
    requireShape("peepholes", array, directions, Math.multiplyExact(3, units));
    int[] places = {0, 2, 1};
    double[] values = new double[3 * units];
    for (int i = 0; i < values.length; i++) {
      int at = (direction * 3 + places[i / units]) * units + i % units;
      values[i] = array.values()[at] * gate.scale();
    }
    return new NdArray(new int[] {values.length}, values, false).toWeights();
  }
}
