/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.run;

import io.tapline.network.function.Activation;
import io.tapline.network.graph.Window;
import io.tapline.network.kernel.GroupedKernel;
import io.tapline.network.kernel.Kernels;
import io.tapline.network.kernel.PlainKernels;
import io.tapline.network.kernel.WindowKernel;
import io.tapline.network.layer.Execution;
import io.tapline.network.layer.Layer;
import io.tapline.network.layer.StreamShape;
import io.tapline.network.layer.Weights;
import io.tapline.network.layer.activation.ActivationLayer;
import io.tapline.network.layer.activation.ActivationStage;
import io.tapline.network.layer.activation.ParametricRelu;
import io.tapline.network.layer.activation.ParametricReluStage;
import io.tapline.network.layer.activation.Softmax;
import io.tapline.network.layer.activation.SoftmaxStage;
import io.tapline.network.layer.collapse.CollapseStage;
import io.tapline.network.layer.collapse.TimeCollapse;
import io.tapline.network.layer.convolution.Convolution;
import io.tapline.network.layer.convolution.ConvolutionStage;
import io.tapline.network.layer.convolution.DepthwiseConvolution;
import io.tapline.network.layer.merge.Concatenation;
import io.tapline.network.layer.merge.ConcatenationStage;
import io.tapline.network.layer.merge.ConstantArithmetic;
import io.tapline.network.layer.merge.ConstantStage;
import io.tapline.network.layer.merge.Merge;
import io.tapline.network.layer.merge.MergeStage;
import io.tapline.network.layer.normalization.BatchNormalization;
import io.tapline.network.layer.normalization.BatchNormalizationStage;
import io.tapline.network.layer.normalization.LayerNormalization;
import io.tapline.network.layer.normalization.LayerNormalizationStage;
import io.tapline.network.layer.pooling.Pooling;
import io.tapline.network.layer.pooling.PoolingStage;
import io.tapline.network.layer.shape.ChannelReduction;
import io.tapline.network.layer.shape.ChannelReductionStage;
import io.tapline.network.layer.shape.ChannelSelection;
import io.tapline.network.layer.shape.ChannelSelectionStage;
import io.tapline.network.layer.shape.TimePadding;
import io.tapline.network.layer.shape.TimePaddingStage;
import io.tapline.network.plan.NetworkLayer;
import io.tapline.network.stage.Stage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/**
 * Makes layers, once they are known to fit, ready to run, as often as there are threads: their
 * weights in the order in which the kernels read them.
 */
final class Stages {

  private final Kernels kernels;
  private final Window window;

  /**
   * @param kernels what computes them
   * @param window the network's windows; null for none
   */
  Stages(Kernels kernels, Window window) {
    this.kernels = kernels;
    this.window = window;
  }

  Supplier<Stage> of(NetworkLayer place) {
    Layer layer = place.layer();
    int channels = place.inputChannels();
    if (layer instanceof Convolution convolution) {
      return window(place, kernel(convolution, channels), convolution.activation());
    } else if (layer instanceof DepthwiseConvolution depthwise) {
      return window(place, kernel(depthwise, channels), depthwise.activation());
    } else if (layer instanceof Pooling pooling) {
      return () -> new PoolingStage(pooling, place.taps(), channels);
    } else if (layer instanceof TimePadding padding) {
      int left = (int) place.taps().left();
      return () -> new TimePaddingStage(padding, left, channels);
    } else if (layer instanceof TimeCollapse collapse) {
      return () -> collapse(collapse, place.inputs().get(0));
    } else if (layer instanceof Merge || layer instanceof Concatenation) {
      return () -> meeting(layer, place);
    }
    return () -> point(layer, channels, place.outputChannels());
  }

  private Stage point(Layer layer, int channels, int outputChannels) {
    if (layer instanceof BatchNormalization normalization) {
      return new BatchNormalizationStage(normalization, kernels);
    } else if (layer instanceof ActivationLayer activation) {
      return new ActivationStage(activation.activation(), channels, kernels);
    } else if (layer instanceof LayerNormalization normalization) {
      return new LayerNormalizationStage(normalization, channels);
    } else if (layer instanceof ParametricRelu relu) {
      return new ParametricReluStage(relu, channels, kernels);
    } else if (layer instanceof Softmax softmax) {
      return new SoftmaxStage(softmax.logarithm(), channels);
    } else if (layer instanceof ConstantArithmetic arithmetic) {
      return new ConstantStage(arithmetic, channels, outputChannels, kernels);
    } else if (layer instanceof ChannelSelection selection) {
      int[] selected = selection.channels().stream().mapToInt(Integer::intValue).toArray();
      return new ChannelSelectionStage(selected, channels);
    } else if (layer instanceof ChannelReduction reduction) {
      return new ChannelReductionStage(reduction.kind(), channels);
    }
    throw new IllegalStateException("no stage for layer type " + layer.type());
  }

  private Stage collapse(TimeCollapse layer, StreamShape input) {
    int frames = input.is(Execution.PER_WINDOW) ? 1 : (int) input.windowFrames();
    long hop = input.is(Execution.STREAMED) ? window.hop() / input.timing().stride() : 1;
    return new CollapseStage(layer, input.channels(), frames, hop);
  }

  private Stage meeting(Layer layer, NetworkLayer place) {
    int[] inputs = place.inputs().stream().mapToInt(StreamShape::channels).toArray();
    int most = (int) place.output().mostFrames();
    return layer instanceof Merge merge
        ? new MergeStage(merge.operation(), inputs, place.outputChannels(), most, kernels)
        : new ConcatenationStage(inputs, place.outputChannels(), most);
  }

  /** The weights in the kernel's order, once for all threads. */
  private Supplier<Stage> window(NetworkLayer place, WindowKernel kernel, Activation activation) {
    return () ->
        new ConvolutionStage(
            place.taps(),
            place.inputChannels(),
            place.outputChannels(),
            (int) place.output().mostFrames(),
            kernel.fork(),
            activation,
            kernels);
  }

  private WindowKernel kernel(Convolution layer, int inputChannels) {
    int groupInputs = inputChannels / layer.groups();
    int groupOutputs = layer.filters() / layer.groups();
    // Small groups would be mostly what makes whole vectors.
    boolean small = layer.groups() > 1 && 2 * groupOutputs <= kernels.lanes();
    Kernels suited = small ? new PlainKernels() : kernels;
    int lanes = suited.lanes();
    int groupWidth = (groupOutputs + lanes - 1) / lanes * lanes;
    float[] bias = orZeros(layer.bias(), layer.filters());
    List<WindowKernel> groups = new ArrayList<>();
    for (int group = 0; group < layer.groups(); group++) {
      int first = group * groupOutputs;
      float[][] rows = new float[layer.kernelSize() * groupInputs][];
      for (int row = 0; row < rows.length; row++) {
        rows[row] = layer.kernel().slice(row * layer.filters() + first, groupOutputs);
      }
      float[] groupBias = Arrays.copyOfRange(bias, first, first + groupOutputs);
      groups.add(suited.dense(groupInputs, rows, groupBias, layer.groups() * groupWidth));
    }
    return groups.size() == 1
        ? groups.get(0)
        : new GroupedKernel(groups, layer.kernelSize(), groupInputs, groupOutputs, groupWidth);
  }

  private WindowKernel kernel(DepthwiseConvolution layer, int channels) {
    int outputs = channels * layer.depthMultiplier();
    float[][] rows = new float[layer.kernelSize()][];
    for (int tap = 0; tap < rows.length; tap++) {
      rows[tap] = layer.kernel().slice(tap * outputs, outputs);
    }
    float[] bias = orZeros(layer.bias(), outputs);
    return kernels.depthwise(channels, layer.depthMultiplier(), rows, bias);
  }

  private static float[] orZeros(Weights bias, int count) {
    return bias.isEmpty() ? new float[count] : bias.toArray();
  }
}
