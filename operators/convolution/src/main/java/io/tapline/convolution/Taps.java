/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.convolution;

import java.util.Objects;

/**
 * Which past inputs of a layer an output reads, and which inputs bring an output.
 *
 * <p>With kernel size k, dilation d and stride s, output n sees the inputs {@code p − (k-1)·d, …, p
 * − d, p} where {@code p = n·s + lead}: the inputs of a tapped delay line.
 *
 * @param kernelSize number of taps
 * @param stride inputs from one output to the next
 * @param dilation inputs from one tap to the next
 * @param padding where the first output stands
 */
public record Taps(int kernelSize, int stride, int dilation, Padding padding) {

  /** One tap, on every input: what layers without memory have. */
  public static final Taps POINT = new Taps(1, 1, 1, Padding.CAUSAL);

  public Taps {
    Objects.requireNonNull(padding, "padding");
  }

  /** Past inputs that a ring must keep: (k-1)·d. The current one is read directly. */
  public long history() {
    return (kernelSize - 1L) * dilation;
  }

  /** Index of the input that brings the first output. */
  public long lead() {
    return padding == Padding.VALID ? history() : 0;
  }

  /** Number of outputs that the first {@code inputs} inputs bring. */
  public long outputs(long inputs) {
    long beyondLead = inputs - lead();
    return beyondLead <= 0 ? 0 : (beyondLead - 1) / stride + 1;
  }

  /** Index of the input that brings the output {@code output}. */
  public long newestInput(long output) {
    return output * stride + lead();
  }
}
