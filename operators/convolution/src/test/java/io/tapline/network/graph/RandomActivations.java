/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.graph;

import io.tapline.network.function.Activation;
import java.util.SplittableRandom;

/** Activations that neither blow up nor magnify rounding, for values of any sign. */
final class RandomActivations {

  private RandomActivations() {}

  static Activation any(SplittableRandom random) {
    return switch (random.nextInt(27)) {
      case 0 -> Activation.LINEAR;
      case 1 -> Activation.RELU;
      case 2 -> Activation.elu((float) random.nextDouble(0.3, 1.5));
      case 3 -> Activation.TANH;
      case 4 -> Activation.SIGMOID;
      case 5 -> Activation.ABS;
      case 6 -> Activation.clip((float) random.nextDouble(-2, 0), (float) random.nextDouble(0, 2));
      case 7 -> Activation.leakyRelu((float) random.nextDouble(-0.3, 0.5));
      case 8 -> Activation.RELU6;
      case 9 -> Activation.shrink(0.5f, 0.5f);
      case 10 -> Activation.selu();
      case 11 -> Activation.celu((float) random.nextDouble(0.5, 2));
      case 12 -> Activation.hardSigmoid(0.2f, 0.5f);
      case 13 -> Activation.HARD_SWISH;
      case 14 -> Activation.SOFTSIGN;
      case 15 -> Activation.SOFTPLUS;
      case 16 -> Activation.SILU;
      case 17 -> Activation.swish((float) random.nextDouble(0.5, 2));
      case 18 -> Activation.GELU;
      case 19 -> Activation.GELU_TANH;
      case 20 -> Activation.MISH;
      case 21 -> Activation.NEGATE;
      case 22 -> Activation.of(Activation.Kind.SIN);
      case 23 -> Activation.of(Activation.Kind.COS);
      case 24 -> Activation.of(Activation.Kind.ATAN);
      case 25 -> Activation.of(Activation.Kind.ASINH);
      default -> Activation.ERF;
    };
  }

  /** For values of at least 1/2: those that have no meaning, or no bound, below. */
  static Activation ofPositive(SplittableRandom random) {
    return switch (random.nextInt(5)) {
      case 0 -> Activation.LOG;
      case 1 -> Activation.SQRT;
      case 2 -> Activation.RECIPROCAL;
      case 3 -> Activation.power((float) random.nextDouble(-1.5, 1.5));
      default -> Activation.EXP;
    };
  }
}
