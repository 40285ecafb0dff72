/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.keras;

import io.tapline.models.InvalidModelException;
import io.tapline.network.layer.convolution.Convolution;
import io.tapline.network.layer.convolution.DepthwiseConvolution;
import java.util.List;

/** Conv1D, DepthwiseConv1D, SeparableConv1D, and their two-dimensional sisters. */
final class ConvolutionLayers {
  static final List<String> KERNEL = List.of("kernel");
  static final List<String> DEPTHWISE_KERNEL = List.of("depthwise_kernel", "kernel");
  static final List<String> POINTWISE_KERNEL = List.of("pointwise_kernel");
  private static final List<String> BIAS = List.of("bias");

  private ConvolutionLayers() {}

  static Signal convolution(LayerContext layer, List<Signal> inputs)
      throws UnsupportedLayerException, InvalidModelException {
    LayerConfig config = layer.config();
    if (isImage(config, inputs)) {
      return PlaneConvolutionLayers.convolution(layer, inputs.get(0));
    }
    Signal input = flat(layer, inputs);
    Sliding sliding = Sliding.of(layer, input, "kernel_size", 0, 1);
    int filters = config.count("filters");
    int groups = groups(config, input.channels(), filters);
    int groupInputs = input.channels() / groups;
    float[] kernel = layer.weights(0, KERNEL, sliding.weightShape(groupInputs, filters));
    ActivationFunction activation = ActivationFunction.of(config, layer.version());
    Convolution convolution =
        Convolution.named(layer.name())
            .filters(filters)
            .kernelSize(sliding.taps().kernelSize())
            .stride(sliding.taps().stride())
            .dilation(sliding.taps().dilation())
            .groups(groups)
            .padding(sliding.taps().padding())
            .kernel(sliding.alongTime(kernel, groupInputs * filters))
            .bias(bias(layer, 1, filters))
            .activation(activation.fused())
            .trainable(layer.trainable())
            .build();
    Signal output = input.from(layer.add(convolution, input.source())).withChannels(filters);
    return activation.afterwards(layer, output.through(sliding.taps()));
  }

  static int groups(LayerConfig config, int channels, int filters)
      throws UnsupportedLayerException {
    int groups = config.count("groups", 1);
    if (channels % groups != 0 || filters % groups != 0) {
      throw config.problem(
          "groups must divide the channels and the filters",
          "groups=" + groups,
          "channels=" + channels,
          "filters=" + filters);
    }
    return groups;
  }

  private static boolean isImage(LayerConfig config, List<Signal> inputs)
      throws UnsupportedLayerException {
    return Planes.isImage(config, Requirements.one(config, inputs));
  }

  /** Frames without a height, channels last. */
  private static Signal flat(LayerContext layer, List<Signal> inputs)
      throws UnsupportedLayerException {
    Signal input = Requirements.channelsLast(layer.config(), inputs);
    return Planes.framed(layer, input, layer.part("planes"));
  }

  static Signal depthwise(LayerContext layer, List<Signal> inputs)
      throws UnsupportedLayerException, InvalidModelException {
    LayerConfig config = layer.config();
    if (isImage(config, inputs)) {
      return PlaneConvolutionLayers.depthwise(layer, inputs.get(0));
    }
    Signal input = flat(layer, inputs);
    ActivationFunction activation = ActivationFunction.of(config, layer.version());
    int outputs = outputs(config, input.channels(), depthMultiplier(config));
    DepthwiseConvolution depthwise =
        depthwiseOf(layer, input)
            .bias(bias(layer, 1, outputs))
            .activation(activation.fused())
            .build();
    Signal output = input.from(layer.add(depthwise, input.source())).withChannels(outputs);
    return activation.afterwards(layer, output.through(depthwise.taps()));
  }

  /** A depthwise convolution of the layer's name, and a pointwise one of {@code name/pointwise}. */
  static Signal separable(LayerContext layer, List<Signal> inputs)
      throws UnsupportedLayerException, InvalidModelException {
    LayerConfig config = layer.config();
    if (isImage(config, inputs)) {
      return PlaneConvolutionLayers.separable(layer, inputs.get(0));
    }
    Signal input = flat(layer, inputs);
    ActivationFunction activation = ActivationFunction.of(config, layer.version());
    int filters = config.count("filters");
    int between = outputs(config, input.channels(), depthMultiplier(config));
    DepthwiseConvolution depthwise = depthwiseOf(layer, input).build();
    long[] shape =
        input.axes().size() == 2
            ? new long[] {1, between, filters}
            : new long[] {1, 1, between, filters};
    Convolution pointwise =
        Convolution.pointwise(layer.part("pointwise"))
            .filters(filters)
            .kernel(layer.weights(1, POINTWISE_KERNEL, shape))
            .bias(bias(layer, 2, filters))
            .activation(activation.fused())
            .trainable(layer.trainable())
            .build();
    String source = layer.add(pointwise, layer.add(depthwise, input.source()));
    return activation.afterwards(
        layer, input.from(source).withChannels(filters).through(depthwise.taps()));
  }

  private static DepthwiseConvolution.Builder depthwiseOf(LayerContext layer, Signal input)
      throws UnsupportedLayerException, InvalidModelException {
    Sliding sliding = Sliding.of(layer, input, "kernel_size", 0, 1);
    int multiplier = depthMultiplier(layer.config());
    int outputs = outputs(layer.config(), input.channels(), multiplier);
    float[] kernel =
        layer.weights(0, DEPTHWISE_KERNEL, sliding.weightShape(input.channels(), multiplier));
    return DepthwiseConvolution.named(layer.name())
        .kernelSize(sliding.taps().kernelSize())
        .depthMultiplier(multiplier)
        .stride(sliding.taps().stride())
        .dilation(sliding.taps().dilation())
        .padding(sliding.taps().padding())
        .kernel(sliding.alongTime(kernel, outputs))
        .trainable(layer.trainable());
  }

  static int depthMultiplier(LayerConfig config) throws UnsupportedLayerException {
    return config.count("depth_multiplier", 1);
  }

  static int outputs(LayerConfig config, int channels, int multiplier)
      throws UnsupportedLayerException {
    long outputs = (long) channels * multiplier;
    if (outputs > Integer.MAX_VALUE) {
      throw config.problem("layer has too many output channels", "channels=" + outputs);
    }
    return (int) outputs;
  }

  static float[] bias(LayerContext layer, int position, int outputs)
      throws UnsupportedLayerException, InvalidModelException {
    return layer.config().flag("use_bias", true)
        ? layer.weights(position, BIAS, outputs)
        : new float[0];
  }
}
