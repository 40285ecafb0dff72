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
 * Gated recurrent unit: a hidden vector that goes on from frame to frame, and starts at zero, or at
 * given values, with each segment or window.
 *
 * <pre>
 *   z = σ(clip(x·W_z + b_z + h·U_z + r_z))       r = σ(clip(x·W_r + b_r + h·U_r + r_r))
 *   a = g(clip(x·W_h + b_h + r∘(h·U_h + r_h)))   where reset after
 *   a = g(clip(x·W_h + b_h + (r∘h)·U_h))         else
 *   h′ = z∘h + (1 − z)∘a
 * </pre>
 *
 * <p>σ is the recurrent activation, g the activation, r_z, r_r and r_h the recurrent bias.
 *
 * @param name the layer's name
 * @param units values of the hidden vector, H
 * @param kernel shape (I, 3H) for I input channels; gates in the order z, r, h, as in Keras
 * @param recurrent shape (H, 3H)
 * @param bias shape (3H), or empty for none
 * @param recurrentBias shape (3H), or empty for none; only where reset after
 * @param resetAfter whether the hidden vector is reset after its product with the weights, as Keras
 *     has it by default and {@code linear_before_reset} of ONNX
 * @param recurrentActivation of the gates z and r
 * @param activation of the candidate
 * @param clip bound of the magnitude of what enters the activations; infinite for none
 * @param initialHidden shape (H), or empty for zeros
 * @param trainable whether the parameters count as trainable
 */
public record Gru(
    String name,
    int units,
    Weights kernel,
    Weights recurrent,
    Weights bias,
    Weights recurrentBias,
    boolean resetAfter,
    Activation recurrentActivation,
    Activation activation,
    float clip,
    Weights initialHidden,
    boolean trainable)
    implements RecurrentLayer {

  public Gru {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(kernel, "kernel");
    Objects.requireNonNull(recurrent, "recurrent");
    Objects.requireNonNull(bias, "bias");
    Objects.requireNonNull(recurrentBias, "recurrentBias");
    Objects.requireNonNull(recurrentActivation, "recurrentActivation");
    Objects.requireNonNull(activation, "activation");
    Objects.requireNonNull(initialHidden, "initialHidden");
  }

  /**
   * Starts a layer with the activations of Keras, reset after the product, without bias, trainable.
   */
  public static Builder named(String name) {
    return new Builder(name);
  }

  @Override
  public String type() {
    return "GRU";
  }

  @Override
  public long outputChannels(int... inputChannels) {
    return units;
  }

  @Override
  public long multiplyAdds(int... inputChannels) {
    return 3 * (inputChannels[0] + (long) units) * units;
  }

  @Override
  public Parameters parameters() {
    return Parameters.of(
        (long) kernel.size() + recurrent.size() + bias.size() + recurrentBias.size(), trainable);
  }

  /** Builds a {@link Gru}; {@code units}, {@code kernel} and {@code recurrent} have no default. */
  public static final class Builder {
    private final String name;
    private int units;
    private Weights kernel = Weights.none();
    private Weights recurrent = Weights.none();
    private Weights bias = Weights.none();
    private Weights recurrentBias = Weights.none();
    private boolean resetAfter = true;
    private Activation recurrentActivation = Activation.SIGMOID;
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

    /** Shape (input channels, 3 · units), gates in the order z, r, h. */
    public Builder kernel(float... kernel) {
      this.kernel = Weights.of(kernel);
      return this;
    }

    /** Shape (units, 3 · units). */
    public Builder recurrent(float... recurrent) {
      this.recurrent = Weights.of(recurrent);
      return this;
    }

    /** Shape (3 · units). */
    public Builder bias(float... bias) {
      this.bias = Weights.of(bias);
      return this;
    }

    /** Shape (3 · units); only where the hidden vector is reset after its product. */
    public Builder recurrentBias(float... recurrentBias) {
      this.recurrentBias = Weights.of(recurrentBias);
      return this;
    }

    public Builder resetAfter(boolean resetAfter) {
      this.resetAfter = resetAfter;
      return this;
    }

    public Builder recurrentActivation(Activation recurrentActivation) {
      this.recurrentActivation = recurrentActivation;
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

    public Gru build() {
      return new Gru(
          name,
          units,
          kernel,
          recurrent,
          bias,
          recurrentBias,
          resetAfter,
          recurrentActivation,
          activation,
          clip,
          initialHidden,
          trainable);
    }
  }
}
