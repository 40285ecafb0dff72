/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.keras;

import io.tapline.network.function.Activation;
import io.tapline.network.function.Arithmetic;
import io.tapline.network.layer.merge.Merge;
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
    return truth(call, steps.last(Steps.of(LIFTED), steps.apply(LIFTED, difference)));
  }

  /** First not greater than second, which is less or equal; or the other way round. */
  static Signal notGreater(Arguments call, boolean swapped) throws UnsupportedLayerException {
    Steps steps = new Steps(call.layer());
    Signal greater = isPositive(steps, difference(call, steps, swapped));
    Signal less = steps.apply(Activation.NEGATE, greater);
    return truth(call, steps.last(Steps.of(Arithmetic.ADD, 1f), less));
  }

  /** A difference is 0 only between equal values. */
  static Signal equal(Arguments call, boolean negated) throws UnsupportedLayerException {
    Steps steps = new Steps(call.layer());
    Signal distance = steps.apply(Activation.ABS, difference(call, steps, false));
    if (negated) {
      return truth(call, steps.last(Steps.of(LIFTED), steps.apply(LIFTED, distance)));
    }
    Signal less = steps.apply(Activation.NEGATE, isPositive(steps, distance));
    return truth(call, steps.last(Steps.of(Arithmetic.ADD, 1f), less));
  }

  /** 1, 0 or −1. */
  static Signal sign(Arguments call) throws UnsupportedLayerException {
    Signal input = Operators.only(call);
    Steps steps = new Steps(call.layer());
    Signal above = isPositive(steps, input);
    Signal below = isPositive(steps, steps.apply(Activation.NEGATE, input));
    return steps.last(Steps.of(Arithmetic.SUBTRACT), above, below);
  }

  /** Of truth values, which are 1 and 0: the product is true where both are. */
  static Signal both(Arguments call) throws UnsupportedLayerException {
    return logical(call, Arithmetic.MULTIPLY);
  }

  static Signal either(Arguments call) throws UnsupportedLayerException {
    return logical(call, Arithmetic.MAXIMUM);
  }

  static Signal not(Arguments call) throws UnsupportedLayerException {
    Signal input = Operators.only(call);
    checkTruth(call, input);
    Steps steps = new Steps(call.layer());
    Signal negated = steps.apply(Activation.NEGATE, input);
    return truth(call, steps.last(Steps.of(Arithmetic.ADD, 1f), negated));
  }

  private static Signal logical(Arguments call, Arithmetic operation)
      throws UnsupportedLayerException {
    List<Signal> inputs = List.of(call.tensor(0, Operators.first()), call.tensor(1, "x2", "y"));
    for (Signal input : inputs) {
      checkTruth(call, input);
    }
    return truth(
        call, MergeLayers.merged(call.layer(), inputs, new Merge(call.layer().name(), operation)));
  }

  private static void checkTruth(Arguments call, Signal input) throws UnsupportedLayerException {
    if (!call.layer().draft().isTruth(input.source())) {
      throw call.problem("operation can work on comparisons only", "input=" + input.shape());
    }
  }

  private static Signal truth(Arguments call, Signal signal) {
    call.layer().draft().truth(signal.source());
    return signal;
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
