/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.layer;

import java.util.Objects;

/**
 * What stands before the first input of a layer and after its last one.
 *
 * @param mode how the two sides are told
 * @param left positions before the first input, if explicit; negative where inputs are cut off,
 *     which a layer that pads and crops time alone may do
 * @param right positions after the last input, likewise
 */
public record Padding(Mode mode, int left, int right) {

  /** How padding is told. */
  public enum Mode {
    /** As many zeros before the first input as the kernel reaches back. */
    CAUSAL,
    /** None: the first output stands where the kernel first has all its inputs. */
    VALID,
    /** As many outputs as inputs, divided by the stride; the odd zero to the right. */
    SAME_UPPER,
    /** As many outputs as inputs, divided by the stride; the odd zero to the left. */
    SAME_LOWER,
    /** A number for each side. */
    EXPLICIT
  }

  /** Zeros before the first frame: outputs at the inputs 0, s, 2s, … for stride s. */
  public static final Padding CAUSAL = new Padding(Mode.CAUSAL, 0, 0);

  /**
   * No padding: the first output at the input (k-1)·d, for kernel size k and dilation d, and then
   * every s inputs.
   */
  public static final Padding VALID = new Padding(Mode.VALID, 0, 0);

  /** Keras' {@code same}, and ONNX' {@code SAME_UPPER}. */
  public static final Padding SAME = new Padding(Mode.SAME_UPPER, 0, 0);

  /** ONNX' {@code SAME_LOWER}. */
  public static final Padding SAME_LOWER = new Padding(Mode.SAME_LOWER, 0, 0);

  public Padding {
    Objects.requireNonNull(mode, "mode");
  }

  /** A number of positions for each side. */
  public static Padding of(int left, int right) {
    return new Padding(Mode.EXPLICIT, left, right);
  }

  /** Whether the sides depend on the length of the input: {@code same} with a stride. */
  public boolean dependsOnLength(int stride) {
    return stride > 1 && (mode == Mode.SAME_UPPER || mode == Mode.SAME_LOWER);
  }

  /**
   * The explicit padding for an input of a known length.
   *
   * @param history (k-1)·d
   * @param stride inputs from one output to the next
   * @param length inputs in all
   */
  public Padding forLength(long history, int stride, long length) {
    if (!dependsOnLength(stride)) {
      return this;
    }
    long outputs = (length + stride - 1) / stride;
    long total = Math.max(0, (outputs - 1) * stride + history + 1 - length);
    return of((int) smaller(total), (int) (total - smaller(total)));
  }

  /** Positions before the first input, for a kernel that reaches {@code history} inputs back. */
  long left(long history) {
    return switch (mode) {
      case CAUSAL -> history;
      case VALID -> 0;
      case SAME_UPPER, SAME_LOWER -> smaller(history);
      case EXPLICIT -> left;
    };
  }

  /** Positions after the last input, likewise. */
  long right(long history) {
    return switch (mode) {
      case CAUSAL, VALID -> 0;
      case SAME_UPPER, SAME_LOWER -> history - smaller(history);
      case EXPLICIT -> right;
    };
  }

  /** The left share of what {@code same} pads in all. */
  private long smaller(long total) {
    return mode == Mode.SAME_UPPER ? total / 2 : total - total / 2;
  }
}
