/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.keras;

import io.tapline.network.function.Activation;
import io.tapline.network.function.Arithmetic;
import io.tapline.network.function.Reduction;
import java.util.List;
import java.util.TreeSet;

/** Operations that make one value of all along some axes. */
final class ReductionOperators {

  private ReductionOperators() {}

  static Signal reduce(Arguments call, Reduction kind) throws UnsupportedLayerException {
    return Reducing.over(
        call.layer(),
        Operators.only(call),
        axes(call),
        kind,
        call.flag(false, 2, "keepdims", "keep_dims"));
  }

  /** log(Σ exp(x)) of a frame's channels, with the largest taken out: what is left is at most 1. */
  static Signal logSumExp(Arguments call) throws UnsupportedLayerException {
    Signal input = Operators.only(call);
    Requirements.wholeFrames(call.layer().config(), input);
    TreeSet<Integer> positions = Reducing.positions(call.layer().config(), input, axes(call));
    if (!isOnly(positions, Axis.CHANNELS, input)) {
      throw call.problem("logsumexp can be taken over the channels only", "input=" + input.shape());
    }
    Steps steps = new Steps(call.layer());
    Signal largest = steps.reduce(Reduction.MAX, input);
    Signal below = steps.merge(Arithmetic.SUBTRACT, input, largest);
    Signal sum = steps.reduce(Reduction.SUM, steps.apply(Activation.EXP, below));
    Signal output = steps.last(Steps.of(Arithmetic.ADD), steps.apply(Activation.LOG, sum), largest);
    return Reducing.without(output, positions, call.flag(false, 2, "keepdims", "keep_dims"));
  }

  /**
   * The variance of a frame's values, or its root; the values of a window need their mean first.
   */
  static Signal deviation(Arguments call, boolean root) throws UnsupportedLayerException {
    Signal input = Operators.only(call);
    Requirements.wholeFrames(call.layer().config(), input);
    TreeSet<Integer> positions = Reducing.positions(call.layer().config(), input, axes(call));
    boolean keepsAxes = call.flag(false, 2, "keepdims", "keep_dims");
    if (isOnly(positions, Axis.TIME, input)) {
      return Reducing.without(WindowDeviation.of(call.layer(), input, root), positions, keepsAxes);
    }
    if (!isOnly(positions, Axis.CHANNELS, input)) {
      throw call.problem(
          "deviation can be taken over time or over the channels, not over both",
          "input=" + input.shape());
    }
    Steps steps = new Steps(call.layer());
    Signal mean = steps.reduce(Reduction.AVERAGE, input);
    Signal away = steps.merge(Arithmetic.SUBTRACT, input, mean);
    Signal variance = steps.reduce(Reduction.AVERAGE, steps.apply(Activation.SQUARE, away));
    Signal output = steps.last(Steps.of(root ? Activation.SQRT : Activation.LINEAR), variance);
    return Reducing.without(output, positions, keepsAxes);
  }

  private static boolean isOnly(TreeSet<Integer> positions, Axis axis, Signal input) {
    return positions.equals(new TreeSet<>(List.of(input.axes().indexOf(axis))));
  }

  private static List<Integer> axes(Arguments call) throws UnsupportedLayerException {
    return call.integers(1, "axis", "axes", "reduction_indices");
  }
}
