/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.keras;

import io.tapline.network.function.Activation;
import io.tapline.network.function.Arithmetic;

/** Comparisons and operations of truth values, which are 1 for true and 0 for false. */
final class Comparisons {

  private Comparisons() {}

  /** Of two tensors, or a tensor and numbers. */
  static Signal compare(Arguments call, Arithmetic comparison) throws UnsupportedLayerException {
    return truth(call, ArithmeticOperators.binary(call, comparison));
  }

  /** Of truth values alone. */
  static Signal logical(Arguments call, Arithmetic operation) throws UnsupportedLayerException {
    checkTruth(call, call.tensor(0, Operators.first()));
    checkTruth(call, call.tensor(1, "x2", "y"));
    return truth(call, ArithmeticOperators.binary(call, operation));
  }

  static Signal not(Arguments call) throws UnsupportedLayerException {
    Signal input = Operators.only(call);
    checkTruth(call, input);
    return truth(call, new Steps(call.layer()).last(Steps.of(Arithmetic.EQUAL, 0f), input));
  }

  /** Whether a value is of a kind, such as NaN. */
  static Signal is(Arguments call, Activation test) throws UnsupportedLayerException {
    return truth(call, ActivationFunction.of(test).alone(call.layer(), Operators.only(call)));
  }

  /** Neither NaN nor infinite. */
  static Signal isFinite(Arguments call) throws UnsupportedLayerException {
    Steps steps = new Steps(call.layer());
    Signal size = steps.apply(Activation.ABS, Operators.only(call));
    return truth(call, steps.last(Steps.of(Arithmetic.LESS_OR_EQUAL, Float.MAX_VALUE), size));
  }

  /** Whether any, or all, of the truth values along some axes are true. */
  static Signal reduce(Arguments call, ReductionOfTruth reduction)
      throws UnsupportedLayerException {
    checkTruth(call, Operators.only(call));
    return truth(call, reduction.of(call));
  }

  /** A reduction that gives truth values of truth values. */
  @FunctionalInterface
  interface ReductionOfTruth {
    Signal of(Arguments call) throws UnsupportedLayerException;
  }

  static void checkTruth(Arguments call, Signal input) throws UnsupportedLayerException {
    if (!call.layer().draft().isTruth(input.source())) {
      throw call.problem("operation can work on comparisons only", "input=" + input.shape());
    }
  }

  static Signal truth(Arguments call, Signal signal) {
    call.layer().draft().truth(signal.source());
    return signal;
  }
}
