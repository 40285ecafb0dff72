/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.layer.recurrent;

import io.tapline.network.function.Activation;
import io.tapline.network.layer.Parameters;
import io.tapline.network.layer.Weights;
import java.util.Objects;

/**
 * Elman's recurrent layer: h′ = g(clip(x·W + h·U + b)). The hidden vector goes on from frame to
 * frame, and starts at zero, or at given values, with each segment or window.
 *
 * @param name the layer's name
 * @param units values of the hidden vector, H
 * @param kernel shape (I, H) for I input channels
 * @param recurrent shape (H, H)
 * @param bias shape (H), or empty for none
 * @param activation applied to each sum
 * @param clip bound of the magnitude of what enters the activation; infinite for none
 * @param initialHidden shape (H), or empty for zeros
 * @param trainable whether the parameters count as trainable
 */
public record SimpleRnn(
    String name,
    int units,
    Weights kernel,
    Weights recurrent,
    Weights bias,
    Activation activation,
    float clip,
    Weights initialHidden,
    boolean trainable)
    implements RecurrentLayer {

  public SimpleRnn {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(kernel, "kernel");
    Objects.requireNonNull(recurrent, "recurrent");
    Objects.requireNonNull(bias, "bias");
    Objects.requireNonNull(activation, "activation");
    Objects.requireNonNull(initialHidden, "initialHidden");
  }

  /** Starts a layer with the activation tanh, without bias, trainable. */
  public static Builder named(String name) {
    return new Builder(name);
  }

  @Override
  public String type() {
    return "SimpleRNN";
  }

  @Override
  public long outputChannels(int... inputChannels) {
    return units;
  }

  @Override
  public long multiplyAdds(int... inputChannels) {
    return (inputChannels[0] + (long) units) * units;
  }

  @Override
  public Parameters parameters() {
    return Parameters.of((long) kernel.size() + recurrent.size() + bias.size(), trainable);
  }

  /**
   * Builds a {@link SimpleRnn}; {@code units}, {@code kernel} and {@code recurrent} have no
   * default.
   */
  public static final class Builder {
    private final String name;
    private int units;
    private Weights kernel = Weights.none();
    private Weights recurrent = Weights.none();
    private Weights bias = Weights.none();
    private Activation activation = Activation.TANH;
    private float clip = Float.POSITIVE_INFINITY;
    private Weights initialHidden = Weights.none();
    private boolean trainable = true;

    private Builder(String name) {
      this.name = name;
    }

    public Builder units(int units) {
      this.units = units;
      return this;
    }

    /** Shape (input channels, units). */
    public Builder kernel(float... kernel) {
      this.kernel = Weights.of(kernel);
      return this;
    }

    /** Shape (units, units). */
    public Builder recurrent(float... recurrent) {
      this.recurrent = Weights.of(recurrent);
      return this;
    }

    /** Shape (units). */
    public Builder bias(float... bias) {
      this.bias = Weights.of(bias);
      return this;
    }

    public Builder activation(Activation activation) {
      this.activation = activation;
      return this;
    }

    public Builder clip(float clip) {
      this.clip = clip;
      return this;
    }

    /** Shape (units). */
    public Builder initialHidden(float... initialHidden) {
      this.initialHidden = Weights.of(initialHidden);
      return this;
    }

    public Builder trainable(boolean trainable) {
      this.trainable = trainable;
      return this;
    }

    public SimpleRnn build() {
      return new SimpleRnn(
          name, units, kernel, recurrent, bias, activation, clip, initialHidden, trainable);
    }
  }
}
