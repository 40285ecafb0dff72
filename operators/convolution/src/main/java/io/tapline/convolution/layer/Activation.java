/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.convolution.layer;

import java.util.Objects;

/**
 * A function of one value, applied to every channel of every frame.
 *
 * @param kind which function
 * @param alpha the factor of {@link Kind#ELU} for negative inputs; 1 for all other kinds
 */
public record Activation(Kind kind, float alpha) {

  /** The functions there are. NaN in gives NaN out, for all of them. */
  public enum Kind {
    /** x. */
    LINEAR,
    /** max(x, 0). */
    RELU,
    /** x for x &gt; 0, else alpha·(exp(x) − 1). */
    ELU,
    /** The hyperbolic tangent. */
    TANH,
    /** 1 / (1 + exp(−x)). */
    SIGMOID,
    /** |x|: a full-wave rectifier. */
    ABS
  }

  public static final Activation LINEAR = new Activation(Kind.LINEAR, 1f);
  public static final Activation RELU = new Activation(Kind.RELU, 1f);
  public static final Activation TANH = new Activation(Kind.TANH, 1f);
  public static final Activation SIGMOID = new Activation(Kind.SIGMOID, 1f);
  public static final Activation ABS = new Activation(Kind.ABS, 1f);

  public Activation {
    Objects.requireNonNull(kind, "kind");
  }

  /** ELU with the factor {@code alpha} for negative inputs; the frameworks' default is 1. */
  public static Activation elu(float alpha) {
    return new Activation(Kind.ELU, alpha);
  }
}
