/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.convolution.graph;

import io.tapline.convolution.layer.Activation;
import java.util.SplittableRandom;

/** Activations that neither blow up nor magnify rounding, for values of any sign. */
final class RandomActivations {

  private RandomActivations() {}

  static Activation any(SplittableRandom random) {
    return switch (random.nextInt(6)) {
      case 0 -> Activation.RELU;
      case 1 -> Activation.TANH;
      case 2 -> Activation.SIGMOID;
      case 3 -> Activation.ABS;
      default -> Activation.elu((float) random.nextDouble(0.3, 1.5));
    };
  }
}
