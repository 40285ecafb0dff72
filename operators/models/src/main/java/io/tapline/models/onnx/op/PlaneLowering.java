/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.onnx.op;

import io.tapline.models.onnx.model.NdArray;
import io.tapline.models.onnx.stream.Axis;
import io.tapline.models.onnx.stream.Layers;
import io.tapline.models.onnx.stream.Stream;
import io.tapline.network.layer.Layer;
import io.tapline.network.layer.Taps;
import io.tapline.network.layer.plane.HeightTaps;
import io.tapline.network.layer.plane.PlaneConvolution;
import io.tapline.network.layer.plane.PlaneDepthwiseConvolution;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A kernel over time and one axis beside it, which becomes the height of planes.
 *
 * @param time which of the kernel's axes is time
 * @param other which one is the height
 * @param height the taps over it
 */
record PlaneLowering(int time, int other, HeightTaps height) {

  /** Empty where no axis beside time is left that a kernel moves over. */
  static Optional<PlaneLowering> of(Stream input, Geometry geometry) {
    int time = input.timeAxis() - 2;
    if (input.rank() != 4 || time < 0) {
      return Optional.empty();
    }
    int other = 1 - time;
    int size = input.axis(other + 2).size();
    if (size == 1 && geometry.outputs(other, size) == 1) {
      return Optional.empty();
    }
    return geometry.heightTaps(other, size).map(height -> new PlaneLowering(time, other, height));
  }

  /** Whether the whole height becomes one position. */
  boolean collapses(Stream input) {
    return height.outputs(input.axis(other + 2).size()) == 1;
  }

  /** The input with its channels and the height as planes. */
  Stream planes(Layers layers, Stream input) {
    return layers.planes(input, 1, other + 2);
  }

  /**
   * What a layer gives.
   *
   * @param input planes
   */
  Stream apply(
      Layers layers, Stream input, Function<String, Layer> layer, Taps taps, int channels) {
    List<Axis> axes = new ArrayList<>(input.axes());
    axes.set(1, Axis.channels(channels));
    axes.set(time + 2, Axis.of(Axis.Role.TIME, input.framesAfter(taps)));
    axes.set(other + 2, Axis.channels((int) height.outputs(input.axis(other + 2).size())));
    return layers.onPlanes(input, layer, axes, 1, other + 2);
  }

  /**
   * @param weights shape (F, Cin/groups, taps, taps)
   * @param bias shape (F), or none
   */
  Stream convolve(
      Layers layers, Stream given, NdArray weights, float[] bias, int groups, Taps taps) {
    Stream input = planes(layers, given);
    int channels = input.axis(1).size();
    int filters = weights.shape()[0];
    boolean depthwise = groups > 1 && groups == channels;
    float[] kernel = kernel(layers, weights, depthwise);
    Function<String, Layer> layer =
        depthwise
            ? name -> depthwise(name, kernel, bias, filters / channels, taps)
            : name -> standard(name, kernel, bias, filters, groups, taps);
    return apply(layers, input, layer, taps, filters);
  }

  private Layer standard(
      String name, float[] kernel, float[] bias, int filters, int groups, Taps taps) {
    return PlaneConvolution.named(name)
        .filters(filters)
        .kernelSize(taps.kernelSize())
        .stride(taps.stride())
        .dilation(taps.dilation())
        .padding(taps.padding())
        .height(height)
        .groups(groups)
        .kernel(kernel)
        .bias(bias)
        .build();
  }

  private Layer depthwise(String name, float[] kernel, float[] bias, int multiplier, Taps taps) {
    return PlaneDepthwiseConvolution.named(name)
        .depthMultiplier(multiplier)
        .kernelSize(taps.kernelSize())
        .stride(taps.stride())
        .dilation(taps.dilation())
        .padding(taps.padding())
        .height(height)
        .kernel(kernel)
        .bias(bias)
        .build();
  }

  /**
   * (F, Cin/groups, taps, taps) as (time, height, Cin/groups, F), or (time, height, F) if
   * depthwise.
   */
  private float[] kernel(Layers layers, NdArray weights, boolean depthwise) {
    int[] shape = weights.shape();
    int filters = shape[0];
    int inputs = depthwise ? 1 : shape[1];
    int times = shape[time + 2];
    int heights = shape[other + 2];
    float[] values = weights.toWeights();
    float[] kernel = new float[layers.budget().take(values.length)];
    int[] strides = NdArray.strides(shape);
    for (int t = 0; t < times; t++) {
      for (int h = 0; h < heights; h++) {
        for (int c = 0; c < inputs; c++) {
          for (int f = 0; f < filters; f++) {
            kernel[((t * heights + h) * inputs + c) * filters + f] =
                values[
                    f * strides[0]
                        + c * strides[1]
                        + t * strides[time + 2]
                        + h * strides[other + 2]];
          }
        }
      }
    }
    return kernel;
  }
}
