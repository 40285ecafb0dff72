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
 * Long short-term memory: a cell and a hidden vector that go on from frame to frame, and start at
 * zero, or at given values, with each segment or window.
 *
 * <pre>
 *   i = σ(clip(x·W_i + h·U_i + b_i + p_i∘c))     f = σ(clip(x·W_f + h·U_f + b_f + p_f∘c))
 *   c′ = f∘c + i∘g(clip(x·W_c + h·U_c + b_c))
 *   o = σ(clip(x·W_o + h·U_o + b_o + p_o∘c′))    h′ = o∘k(c′)
 * </pre>
 *
 * <p>σ is the recurrent activation, g the activation, k the output activation.
 *
 * @param name the layer's name
 * @param units values of the hidden vector, H
 * @param kernel shape (I, 4H) for I input channels; gates in the order i, f, c, o, as in Keras
 * @param recurrent shape (H, 4H)
 * @param bias shape (4H), or empty for none
 * @param peepholes shape (3H), in the order i, f, o, or empty for none
 * @param recurrentActivation of the gates i, f and o
 * @param activation of the candidate
 * @param outputActivation of the cell before the output gate
 * @param clip bound of the magnitude of what enters the activations of gates and candidate;
 *     infinite for none
 * @param coupled whether f is 1 − i, as {@code input_forget} of ONNX has it
 * @param initialHidden shape (H), or empty for zeros
 * @param initialCell shape (H), or empty for zeros
 * @param emits what its frames hold
 * @param trainable whether the parameters count as trainable
 */
public record Lstm(
    String name,
    int units,
    Weights kernel,
    Weights recurrent,
    Weights bias,
    Weights peepholes,
    Activation recurrentActivation,
    Activation activation,
    Activation outputActivation,
    float clip,
    boolean coupled,
    Weights initialHidden,
    Weights initialCell,
    Emission emits,
    boolean trainable)
    implements RecurrentLayer {

  /** What a frame of the output holds. */
  public enum Emission {
    /** The hidden vector. */
    HIDDEN,
    /** The hidden vector, then the cell: twice as many channels. */
    HIDDEN_AND_CELL
  }

  public Lstm {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(kernel, "kernel");
    Objects.requireNonNull(recurrent, "recurrent");
    Objects.requireNonNull(bias, "bias");
    Objects.requireNonNull(peepholes, "peepholes");
    Objects.requireNonNull(recurrentActivation, "recurrentActivation");
    Objects.requireNonNull(activation, "activation");
    Objects.requireNonNull(outputActivation, "outputActivation");
    Objects.requireNonNull(initialHidden, "initialHidden");
    Objects.requireNonNull(initialCell, "initialCell");
    Objects.requireNonNull(emits, "emits");
  }

  /** Starts a layer with the activations of Keras, without bias, trainable. */
  public static Builder named(String name) {
    return new Builder(name);
  }

  @Override
  public String type() {
    return "LSTM";
  }

  @Override
  public long outputChannels(int... inputChannels) {
    return emits == Emission.HIDDEN ? units : 2L * units;
  }

  @Override
  public long multiplyAdds(int... inputChannels) {
    return 4 * (inputChannels[0] + (long) units) * units;
  }

  @Override
  public Parameters parameters() {
    return Parameters.of(
        (long) kernel.size() + recurrent.size() + bias.size() + peepholes.size(), trainable);
  }

  /**
   * Builds an {@link Lstm}; {@code units}, {@code kernel} and {@code recurrent} have no default.
   */
  public static final class Builder {
    private final String name;
    private int units;
    private Weights kernel = Weights.none();
    private Weights recurrent = Weights.none();
    private Weights bias = Weights.none();
    private Weights peepholes = Weights.none();
    private Activation recurrentActivation = Activation.SIGMOID;
    private Activation activation = Activation.TANH;
    private Activation outputActivation = Activation.TANH;
    private float clip = Float.POSITIVE_INFINITY;
    private boolean coupled = false;
    private Weights initialHidden = Weights.none();
    private Weights initialCell = Weights.none();
    private Emission emits = Emission.HIDDEN;
    private boolean trainable = true;

    private Builder(String name) {
      this.name = name;
    }

    public Builder units(int units) {
      this.units = units;
      return this;
    }

    /** Shape (input channels, 4 · units), gates in the order i, f, c, o. */
    public Builder kernel(float... kernel) {
      this.kernel = Weights.of(kernel);
      return this;
    }

    /** Shape (units, 4 · units). */
    public Builder recurrent(float... recurrent) {
      this.recurrent = Weights.of(recurrent);
      return this;
    }

    /** Shape (4 · units). */
    public Builder bias(float... bias) {
      this.bias = Weights.of(bias);
      return this;
    }

    /** Shape (3 · units), in the order i, f, o. */
    public Builder peepholes(float... peepholes) {
      this.peepholes = Weights.of(peepholes);
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

    public Builder outputActivation(Activation outputActivation) {
      this.outputActivation = outputActivation;
      return this;
    }

    public Builder clip(float clip) {
      this.clip = clip;
      return this;
    }

    public Builder coupled(boolean coupled) {
      this.coupled = coupled;
      return this;
    }

    /** Shape (units). */
    public Builder initialHidden(float... initialHidden) {
      this.initialHidden = Weights.of(initialHidden);
      return this;
    }

    /** Shape (units). */
    public Builder initialCell(float... initialCell) {
      this.initialCell = Weights.of(initialCell);
      return this;
    }

    public Builder emits(Emission emits) {
      this.emits = emits;
      return this;
    }

    public Builder trainable(boolean trainable) {
      this.trainable = trainable;
      return this;
    }

    public Lstm build() {
      return new Lstm(
          name,
          units,
          kernel,
          recurrent,
          bias,
          peepholes,
          recurrentActivation,
          activation,
          outputActivation,
          clip,
          coupled,
          initialHidden,
          initialCell,
          emits,
          trainable);
    }
  }
}
