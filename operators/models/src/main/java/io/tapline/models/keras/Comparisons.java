/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.keras;

import io.tapline.convolution.layer.Activation;
import io.tapline.convolution.layer.Arithmetic;
import java.util.List;

/** Comparisons, which give 1 for true and 0 for false. */
final class Comparisons {
  /** Lifts the least float32 to 4.8e-7, and what is lifted so to more than 1. */
  private static final Activation LIFTED = Activation.hardSigmoid(Float.MAX_VALUE, 0f);

  private Comparisons() {}

  /** 1 where the input is greater than 0; a difference is 0 only between equal values. */
  static Signal isPositive(Steps steps, Signal input) throws UnsupportedLayerException {
    return steps.apply(LIFTED, steps.apply(LIFTED, input));
  }

  /** First greater than second; or less, which is the other way round. */
  static Signal greater(Arguments call, boolean swapped) throws UnsupportedLayerException {
    Steps steps = new Steps(call.layer());
    Signal difference = difference(call, steps, swapped);
    return steps.last(Steps.of(LIFTED), steps.apply(LIFTED, difference));
  }

  /** First not greater than second, which is less or equal; or the other way round. */
  static Signal notGreater(Arguments call, boolean swapped) throws UnsupportedLayerException {
    Steps steps = new Steps(call.layer());
    Signal greater = isPositive(steps, difference(call, steps, swapped));
    Signal less = steps.apply(Activation.NEGATE, greater);
    return steps.last(Steps.of(Arithmetic.ADD, 1f), less);
  }

  private static Signal difference(Arguments call, Steps steps, boolean swapped)
      throws UnsupportedLayerException {
    Operand first = call.layer().call().argument(0, Operators.first());
    Operand second = call.layer().call().argument(1, "x2", "y");
    boolean negated = swapped;
    Signal difference;
    if (second instanceof Operand.Constant constant) {
      float value = call.layer().config().number("constant", constant.value());
      difference = steps.constant(Arithmetic.SUBTRACT, value, call.tensor(0, Operators.first()));
    } else if (first instanceof Operand.Constant constant) {
      float value = call.layer().config().number("constant", constant.value());
      difference = steps.constant(Arithmetic.SUBTRACT, value, call.tensor(1, "x2", "y"));
      negated = !swapped;
    } else {
      Signal one = call.tensor(0, Operators.first());
      Signal other = call.tensor(1, "x2", "y");
      MergeLayers.check(call.layer().config(), List.of(one, other));
      difference = steps.merge(Arithmetic.SUBTRACT, one, other);
    }
    return negated ? steps.apply(Activation.NEGATE, difference) : difference;
  }
}
