/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.layer;

import java.util.Objects;

/**
 * Which inputs of a layer an output reads, and which inputs bring an output.
 *
 * <p>With kernel size k, dilation d and stride s, output n sees the inputs {@code p − (k-1)·d, …, p
 * − d, p} where {@code p = n·s + lead}: the inputs of a tapped delay line. Inputs before the first
 * and after the last are padding.
 *
 * @param kernelSize number of taps
 * @param stride inputs from one output to the next
 * @param dilation inputs from one tap to the next
 * @param padding where the first and the last output stand
 * @param partial whether a last output is given that reaches beyond the right padding, as the
 *     {@code ceil_mode} of pooling has it
 */
public record Taps(int kernelSize, int stride, int dilation, Padding padding, boolean partial) {

  /** One tap, on every input: what layers without memory have. */
  public static final Taps POINT = new Taps(1, 1, 1, Padding.CAUSAL);

  public Taps {
    Objects.requireNonNull(padding, "padding");
  }

  public Taps(int kernelSize, int stride, int dilation, Padding padding) {
    this(kernelSize, stride, dilation, padding, false);
  }

  /** Past inputs that a ring must keep: (k-1)·d. The current one is read directly. */
  public long history() {
    return (kernelSize - 1L) * dilation;
  }

  /** Positions of padding before the first input; negative where inputs are cut off. */
  public long left() {
    return padding.left(history());
  }

  /** Positions of padding after the last input; negative where inputs are cut off. */
  public long right() {
    return padding.right(history());
  }

  /**
   * Index of the input that brings the first output. Negative where there is more padding than the
   * kernel reaches back: the first outputs then see nothing but padding.
   */
  public long lead() {
    return history() - left();
  }

  /**
   * What an input's length is short of to give one output more than its length divided by the
   * stride: {@code outputs(length) = ⌊(length + slack) / stride⌋}.
   */
  public long slack() {
    long whole = left() + right() - history() - 1 + stride;
    // PyTorch's rule for the partial output: it must begin at an input or in the left padding.
    return partial ? Math.min(whole + stride - 1, left() + stride - 1) : whole;
  }

  /** Outputs over an input of {@code length}, as offline. */
  public long outputs(long length) {
    return length <= 0 ? 0 : Math.max(0, Math.floorDiv(length + slack(), (long) stride));
  }

  /** Whether the padding can be told only of an input whose length is known. */
  public boolean dependOnLength() {
    return padding.dependsOnLength(stride);
  }

  /** The same for an input of a known length. */
  public Taps forLength(long length) {
    return new Taps(
        kernelSize, stride, dilation, padding.forLength(history(), stride, length), partial);
  }
}
