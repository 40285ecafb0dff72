/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.keras;

import io.tapline.models.InvalidModelException;
import io.tapline.network.layer.convolution.Convolution;
import io.tapline.network.layer.plane.PlaneConvolution;
import io.tapline.network.layer.plane.PlaneDepthwiseConvolution;

/** Conv2D, DepthwiseConv2D and SeparableConv2D of planes. */
final class PlaneConvolutionLayers {

  private PlaneConvolutionLayers() {}

  /**
   * @param input planes, channels last
   */
  static Signal convolution(LayerContext layer, Signal input)
      throws UnsupportedLayerException, InvalidModelException {
    LayerConfig config = layer.config();
    Plane plane = Plane.of(config, input, 2);
    PlaneSliding sliding = PlaneSliding.of(layer, plane, "kernel_size", 0, 1);
    int filters = config.count("filters");
    int groups = ConvolutionLayers.groups(config, plane.channels(), filters);
    int groupInputs = plane.channels() / groups;
    float[] kernel =
        layer.weights(0, ConvolutionLayers.KERNEL, sliding.weightShape(groupInputs, filters));
    ActivationFunction activation = ActivationFunction.of(config, layer.version());
    Plane framed = plane.framed(layer);
    PlaneConvolution convolution =
        PlaneConvolution.named(layer.name())
            .filters(filters)
            .kernelSize(sliding.taps().kernelSize())
            .stride(sliding.taps().stride())
            .dilation(sliding.taps().dilation())
            .padding(sliding.taps().padding())
            .height(sliding.height())
            .groups(groups)
            .kernel(sliding.timeFirst(kernel, groupInputs * filters))
            .bias(ConvolutionLayers.bias(layer, 1, filters))
            .activation(activation.fused())
            .trainable(layer.trainable())
            .build();
    String source = layer.add(convolution, framed.source());
    return activation.afterwards(
        layer,
        framed.through(layer, source, sliding.outputs(plane.height()), filters, sliding.taps()));
  }

  static Signal depthwise(LayerContext layer, Signal input)
      throws UnsupportedLayerException, InvalidModelException {
    LayerConfig config = layer.config();
    Plane plane = Plane.of(config, input, 2);
    PlaneSliding sliding = PlaneSliding.of(layer, plane, "kernel_size", 0, 1);
    int outputs = outputs(layer, plane);
    ActivationFunction activation = ActivationFunction.of(config, layer.version());
    PlaneDepthwiseConvolution.Builder depthwise =
        depthwiseOf(layer, plane, sliding)
            .bias(ConvolutionLayers.bias(layer, 1, outputs))
            .activation(activation.fused());
    Plane framed = plane.framed(layer);
    String source = layer.add(depthwise.build(), framed.source());
    return activation.afterwards(
        layer,
        framed.through(layer, source, sliding.outputs(plane.height()), outputs, sliding.taps()));
  }

  /** A depthwise convolution of the layer's name, and a pointwise one of {@code name/pointwise}. */
  static Signal separable(LayerContext layer, Signal input)
      throws UnsupportedLayerException, InvalidModelException {
    LayerConfig config = layer.config();
    Plane plane = Plane.of(config, input, 2);
    PlaneSliding sliding = PlaneSliding.of(layer, plane, "kernel_size", 0, 1);
    int between = outputs(layer, plane);
    int filters = config.count("filters");
    ActivationFunction activation = ActivationFunction.of(config, layer.version());
    PlaneDepthwiseConvolution depthwise = depthwiseOf(layer, plane, sliding).build();
    Convolution pointwise =
        Convolution.pointwise(layer.part("pointwise"))
            .filters(filters)
            .kernel(layer.weights(1, ConvolutionLayers.POINTWISE_KERNEL, 1, 1, between, filters))
            .bias(ConvolutionLayers.bias(layer, 2, filters))
            .activation(activation.fused())
            .trainable(layer.trainable())
            .build();
    Plane framed = plane.framed(layer);
    String source = layer.add(pointwise, layer.add(depthwise, framed.source()));
    return activation.afterwards(
        layer,
        framed.through(layer, source, sliding.outputs(plane.height()), filters, sliding.taps()));
  }

  private static PlaneDepthwiseConvolution.Builder depthwiseOf(
      LayerContext layer, Plane plane, PlaneSliding sliding)
      throws UnsupportedLayerException, InvalidModelException {
    int multiplier = ConvolutionLayers.depthMultiplier(layer.config());
    int outputs = outputs(layer, plane);
    float[] kernel =
        layer.weights(
            0,
            ConvolutionLayers.DEPTHWISE_KERNEL,
            sliding.weightShape(plane.channels(), multiplier));
    return PlaneDepthwiseConvolution.named(layer.name())
        .depthMultiplier(multiplier)
        .kernelSize(sliding.taps().kernelSize())
        .stride(sliding.taps().stride())
        .dilation(sliding.taps().dilation())
        .padding(sliding.taps().padding())
        .height(sliding.height())
        .kernel(sliding.timeFirst(kernel, outputs))
        .trainable(layer.trainable());
  }

  private static int outputs(LayerContext layer, Plane plane) throws UnsupportedLayerException {
    return ConvolutionLayers.outputs(
        layer.config(), plane.channels(), ConvolutionLayers.depthMultiplier(layer.config()));
  }
}
