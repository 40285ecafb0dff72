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

  private final boolean ofReading;

  /**
   * @param reason {@code condition: name=value, …} in one line
   */
  public Refusal(String reason) {
    // It is caught on the way and told as a line: nobody sees a stack trace.
    this(reason, false);
  }

  private Refusal(String reason, boolean ofReading) {
    super(reason, null, false, false);
    this.ofReading = ofReading;
  }

  public Refusal(String format, Object... values) {
    this(String.format(Locale.ROOT, format, values));
  }

  /** A refusal that shows the axes of the input to be read in another way than they are meant. */
  public static Refusal ofReading(String format, Object... values) {
    return new Refusal(String.format(Locale.ROOT, format, values), true);
  }

  public boolean isOfReading() {
    return ofReading;
  }
}
