/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network;

import io.tapline.network.function.Activation;
import io.tapline.network.layer.Layer;
import io.tapline.network.layer.Padding;
import io.tapline.network.layer.Taps;
import io.tapline.network.layer.activation.ActivationLayer;
import io.tapline.network.layer.convolution.Convolution;
import io.tapline.network.layer.convolution.DepthwiseConvolution;
import io.tapline.network.layer.normalization.BatchNormalization;
import java.util.List;

/**
 * What the layers give for a whole recording: float64, one layer after the other, zeros padded
 * where a layer is causal. Written apart from the engine, as plainly as the definitions.
 *
 * @param values [outputs][channels]
 * @param newest index of the newest input frame that each output saw
 */
record OfflineReference(double[][] values, long[] newest) {

  static OfflineReference evaluate(List<Layer> layers, float[][] recording) {
    double[][] values = new double[recording.length][];
    long[] newest = new long[recording.length];
    for (int t = 0; t < recording.length; t++) {
      values[t] = new double[recording[t].length];
      for (int c = 0; c < recording[t].length; c++) {
        values[t][c] = recording[t][c];
      }
      newest[t] = t;
    }
    OfflineReference result = new OfflineReference(values, newest);
    for (Layer layer : layers) {
      result = result.apply(layer);
    }
    return result;
  }

  private OfflineReference apply(Layer layer) {
    if (layer instanceof Convolution convolution) {
      return convolve(
          convolution.taps(),
          convolution.filters(),
          (input, f) -> {
            int groupInputs = input[0].length / convolution.groups();
            int group = f / (convolution.filters() / convolution.groups());
            double sum = convolution.bias().isEmpty() ? 0 : convolution.bias().get(f);
            for (int j = 0; j < convolution.kernelSize(); j++) {
              for (int i = 0; i < groupInputs; i++) {
                int weight = (j * groupInputs + i) * convolution.filters() + f;
                sum += input[j][group * groupInputs + i] * convolution.kernel().get(weight);
              }
            }
            return ActivationReference.of(convolution.activation(), sum);
          });
    }
    if (layer instanceof DepthwiseConvolution depthwise) {
      int multiplier = depthwise.depthMultiplier();
      int channels = depthwise.kernel().size() / depthwise.kernelSize() / multiplier;
      return convolve(
          depthwise.taps(),
          channels * multiplier,
          (input, f) -> {
            int c = f / multiplier;
            int m = f % multiplier;
            double sum = depthwise.bias().isEmpty() ? 0 : depthwise.bias().get(f);
            for (int j = 0; j < depthwise.kernelSize(); j++) {
              sum += input[j][c] * depthwise.kernel().get((j * channels + c) * multiplier + m);
            }
            return ActivationReference.of(depthwise.activation(), sum);
          });
    }
    if (layer instanceof BatchNormalization bn) {
      return convolve(
          Taps.POINT,
          bn.gamma().size(),
          (input, c) ->
              (input[0][c] - bn.mean().get(c))
                      / Math.sqrt((double) bn.variance().get(c) + bn.epsilon())
                      * bn.gamma().get(c)
                  + bn.beta().get(c));
    }
    Activation activation = ((ActivationLayer) layer).activation();
    int channels = values.length == 0 ? 0 : values[0].length;
    return convolve(
        Taps.POINT, channels, (input, c) -> ActivationReference.of(activation, input[0][c]));
  }

  private interface OneOutput {
    double of(double[][] taps, int channel);
  }

  private OfflineReference convolve(Taps taps, int outputChannels, OneOutput output) {
    if (values.length == 0) {
      return this;
    }
    int span = (taps.kernelSize() - 1) * taps.dilation();
    int zeros = taps.padding() == Padding.CAUSAL ? span : 0;
    double[][] padded = new double[zeros + values.length][];
    for (int t = 0; t < padded.length; t++) {
      padded[t] = t < zeros ? new double[values[0].length] : values[t - zeros];
    }
    int count = Math.max(0, Math.floorDiv(padded.length - span - 1, taps.stride()) + 1);
    double[][] outputs = new double[count][outputChannels];
    long[] outputNewest = new long[count];
    for (int n = 0; n < count; n++) {
      double[][] seen = new double[taps.kernelSize()][];
      for (int j = 0; j < seen.length; j++) {
        seen[j] = padded[n * taps.stride() + j * taps.dilation()];
      }
      for (int f = 0; f < outputChannels; f++) {
        outputs[n][f] = output.of(seen, f);
      }
      outputNewest[n] = newest[n * taps.stride() + span - zeros];
    }
    return new OfflineReference(outputs, outputNewest);
  }
}
