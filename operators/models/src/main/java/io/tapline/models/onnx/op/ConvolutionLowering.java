/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.onnx.op;

import io.tapline.models.onnx.model.NdArray;
import io.tapline.models.onnx.model.Refusal;
import io.tapline.models.onnx.stream.Axis;
import io.tapline.models.onnx.stream.Layers;
import io.tapline.models.onnx.stream.Stream;
import io.tapline.network.layer.Layer;
import io.tapline.network.layer.Padding;
import io.tapline.network.layer.Taps;
import io.tapline.network.layer.convolution.Convolution;
import io.tapline.network.layer.convolution.DepthwiseConvolution;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Convolutions over any number of axes, of which at most one is time, as convolutions over time.
 *
 * <p>With one axis beside time they are convolutions of planes. A kernel that sees all positions of
 * that axis at once, and of frames that have been no planes, needs none: its positions are channels
 * like any others.
 *
 * <p>So are those of several axes, or of axes of a window that has become one frame: the value of
 * channel c at position h is channel c·H + h of a frame, and the kernel has a weight wherever it
 * reaches from one position to another, and zeros elsewhere. With one position, which is how a 1-D
 * convolution is written as a 2-D one, nothing but the kernel itself is left.
 */
final class ConvolutionLowering {
  private ConvolutionLowering() {}

  /**
   * @param weights shape (F, Cin/groups, taps…)
   * @param bias shape (F)
   */
  static Stream convolve(
      NodeImport in,
      Stream given,
      NdArray weights,
      Optional<NdArray> bias,
      int groups,
      Geometry geometry) {
    Geometry.requireImage(given, weights.rank());
    int filters = weights.shape()[0];
    requireChannels(given.axis(1).size(), weights, groups);
    Optional<PlaneLowering> planes = PlaneLowering.of(given, geometry);
    if (planes.isPresent() && (given.isPlanes() || !planes.get().collapses(given))) {
      float[] values = bias.map(b -> biases(in.layers(), b, filters, 1)).orElse(new float[0]);
      Taps taps = taps(geometry, planes.get().time());
      return planes.get().convolve(in.layers(), given, weights, values, groups, taps);
    }
    Stream input = in.layers().flat(given);
    int axes = geometry.kernel().length;
    int time = input.timeAxis() - 2; // negative where a whole window has become one frame
    int[] from = new int[axes];
    int[] to = new int[axes];
    for (int axis = 0; axis < axes; axis++) {
      int size = input.axis(axis + 2).size();
      from[axis] = axis == time ? 1 : size;
      to[axis] = axis == time ? 1 : geometry.outputs(axis, size);
    }
    Taps taps = taps(geometry, time);
    int positions = (int) NdArray.count(to);
    NdArray.count(filters, positions);
    float[] kernel = kernel(in.layers(), weights, geometry, time, from, to);
    float[] biases = bias.map(b -> biases(in.layers(), b, filters, positions)).orElse(new float[0]);
    Function<String, Layer> layer =
        groups > 1 && groups == input.channels()
            ? name -> depthwise(name, taps, kernel, biases, filters * positions / groups)
            : name -> standard(name, taps, kernel, biases, filters * positions, groups);
    List<Axis> outputs = new ArrayList<>(List.of(input.axis(0), Axis.channels(filters)));
    for (int axis = 0; axis < axes; axis++) {
      outputs.add(
          axis == time
              ? Axis.of(Axis.Role.TIME, input.framesAfter(taps))
              : Axis.channels(to[axis]));
    }
    return in.layers().on(input, layer).with(outputs);
  }

  private static void requireChannels(int channels, NdArray weights, int groups) {
    int filters = weights.shape()[0];
    if (groups < 1 || filters % groups != 0 || (long) weights.shape()[1] * groups != channels) {
      throw new Refusal(
          "kernel does not fit the channels: channels=%d, group=%d, kernel=%s",
          channels, groups, Arrays.toString(weights.shape()));
    }
  }

  private static Taps taps(Geometry geometry, int time) {
    if (time < 0) {
      return Taps.POINT;
    }
    Padding padding = geometry.padding(time);
    return new Taps(
        geometry.kernel()[time], geometry.strides()[time], geometry.dilations()[time], padding);
  }

  /** The kernel as (taps in time, Cin/groups·H, F·H'). */
  private static float[] kernel(
      Layers layers, NdArray weights, Geometry geometry, int time, int[] from, int[] to) {
    int[] shape = weights.shape();
    int taps = time < 0 ? 1 : geometry.kernel()[time];
    int inputs = shape[1] * (int) NdArray.count(from);
    int outputs = shape[0] * (int) NdArray.count(to);
    float[] kernel = new float[layers.budget().take(NdArray.count(taps, inputs, outputs))];
    int positions = (int) NdArray.count(to);
    int sources = (int) NdArray.count(from);
    layers.budget().spend(Math.multiplyFull(weights.size(), positions));
    float[] values = weights.toWeights();
    int perFilter = NdArray.strides(shape)[0];
    int perChannel = NdArray.strides(shape)[1];
    for (int tap = 0; tap < perChannel; tap++) {
      int[] offsets = offsets(tap, geometry.kernel());
      for (int position = 0; position < positions; position++) {
        int source = source(position, offsets, geometry, time, from, to);
        if (source < 0) {
          continue; // padding
        }
        int row = time < 0 ? 0 : offsets[time] * inputs;
        for (int filter = 0; filter < shape[0]; filter++) {
          for (int channel = 0; channel < shape[1]; channel++) {
            kernel[(row + channel * sources + source) * outputs + filter * positions + position] =
                values[filter * perFilter + channel * perChannel + tap];
          }
        }
      }
    }
    return kernel;
  }

  private static int[] offsets(int tap, int[] kernel) {
    int[] offsets = new int[kernel.length];
    int rest = tap;
    for (int axis = kernel.length - 1; axis >= 0; axis--) {
      offsets[axis] = rest % kernel[axis];
      rest /= kernel[axis];
    }
    return offsets;
  }

  /** The position that a tap reads for a position of the output; -1 if it is padding. */
  private static int source(
      int position, int[] offsets, Geometry geometry, int time, int[] from, int[] to) {
    int rest = position;
    int source = 0;
    int stride = 1;
    for (int axis = offsets.length - 1; axis >= 0; axis--) {
      int output = rest % to[axis];
      rest /= to[axis];
      if (axis == time) {
        continue;
      }
      int read =
          output * geometry.strides()[axis]
              + offsets[axis] * geometry.dilations()[axis]
              - geometry.before(axis, from[axis]);
      if (read < 0 || read >= from[axis]) {
        return -1;
      }
      source += read * stride;
      stride *= from[axis];
    }
    return source;
  }

  private static float[] biases(Layers layers, NdArray bias, int filters, int positions) {
    if (bias.size() != filters) {
      throw new Refusal(
          "bias does not fit the filters: filters=%d, bias=%s",
          filters, Arrays.toString(bias.shape()));
    }
    float[] values = bias.toWeights();
    float[] repeated = new float[layers.budget().take((long) filters * positions)];
    for (int i = 0; i < repeated.length; i++) {
      repeated[i] = values[i / positions];
    }
    return repeated;
  }

  private static Layer standard(
      String name, Taps taps, float[] kernel, float[] bias, int filters, int groups) {
    return Convolution.named(name)
        .filters(filters)
        .kernelSize(taps.kernelSize())
        .stride(taps.stride())
        .dilation(taps.dilation())
        .padding(taps.padding())
        .groups(groups)
        .kernel(kernel)
        .bias(bias)
        .build();
  }

  private static Layer depthwise(
      String name, Taps taps, float[] kernel, float[] bias, int multiplier) {
    return DepthwiseConvolution.named(name)
        .depthMultiplier(multiplier)
        .kernelSize(taps.kernelSize())
        .stride(taps.stride())
        .dilation(taps.dilation())
        .padding(taps.padding())
        .kernel(kernel)
        .bias(bias)
        .build();
  }
}
