/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.keras;

import java.util.Arrays;

/**
 * Weights as CuDNNLSTM and CuDNNGRU keep them: the matrix of each gate has the shape that Keras
 * gives it, but its values in the order of the transposed one, and there are two biases, of the
 * input and of the recurrent product.
 */
final class CudnnLayout {

  private CudnnLayout() {}

  /**
   * A kernel in the order of the other layers.
   *
   * @param rows values that the kernel reads
   * @param gates matrices side by side
   */
  static float[] kernel(float[] cudnn, int rows, int gates) {
    int columns = cudnn.length / (rows * gates);
    int row = columns * gates;
    float[] kernel = new float[cudnn.length];
    for (int gate = 0; gate < gates; gate++) {
      for (int i = 0; i < rows && columns > 0; i++) {
        for (int h = 0; h < columns; h++) {
          int stored = h * rows + i;
          kernel[i * row + gate * columns + h] =
              cudnn[stored / columns * row + gate * columns + stored % columns];
        }
      }
    }
    return kernel;
  }

  /** The first or the second half of two biases behind each other. */
  static float[] half(float[] both, int index) {
    int size = both.length / 2;
    return Arrays.copyOfRange(both, index * size, (index + 1) * size);
  }

  static float[] sum(float[] a, float[] b) {
    float[] sum = new float[a.length];
    for (int i = 0; i < sum.length; i++) {
      sum[i] = a[i] + b[i];
    }
    return sum;
  }
}
