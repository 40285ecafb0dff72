/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.onnx.model;

import java.util.Locale;

/**
 * A part of a model cannot be taken: says why, and what would help. Whoever knows the node adds
 * which one it is.
 */
public final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final boolean unsupported;

  /**
   * @param reason {@code condition: name=value, …} in one line
   */
  public Refusal(String reason) {
    this(reason, false);
  }

  private Refusal(String reason, boolean unsupported) {
    // It is caught on the way and told as a line: nobody sees a stack trace.
    super(reason, null, false, false);
    this.unsupported = unsupported;
  }

  /** Of what makes sense, and cannot be run: no sign that axes were read in a wrong way. */
  public static Refusal unsupported(String format, Object... values) {
    return new Refusal(String.format(Locale.ROOT, format, values), true);
  }

  public boolean isUnsupported() {
    return unsupported;
  }

  public Refusal(String format, Object... values) {
    this(String.format(Locale.ROOT, format, values));
  }
}
