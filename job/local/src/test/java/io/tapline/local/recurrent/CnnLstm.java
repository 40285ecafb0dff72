/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.local.recurrent;

import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import io.jhdf.api.WritableGroup;
import java.nio.file.Path;
import java.util.Random;

/**
 * A network of a convolution, an LSTM and a dense layer that classifies windows, as files have it:
 * weights of any values, the same in each file.
 */
final class CnnLstm {
  static final int CHANNELS = 2;
  static final int FILTERS = 3;
  static final int UNITS = 5;
  static final int CLASSES = 2;
  static final int WINDOW = 24;
  static final int KERNEL = 3;

  private static final String CONFIG =
      """
      {"class_name": "Sequential", "config": {"name": "cnn_lstm", "layers": [
        {"class_name": "InputLayer", "config": {"name": "in", "batch_input_shape": [null, 24, 2]}},
        {"class_name": "Conv1D", "config": {"name": "conv", "filters": 3, "kernel_size": [3],
          "padding": "valid", "activation": "relu"}},
        {"class_name": "LSTM", "config": {"name": "lstm", "units": 5, "activation": "tanh",
          "recurrent_activation": "sigmoid", "return_sequences": false}},
        {"class_name": "Dense", "config": {"name": "dense", "units": 2, "activation": "linear"}}]}}
      """;

  private CnnLstm() {}

  /** Weights between −0.5 and 0.5. */
  static float[] weights(String name, int count) {
    Random random = new Random(name.hashCode());
    float[] weights = new float[count];
    for (int i = 0; i < count; i++) {
      weights[i] = random.nextFloat() - 0.5f;
    }
    return weights;
  }

  /** Writes the file that Keras would. */
  static Path keras(Path file) {
    try (WritableHdfFile hdf5 = HdfFile.write(file)) {
      hdf5.putAttribute("model_config", CONFIG);
      hdf5.putAttribute("keras_version", "2.15.0");
      WritableGroup root = hdf5.putGroup("model_weights");
      WritableGroup conv = layer(root, "conv", "kernel:0", "bias:0");
      float[] kernel = weights("conv", KERNEL * CHANNELS * FILTERS);
      float[][][] taps = new float[KERNEL][][];
      for (int tap = 0; tap < KERNEL; tap++) {
        taps[tap] = matrix(kernel, tap * CHANNELS * FILTERS, CHANNELS, FILTERS);
      }
      conv.putDataset("kernel:0", taps);
      conv.putDataset("bias:0", weights("conv bias", FILTERS));
      WritableGroup lstm = layer(root, "lstm", "kernel:0", "recurrent_kernel:0", "bias:0");
      int width = 4 * UNITS;
      lstm.putDataset("kernel:0", matrix(weights("w", FILTERS * width), 0, FILTERS, width));
      lstm.putDataset("recurrent_kernel:0", matrix(weights("r", UNITS * width), 0, UNITS, width));
      lstm.putDataset("bias:0", weights("b", width));
      WritableGroup dense = layer(root, "dense", "kernel:0", "bias:0");
      dense.putDataset("kernel:0", matrix(weights("d", UNITS * CLASSES), 0, UNITS, CLASSES));
      dense.putDataset("bias:0", weights("dense bias", CLASSES));
    }
    return file;
  }

  private static WritableGroup layer(WritableGroup root, String name, String... weights) {
    WritableGroup group = root.putGroup(name);
    group.putAttribute("weight_names", weights);
    return group;
  }

  private static float[][] matrix(float[] values, int from, int rows, int columns) {
    float[][] matrix = new float[rows][columns];
    for (int row = 0; row < rows; row++) {
      System.arraycopy(values, from + row * columns, matrix[row], 0, columns);
    }
    return matrix;
  }
}
