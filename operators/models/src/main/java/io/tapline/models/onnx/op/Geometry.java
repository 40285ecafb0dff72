/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.onnx.op;

import io.tapline.models.onnx.model.OnnxNode;
import io.tapline.models.onnx.model.Refusal;
import io.tapline.models.onnx.stream.Axis;
import io.tapline.models.onnx.stream.Stream;
import io.tapline.network.layer.Padding;
import io.tapline.network.layer.Taps;
import io.tapline.network.layer.plane.HeightTaps;
import java.util.Arrays;
import java.util.Optional;

/**
 * How a kernel moves over the axes behind batch and channels.
 *
 * @param kernel sizes
 * @param strides steps from one output to the next
 * @param dilations steps from one tap to the next
 * @param before padding before the first, negative where positions are cut off
 * @param after padding after the last, likewise
 * @param autoPad ONNX' name of a padding rule, or NOTSET where the pads are given
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record Geometry(
    int[] kernel, int[] strides, int[] dilations, int[] before, int[] after, String autoPad) {
  private static final int LARGEST = 1 << 24;

  static Geometry of(OnnxNode node, int[] kernel) {
    int axes = kernel.length;
    int[] pads = node.sizes("pads", 2 * axes, 0);
    Geometry geometry =
        new Geometry(
            kernel,
            node.sizes("strides", axes, 1),
            node.sizes("dilations", axes, 1),
            Arrays.copyOf(pads, axes),
            Arrays.copyOfRange(pads, axes, 2 * axes),
            node.text("auto_pad", "NOTSET"));
    requireWithin("kernel size", 1, kernel);
    requireWithin("stride", 1, geometry.strides);
    requireWithin("dilation", 1, geometry.dilations);
    requireWithin("pad", 0, pads);
    for (int axis = 0; axis < axes; axis++) {
      if (geometry.history(axis) > LARGEST) {
        throw new Refusal(
            "kernel reaches too far back: kernel size=%d, dilation=%d",
            kernel[axis], geometry.dilations[axis]);
      }
    }
    return geometry;
  }

  private static void requireWithin(String what, int least, int[] values) {
    for (int value : values) {
      if (value < least || value > LARGEST) {
        throw new Refusal(
            "%s is out of range: minimum=%d, maximum=%d, got=%d", what, least, LARGEST, value);
      }
    }
  }

  /** How far back the kernel reaches on an axis. */
  long history(int axis) {
    return (kernel[axis] - 1L) * dilations[axis];
  }

  /** The padding on an axis of time. */
  Padding padding(int axis) {
    switch (autoPad) {
      case "SAME_UPPER":
        return Padding.SAME;
      case "SAME_LOWER":
        return Padding.SAME_LOWER;
      case "VALID":
        return Padding.VALID;
      case "NOTSET", "":
        return explicit(before[axis], after[axis], history(axis));
      default:
        throw new Refusal("auto_pad is not known: auto_pad=%s", autoPad);
    }
  }

  /** Padding by numbers, told as what it is where it has a name. */
  static Padding explicit(int left, int right, long history) {
    if (right == 0 && left == history) {
      return Padding.CAUSAL;
    }
    return left == 0 && right == 0 ? Padding.VALID : Padding.of(left, right);
  }

  /** Positions of padding before the first of {@code size} positions of an axis of channels. */
  int before(int axis, int size) {
    Padding fixed = padding(axis).forLength(history(axis), strides[axis], size);
    return (int) new Taps(kernel[axis], 1, dilations[axis], fixed).left();
  }

  /** Outputs on an axis of channels of {@code size} positions. */
  int outputs(int axis, int size) {
    Taps taps = new Taps(kernel[axis], strides[axis], dilations[axis], padding(axis));
    long outputs = taps.forLength(size).outputs(size);
    if (outputs < 1 || outputs > LARGEST) {
      throw new Refusal(
          "axis is too short for the kernel: size=%d, kernel size=%d", size, kernel[axis]);
    }
    return (int) outputs;
  }

  /** Taps over an axis of {@code size} positions beside time; empty where it cuts positions off. */
  Optional<HeightTaps> heightTaps(int axis, int size) {
    int before = before(axis, size);
    long reached = (outputs(axis, size) - 1L) * strides[axis] + history(axis) + 1;
    long after = Math.max(0, reached - before - size);
    boolean explicit = autoPad.isEmpty() || autoPad.equals("NOTSET");
    if (before < 0 || explicit && this.after[axis] < 0 || before + after > LARGEST) {
      return Optional.empty();
    }
    return Optional.of(
        new HeightTaps(kernel[axis], strides[axis], dilations[axis], before, (int) after));
  }

  /** Refuses a tensor that is not [batch, channels, …], with time among the rest or nowhere. */
  static void requireImage(Stream input, int rank) {
    if (input.rank() != rank || rank < 3) {
      throw new Refusal(
          "input has another number of axes: expected=%d, axes=%s", rank, input.axes());
    }
    if (!input.axis(0).isBatch() || !input.axis(1).isChannels()) {
      throw new Refusal(
          "input must have the axes batch, channels, time: axes=%s; transpose it before",
          input.axes());
    }
    for (int axis = 2; axis < rank; axis++) {
      Axis spatial = input.axis(axis);
      if (!spatial.isTime() && !spatial.isChannels()) {
        throw new Refusal("kernel moves over batches: axes=%s", input.axes());
      }
    }
  }
}
