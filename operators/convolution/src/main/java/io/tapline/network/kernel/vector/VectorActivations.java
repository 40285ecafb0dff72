/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.kernel.vector;

import io.tapline.network.function.Activation;
import io.tapline.network.kernel.ActivationLoops;

/**
 * The activations, in place over many values, by vectors: bit for bit what {@link ActivationLoops}
 * give.
 */
final class VectorActivations {

  /**
   * The loop of a kind over whole vectors.
   *
   * <p>Called by an interface, which the compiler puts in place for two kinds at most. All loops in
   * one method would be too large: from some point on it then makes objects of vectors.
   */
  private interface Loop {
    void apply(float alpha, float beta, float[] values, int offset, int count);
  }

  private VectorActivations() {}

  /** Activates the {@code count} values from {@code offset} on. */
  static void apply(Activation activation, float[] values, int offset, int count) {
    if (!vectorised(activation)) {
      ActivationLoops.apply(activation, values, offset, count);
      return;
    }
    int whole = FloatConstants.LANES.loopBound(count);
    if (whole > 0) {
      applyWhole(activation, values, offset, whole);
    }
    if (whole < count) {
      Tail.apply(activation, values, offset + whole, count - whole);
    }
  }

  /**
   * The same where count is a multiple of the vectors' length.
   *
   * <p>The choice is made here and not in a method of its own, since it makes this one so large, of
   * more than 325 bytes, that the compiler never puts it in place: in callers that have much else
   * to do, as one device at a time and many at once in turn, it would make objects of vectors.
   */
  static void applyWhole(Activation activation, float[] values, int offset, int count) {
    Loop loop =
        switch (activation.kind()) {
          case GELU, ERF, POWER, SIGN, FLOOR, CEIL, ROUND, TRUNCATE, IS_NAN, IS_INFINITE ->
              throw new IllegalArgumentException("has no vectors: " + activation.kind().label());
          case SIN, COS, TAN, ASIN, ACOS, ATAN, SINH, COSH, ASINH, ACOSH, ATANH, LOG1P, EXPM1 ->
              throw new IllegalArgumentException("has no vectors: " + activation.kind().label());
          case LINEAR -> (a, b, x, from, n) -> {};
          case RELU -> (a, b, x, from, n) -> PiecewiseVectors.relu(x, from, n);
          case CLIP -> (a, b, x, from, n) -> PiecewiseVectors.clip(a, b, x, from, n);
          case LEAKY_RELU -> (a, b, x, from, n) -> PiecewiseVectors.leakyRelu(a, x, from, n);
          case THRESHOLDED_RELU ->
              (a, b, x, from, n) -> PiecewiseVectors.thresholdedRelu(a, x, from, n);
          case SHRINK -> (a, b, x, from, n) -> PiecewiseVectors.shrink(a, b, x, from, n);
          case HARD_SIGMOID -> (a, b, x, from, n) -> PiecewiseVectors.hardSigmoid(a, b, x, from, n);
          case HARD_SWISH -> (a, b, x, from, n) -> PiecewiseVectors.hardSwish(x, from, n);
          case ELU -> (a, b, x, from, n) -> LinearUnitVectors.elu(a, x, from, n);
          case SELU -> (a, b, x, from, n) -> LinearUnitVectors.selu(a, b, x, from, n);
          case CELU -> (a, b, x, from, n) -> LinearUnitVectors.celu(a, x, from, n);
          case TANH -> (a, b, x, from, n) -> ExponentialVectors.tanh(x, from, n);
          case SIGMOID -> (a, b, x, from, n) -> ExponentialVectors.sigmoid(x, from, n);
          case SOFTSIGN -> (a, b, x, from, n) -> ArithmeticVectors.softsign(x, from, n);
          case SOFTPLUS -> (a, b, x, from, n) -> LogarithmVectors.softplus(x, from, n);
          case SWISH -> (a, b, x, from, n) -> GatedVectors.swish(a, x, from, n);
          case GELU_TANH -> (a, b, x, from, n) -> GatedVectors.geluTanh(x, from, n);
          case MISH -> (a, b, x, from, n) -> GatedVectors.mish(x, from, n);
          case ABS -> (a, b, x, from, n) -> ArithmeticVectors.abs(x, from, n);
          case NEGATE -> (a, b, x, from, n) -> ArithmeticVectors.negate(x, from, n);
          case RECIPROCAL -> (a, b, x, from, n) -> ArithmeticVectors.reciprocal(x, from, n);
          case SQUARE -> (a, b, x, from, n) -> ArithmeticVectors.square(x, from, n);
          case SQRT -> (a, b, x, from, n) -> ArithmeticVectors.sqrt(x, from, n);
          case EXP -> (a, b, x, from, n) -> ExponentialVectors.exp(x, from, n);
          case LOG -> (a, b, x, from, n) -> LogarithmVectors.log(x, from, n);
        };
    loop.apply(activation.alpha(), activation.beta(), values, offset, count);
  }

  /**
   * Not GELU, erf and powers: their loops are so large that in some processes, not in others, JDK
   * 17's compiler makes objects of their vectors, for good. Nor float64 by twos: of two float32,
   * half of 128 bits, it does not make a vector. Nor whole numbers and angles, which are seldom met
   * and have plain loops only. Nor a CELU that grows exponentially below 0, which nobody has a use
   * for.
   */
  private static boolean vectorised(Activation activation) {
    return switch (activation.kind()) {
      case GELU, ERF, POWER -> false;
      case SIGN, FLOOR, CEIL, ROUND, TRUNCATE, IS_NAN, IS_INFINITE -> false;
      case SIN, COS, TAN, ASIN, ACOS, ATAN, SINH, COSH, ASINH, ACOSH, ATANH, LOG1P, EXPM1 -> false;
      case SOFTPLUS, SWISH, GELU_TANH, MISH, LOG -> DoubleConstants.LANES.length() > 2;
      case CELU -> activation.alpha() > 0;
      default -> true;
    };
  }
}
