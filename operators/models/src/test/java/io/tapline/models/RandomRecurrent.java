/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models;

import io.tapline.network.function.Activation;
import io.tapline.network.layer.recurrent.Gru;
import io.tapline.network.layer.recurrent.Lstm;
import io.tapline.network.layer.recurrent.RecurrentLayer;
import io.tapline.network.layer.recurrent.SimpleRnn;
import java.util.SplittableRandom;

/** Recurrent layers with random settings. */
final class RandomRecurrent {
  private final SplittableRandom random;

  RandomRecurrent(SplittableRandom random) {
    this.random = random;
  }

  RecurrentLayer layer(String name, int channels) {
    int units = 1 + random.nextInt(4);
    return switch (random.nextInt(3)) {
      case 0 -> gru(name, channels, units);
      case 1 -> simple(name, channels, units);
      default -> lstm(name, channels, units);
    };
  }

  private Gru gru(String name, int channels, int units) {
    boolean resetAfter = random.nextBoolean();
    return Gru.named(name)
        .units(units)
        .kernel(weights(channels * 3 * units))
        .recurrent(weights(units * 3 * units))
        .bias(optional(3 * units))
        .recurrentBias(resetAfter ? optional(3 * units) : new float[0])
        .resetAfter(resetAfter)
        .recurrentActivation(activation(Activation.SIGMOID))
        .activation(activation(Activation.TANH))
        .clip(clip())
        .initialHidden(optional(units))
        .trainable(random.nextBoolean())
        .build();
  }

  private SimpleRnn simple(String name, int channels, int units) {
    return SimpleRnn.named(name)
        .units(units)
        .kernel(weights(channels * units))
        .recurrent(weights(units * units))
        .bias(optional(units))
        .activation(activation(Activation.TANH))
        .clip(clip())
        .initialHidden(optional(units))
        .trainable(random.nextBoolean())
        .build();
  }

  private Lstm lstm(String name, int channels, int units) {
    return Lstm.named(name)
        .units(units)
        .kernel(weights(channels * 4 * units))
        .recurrent(weights(units * 4 * units))
        .bias(optional(4 * units))
        .peepholes(optional(3 * units))
        .recurrentActivation(activation(Activation.SIGMOID))
        .activation(activation(Activation.TANH))
        .outputActivation(activation(Activation.TANH))
        .clip(clip())
        .coupled(random.nextBoolean())
        .initialHidden(optional(units))
        .initialCell(optional(units))
        .emits(random.nextBoolean() ? Lstm.Emission.HIDDEN : Lstm.Emission.HIDDEN_AND_CELL)
        .trainable(random.nextBoolean())
        .build();
  }

  private Activation activation(Activation usual) {
    return switch (random.nextInt(3)) {
      case 0 -> Activation.RELU;
      case 1 -> Activation.hardSigmoid((float) random.nextDouble(), 0.5f);
      default -> usual;
    };
  }

  private float clip() {
    return random.nextBoolean() ? (float) random.nextDouble(0.1, 9) : Float.POSITIVE_INFINITY;
  }

  private float[] optional(int count) {
    return random.nextBoolean() ? weights(count) : new float[0];
  }

  private float[] weights(int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) random.nextDouble(-1, 1);
    }
    return values;
  }
}
