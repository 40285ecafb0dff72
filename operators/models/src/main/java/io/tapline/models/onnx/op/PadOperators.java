/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.onnx.op;

import io.tapline.models.onnx.model.Arguments;
import io.tapline.models.onnx.model.NdArray;
import io.tapline.models.onnx.model.Refusal;
import io.tapline.models.onnx.stream.Axis;
import io.tapline.models.onnx.stream.Layers;
import io.tapline.models.onnx.stream.Stream;
import io.tapline.models.onnx.stream.Value;
import io.tapline.network.layer.convolution.Convolution;
import io.tapline.network.layer.plane.HeightTaps;
import io.tapline.network.layer.plane.PlaneDepthwiseConvolution;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Frames before and after a stream, and channels beside it. */
final class PadOperators {
  private PadOperators() {}

  static void register(Map<String, StreamOperator> operators) {
    operators.put("Pad", PadOperators::pad);
  }

  private static List<Value> pad(NodeImport in) {
    Stream result = in.planes(0);
    int[][] pads = Arguments.pads(in.node(), in, result.rank());
    String mode = in.node().text("mode", "constant");
    float value = in.constant(2).map(v -> (float) v.single()).orElse(in.node().real("value", 0));
    for (int axis = 0; axis < result.rank(); axis++) {
      int before = pads[0][axis];
      int after = pads[1][axis];
      if (before == 0 && after == 0) {
        continue;
      }
      if (!mode.equals("constant")) {
        in.problem(
            String.format(
                "padding by what the stream itself holds is not supported: mode=%s, axes=%s; pad"
                    + " with zeros",
                mode, result.axes()));
      }
      if (result.axis(axis).isTime()) {
        result = in.layers().pad(result, before, after, 1, value);
      } else if (isHeight(result, axis) && before >= 0 && after >= 0 && value == 0) {
        result = height(in.layers(), result, axis, before, after);
      } else if (result.axis(axis).isChannels() && value == 0) {
        result = channels(in.layers(), in.layers().flat(result), axis, before, after);
      } else {
        throw new Refusal(
            "only time, and channels with zeros, can be padded: axes=%s, axis=%d",
            result.axes(), axis);
      }
    }
    return List.of(Value.of(result));
  }

  private static boolean isHeight(Stream stream, int axis) {
    return stream.rank() == 4
        && stream.timeAxis() >= 2
        && axis >= 2
        && stream.axis(1).isChannels()
        && stream.axis(axis).isChannels();
  }

  /** A convolution of one tap that copies, and zeros beside what it copies. */
  private static Stream height(Layers layers, Stream given, int axis, int before, int after) {
    Stream input = layers.planes(given, 1, axis);
    float[] ones = new float[layers.budget().take(input.axis(1).size())];
    Arrays.fill(ones, 1);
    HeightTaps taps = new HeightTaps(1, 1, 1, before, after);
    List<Axis> axes = new ArrayList<>(input.axes());
    axes.set(axis, Axis.channels((int) taps.outputs(input.axis(axis).size())));
    return layers.onPlanes(
        input,
        name ->
            PlaneDepthwiseConvolution.named(name)
                .kernelSize(1)
                .height(taps)
                .kernel(ones)
                .trainable(false)
                .build(),
        axes,
        1,
        axis);
  }

  /** Zeros beside the channels, or channels cut off: a pointwise convolution that copies. */
  private static Stream channels(Layers layers, Stream input, int axis, int before, int after) {
    int from = input.axis(axis).size();
    int to = from + before + after;
    if (to < 1) {
      throw new Refusal("pads leave no channel: axes=%s, axis=%d", input.axes(), axis);
    }
    int outer = input.channelsBefore(axis);
    int inner = input.channelsAfter(axis);
    int inputs = input.channels();
    int filters = (int) NdArray.count(outer, to, inner);
    float[] kernel = new float[layers.budget().take(NdArray.count(inputs, filters))];
    for (int channel = 0; channel < inputs; channel++) {
      int position = channel / inner % from + before;
      if (position >= 0 && position < to) {
        int target = (channel / inner / from * to + position) * inner + channel % inner;
        kernel[channel * filters + target] = 1;
      }
    }
    return layers
        .on(input, name -> Convolution.pointwise(name).filters(filters).kernel(kernel).build())
        .with(axis, Axis.channels(to));
  }
}
