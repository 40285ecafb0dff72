/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.graph;

import io.tapline.network.function.Activation;
import io.tapline.network.layer.recurrent.Gru;
import io.tapline.network.layer.recurrent.Lstm;
import io.tapline.network.layer.recurrent.RecurrentLayer;
import io.tapline.network.layer.recurrent.SimpleRnn;
import java.util.SplittableRandom;

/** Recurrent layers with random options, which neither blow up nor magnify rounding. */
final class RandomRecurrent {
  private final SplittableRandom random;
  private final RandomWeights weights;

  RandomRecurrent(SplittableRandom random) {
    this.random = random;
    this.weights = new RandomWeights(random);
  }

  RecurrentLayer any(String name, int inputs) {
    return switch (random.nextInt(3)) {
      case 0 -> gru(name, inputs);
      case 1 -> simple(name, inputs);
      default -> lstm(name, inputs);
    };
  }

  private Gru gru(String name, int inputs) {
    int units = units();
    boolean resetAfter = random.nextBoolean();
    return Gru.named(name)
        .units(units)
        .kernel(weights.kernel(inputs * 3 * units, inputs))
        .recurrent(recurrent(3, units))
        .bias(weights.bias(3 * units))
        .recurrentBias(resetAfter ? weights.bias(3 * units) : new float[0])
        .resetAfter(resetAfter)
        .recurrentActivation(gate())
        .activation(bounded())
        .clip(clip())
        .initialHidden(initial(units))
        .build();
  }

  private SimpleRnn simple(String name, int inputs) {
    int units = units();
    return SimpleRnn.named(name)
        .units(units)
        .kernel(weights.kernel(inputs * units, inputs))
        .recurrent(recurrent(1, units))
        .bias(weights.bias(units))
        .activation(random.nextInt(4) == 0 ? Activation.RELU : bounded())
        .clip(clip())
        .initialHidden(initial(units))
        .build();
  }

  private Lstm lstm(String name, int inputs) {
    int units = units();
    return Lstm.named(name)
        .units(units)
        .kernel(weights.kernel(inputs * 4 * units, inputs))
        .recurrent(recurrent(4, units))
        .bias(weights.bias(4 * units))
        .peepholes(random.nextInt(3) == 0 ? weights.between(-0.5, 0.5, 3 * units) : new float[0])
        .recurrentActivation(gate())
        .activation(bounded())
        .outputActivation(bounded())
        .clip(clip())
        .coupled(random.nextInt(4) == 0)
        .initialHidden(initial(units))
        .initialCell(initial(units))
        .emits(Lstm.Emission.values()[random.nextInt(4) / 3])
        .build();
  }

  private int units() {
    return random.nextInt(1, 6);
  }

  private float[] recurrent(int gates, int units) {
    return weights.kernel(units * gates * units, 2 * units);
  }

  private float[] initial(int units) {
    return random.nextInt(3) == 0 ? weights.between(-1, 1, units) : new float[0];
  }

  private float clip() {
    return random.nextInt(3) == 0 ? (float) random.nextDouble(0.1, 2) : Float.POSITIVE_INFINITY;
  }

  /** From 0 to 1. */
  private Activation gate() {
    return switch (random.nextInt(4)) {
      case 0 -> Activation.hardSigmoid(0.2f, 0.5f);
      case 1 -> Activation.hardSigmoid(1f / 6, 0.5f);
      default -> Activation.SIGMOID;
    };
  }

  private Activation bounded() {
    return switch (random.nextInt(6)) {
      case 0 -> Activation.SOFTSIGN;
      case 1 -> Activation.clip(-1, 1);
      case 2 -> Activation.SIGMOID;
      default -> Activation.TANH;
    };
  }
}
