/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.function;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * A function of one value, applied to every channel of every frame. Values have no unit. NaN in
 * gives NaN out, for all but {@link Kind#IS_NAN} and {@link Kind#IS_INFINITE}, which give 1 for
 * true and 0 for false; at ±∞ each takes its limit, where it has one.
 *
 * <p>The definitions are those of the ONNX operators of the same names, where there is one.
 *
 * @param kind which function
 * @param alpha the kind's first parameter; 1 for kinds without parameters
 * @param beta the kind's second parameter; 0 for kinds with fewer
 */
public record Activation(Kind kind, float alpha, float beta) {
  private static final float NO_ALPHA = 1f;
  private static final float NO_BETA = 0f;

  /**
   * A number that a kind of function takes.
   *
   * @param name what it is called in files and errors
   * @param usual the frameworks' default; NaN if it has none and must be given
   */
  public record Parameter(String name, float usual) {

    public Parameter {
      Objects.requireNonNull(name, "name");
    }

    /** Whether there is no default. */
    public boolean required() {
      return Float.isNaN(usual);
    }
  }

  /** The functions there are, with what they take. */
  public enum Kind {
    /** x. */
    LINEAR,
    /** max(x, 0). */
    RELU,
    /** x for x &gt; 0, else alpha·(exp(x) − 1). */
    ELU(new Parameter("alpha", 1f)),
    /** The hyperbolic tangent. */
    TANH,
    /** 1 / (1 + exp(−x)). */
    SIGMOID,
    /** |x|: a full-wave rectifier. */
    ABS,
    /** min(max(x, min), max). Without bounds of its own, those of float32. */
    CLIP(new Parameter("min", -Float.MAX_VALUE), new Parameter("max", Float.MAX_VALUE)),
    /** x for x ≥ 0, else alpha·x. */
    LEAKY_RELU(new Parameter("alpha", 0.01f)),
    /** x for x &gt; alpha, else 0. */
    THRESHOLDED_RELU(new Parameter("alpha", 1f)),
    /** x + bias for x &lt; −lambda, x − bias for x &gt; lambda, else 0. */
    SHRINK(new Parameter("lambda", 0.5f), new Parameter("bias", 0f)),
    /** gamma·x for x &gt; 0, else gamma·alpha·(exp(x) − 1). */
    SELU(new Parameter("alpha", 1.6732632f), new Parameter("gamma", 1.050701f)),
    /** x for x &gt; 0, else alpha·(exp(x / alpha) − 1). */
    CELU(new Parameter("alpha", 1f)),
    /** min(max(alpha·x + beta, 0), 1). */
    HARD_SIGMOID(new Parameter("alpha", 0.2f), new Parameter("beta", 0.5f)),
    /** x·min(max(x + 3, 0), 6) / 6. */
    HARD_SWISH,
    /** x / (1 + |x|). */
    SOFTSIGN,
    /** log(1 + exp(x)). */
    SOFTPLUS,
    /** x / (1 + exp(−alpha·x)); SiLU if alpha is 1. */
    SWISH(new Parameter("alpha", 1f)),
    /** x·(1 + erf(x / √2)) / 2: x times the normal distribution's function. */
    GELU,
    /** GELU's approximation x·(1 + tanh(√(2 / π)·(x + 0.044715·x³))) / 2. */
    GELU_TANH,
    /** x·tanh(log(1 + exp(x))). */
    MISH,
    /** e^x. */
    EXP,
    /** The natural logarithm; NaN for x &lt; 0. */
    LOG,
    /** The square root; NaN for x &lt; 0. */
    SQRT,
    /** −x. */
    NEGATE,
    /** 1 / x. */
    RECIPROCAL,
    /** x². */
    SQUARE,
    /** x to the power of the exponent; NaN for x &lt; 0 unless the exponent is a whole number. */
    POWER(new Parameter("exponent", Float.NaN)),
    /** The error function. */
    ERF,
    /** −1, 0 or 1, as x is. */
    SIGN,
    /** The largest whole number that is not above x. */
    FLOOR,
    /** The least whole number that is not below x. */
    CEIL,
    /** The nearest whole number, the even one of two as near. */
    ROUND,
    /** The whole number next to x towards 0. */
    TRUNCATE,
    /** The sine of x in radians. */
    SIN,
    /** The cosine of x in radians. */
    COS,
    /** The tangent of x in radians. */
    TAN,
    /** The inverse of the sine, from −π/2 to π/2; NaN beyond ±1. */
    ASIN,
    /** The inverse of the cosine, from 0 to π; NaN beyond ±1. */
    ACOS,
    /** The inverse of the tangent, from −π/2 to π/2. */
    ATAN,
    /** The hyperbolic sine. */
    SINH,
    /** The hyperbolic cosine. */
    COSH,
    /** The inverse of the hyperbolic sine. */
    ASINH,
    /** The inverse of the hyperbolic cosine; NaN below 1. */
    ACOSH,
    /** The inverse of the hyperbolic tangent; NaN beyond ±1. */
    ATANH,
    /** log(1 + x), to the last bits near 0 too. */
    LOG1P,
    /** exp(x) − 1, to the last bits near 0 too. */
    EXPM1,
    /** 1 for NaN, else 0. */
    IS_NAN,
    /** 1 for −∞ if negative is not 0, and for ∞ if positive is not 0; else 0, for NaN too. */
    IS_INFINITE(new Parameter("negative", 1f), new Parameter("positive", 1f));

    private final List<Parameter> parameters;

    Kind(Parameter... parameters) {
      this.parameters = List.of(parameters);
    }

    /** What functions of this kind take, in the order alpha, beta of the record: two at most. */
    public List<Parameter> parameters() {
      return parameters;
    }

    /** The kind's name in files and errors, such as {@code leaky-relu}. */
    public String label() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  public static final Activation LINEAR = of(Kind.LINEAR);
  public static final Activation RELU = of(Kind.RELU);

  /** {@link #clip} to 0 … 6. */
  public static final Activation RELU6 = clip(0f, 6f);

  public static final Activation TANH = of(Kind.TANH);
  public static final Activation SIGMOID = of(Kind.SIGMOID);
  public static final Activation ABS = of(Kind.ABS);
  public static final Activation HARD_SWISH = of(Kind.HARD_SWISH);
  public static final Activation SOFTSIGN = of(Kind.SOFTSIGN);
  public static final Activation SOFTPLUS = of(Kind.SOFTPLUS);

  /** {@link #swish} with the factor 1. */
  public static final Activation SILU = swish(1f);

  public static final Activation GELU = of(Kind.GELU);
  public static final Activation GELU_TANH = of(Kind.GELU_TANH);
  public static final Activation MISH = of(Kind.MISH);
  public static final Activation EXP = of(Kind.EXP);
  public static final Activation LOG = of(Kind.LOG);
  public static final Activation SQRT = of(Kind.SQRT);
  public static final Activation NEGATE = of(Kind.NEGATE);
  public static final Activation RECIPROCAL = of(Kind.RECIPROCAL);
  public static final Activation SQUARE = of(Kind.SQUARE);
  public static final Activation ERF = of(Kind.ERF);

  public Activation {
    Objects.requireNonNull(kind, "kind");
    // Two activations that compute the same are equal, and have one fingerprint.
    int parameters = kind.parameters().size();
    if (parameters < 1 && alpha != NO_ALPHA || parameters < 2 && beta != NO_BETA) {
      throw new IllegalArgumentException(
          String.format(
              "parameters that the activation does not take must be alpha=%s, beta=%s:"
                  + " activation=%s, takes=%d, alpha=%s, beta=%s",
              NO_ALPHA, NO_BETA, kind.label(), parameters, alpha, beta));
    }
  }

  /**
   * @param parameters as many as the kind takes, in its order
   * @throws IllegalArgumentException if there are more or fewer
   */
  public static Activation of(Kind kind, float... parameters) {
    if (parameters.length != kind.parameters().size()) {
      throw new IllegalArgumentException(
          String.format(
              "number of parameters must fit the activation: activation=%s, expected=%d, got=%d",
              kind.label(), kind.parameters().size(), parameters.length));
    }
    return new Activation(
        kind,
        parameters.length > 0 ? parameters[0] : NO_ALPHA,
        parameters.length > 1 ? parameters[1] : NO_BETA);
  }

  /**
   * ELU with the factor {@code alpha} for negative inputs; 1 by default in Keras, PyTorch, ONNX.
   */
  public static Activation elu(float alpha) {
    return of(Kind.ELU, alpha);
  }

  /**
   * Clip to {@code min} … {@code max}; {@code max} throughout if {@code min} is greater. ONNX has
   * no bounds by default, which are float32's own; ReLU6 and Keras' {@code max_value} are 0 … max.
   */
  public static Activation clip(float min, float max) {
    return of(Kind.CLIP, min, max);
  }

  /**
   * Leaky ReLU with the factor {@code alpha} for negative inputs; by default 0.01 in ONNX and
   * PyTorch, 0.3 in Keras' layer and 0.2 in Keras' function.
   */
  public static Activation leakyRelu(float alpha) {
    return of(Kind.LEAKY_RELU, alpha);
  }

  /** Thresholded ReLU, 0 up to {@code alpha}; 1 by default in ONNX. */
  public static Activation thresholdedRelu(float alpha) {
    return of(Kind.THRESHOLDED_RELU, alpha);
  }

  /**
   * Shrink; by default {@code lambda} 0.5 and {@code bias} 0 in ONNX, which is PyTorch's hard
   * shrink. The soft shrink of Keras and PyTorch has {@code bias} = {@code lambda} = 0.5.
   */
  public static Activation shrink(float lambda, float bias) {
    return of(Kind.SHRINK, lambda, bias);
  }

  /** SELU with the constants of Klambauer et al. 2017, as in Keras, PyTorch and ONNX. */
  public static Activation selu() {
    return selu(Kind.SELU.parameters().get(0).usual(), Kind.SELU.parameters().get(1).usual());
  }

  /** SELU with other constants than the {@link #selu() usual} ones. */
  public static Activation selu(float alpha, float gamma) {
    return of(Kind.SELU, alpha, gamma);
  }

  /**
   * CELU; {@code alpha} is 1 by default in Keras, PyTorch and ONNX and must not be 0.
   *
   * <p>With a negative {@code alpha} it grows exponentially below 0, and the error of x / alpha
   * with it.
   */
  public static Activation celu(float alpha) {
    return of(Kind.CELU, alpha);
  }

  /**
   * Hard sigmoid; by default {@code alpha} 0.2 in ONNX and Keras 2, 1/6 in Keras 3 and PyTorch;
   * {@code beta} 0.5.
   */
  public static Activation hardSigmoid(float alpha, float beta) {
    return of(Kind.HARD_SIGMOID, alpha, beta);
  }

  /** Swish with the factor {@code alpha} in its sigmoid; 1 by default, which is SiLU. */
  public static Activation swish(float alpha) {
    return of(Kind.SWISH, alpha);
  }

  public static Activation power(float exponent) {
    return of(Kind.POWER, exponent);
  }

  /** The values of what the kind takes, by name, in the kind's order. */
  public Map<String, Float> parameters() {
    Map<String, Float> values = new LinkedHashMap<>();
    for (Parameter parameter : kind.parameters()) {
      values.put(parameter.name(), values.isEmpty() ? alpha : beta);
    }
    return values;
  }
}
