/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.convolution;

import io.tapline.convolution.kernel.DenseKernel;
import io.tapline.convolution.kernel.DepthwiseKernel;
import io.tapline.convolution.kernel.FrameKernel;
import io.tapline.convolution.kernel.GroupedKernel;
import io.tapline.convolution.layer.Activation;
import io.tapline.convolution.layer.ActivationLayer;
import io.tapline.convolution.layer.BatchNormalization;
import io.tapline.convolution.layer.Convolution;
import io.tapline.convolution.layer.DepthwiseConvolution;
import io.tapline.convolution.layer.Layer;
import io.tapline.convolution.layer.Weights;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Makes layers, once they are known to fit, ready to run: their weights in the order in which the
 * kernels read them.
 */
final class Stages {

  private Stages() {}

  static Stage of(NetworkLayer place) {
    Layer layer = place.layer();
    if (layer instanceof Convolution convolution) {
      return window(place, kernel(convolution, place.inputChannels()), convolution.activation());
    } else if (layer instanceof DepthwiseConvolution depthwise) {
      return window(place, kernel(depthwise, place.inputChannels()), depthwise.activation());
    } else if (layer instanceof BatchNormalization normalization) {
      return new BatchNormalizationStage(normalization);
    } else {
      Activation activation = ((ActivationLayer) layer).activation();
      return new ActivationStage(activation, place.inputChannels());
    }
  }

  private static Stage window(NetworkLayer place, FrameKernel kernel, Activation activation) {
    return new WindowStage(
        place.layer().taps(), place.inputChannels(), place.outputChannels(), kernel, activation);
  }

  private static FrameKernel kernel(Convolution layer, int inputChannels) {
    int groupInputs = inputChannels / layer.groups();
    int groupOutputs = layer.filters() / layer.groups();
    float[] bias = orZeros(layer.bias(), layer.filters());
    List<FrameKernel> groups = new ArrayList<>();
    for (int group = 0; group < layer.groups(); group++) {
      int first = group * groupOutputs;
      float[][] rows = new float[layer.kernelSize() * groupInputs][];
      for (int row = 0; row < rows.length; row++) {
        rows[row] = layer.kernel().slice(row * layer.filters() + first, groupOutputs);
      }
      groups.add(new DenseKernel(rows, Arrays.copyOfRange(bias, first, first + groupOutputs)));
    }
    return groups.size() == 1
        ? groups.get(0)
        : new GroupedKernel(groups, layer.kernelSize(), groupInputs, groupOutputs);
  }

  private static FrameKernel kernel(DepthwiseConvolution layer, int channels) {
    int multiplier = layer.depthMultiplier();
    int outputs = channels * multiplier;
    float[][] rows = new float[layer.kernelSize()][];
    for (int tap = 0; tap < rows.length; tap++) {
      rows[tap] =
          multiplierMajor(layer.kernel().slice(tap * outputs, outputs), channels, multiplier);
    }
    float[] bias = multiplierMajor(orZeros(layer.bias(), outputs), channels, multiplier);
    return new DepthwiseKernel(channels, multiplier, rows, bias);
  }

  /** From the order c·M + m to m·C + c. */
  private static float[] multiplierMajor(float[] values, int channels, int multiplier) {
    float[] ordered = new float[values.length];
    for (int c = 0; c < channels; c++) {
      for (int m = 0; m < multiplier; m++) {
        ordered[m * channels + c] = values[c * multiplier + m];
      }
    }
    return ordered;
  }

  private static float[] orZeros(Weights bias, int count) {
    return bias.isEmpty() ? new float[count] : bias.toArray();
  }
}
