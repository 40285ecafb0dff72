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

  private final Sign sign;

  /** What a refusal shows of the reading of the input's axes. */
  private enum Sign {
    NONE,
    /** They are meant in another way. */
    WRONG,
    /** They make sense: what they lead to cannot be run. */
    SOUND
  }

  /**
   * @param reason {@code condition: name=value, …} in one line
   */
  public Refusal(String reason) {
    this(reason, Sign.NONE);
  }

  public Refusal(String format, Object... values) {
    this(String.format(Locale.ROOT, format, values));
  }

  private Refusal(String reason, Sign sign) {
    // It is caught on the way and reported as a line: nobody sees a stack trace.
    super(reason, null, false, false);
    this.sign = sign;
  }

  /** A refusal that shows the axes of the input to be read in another way than they are meant. */
  public static Refusal ofReading(String format, Object... values) {
    return new Refusal(String.format(Locale.ROOT, format, values), Sign.WRONG);
  }

  public boolean isOfReading() {
    return sign == Sign.WRONG;
  }

  /** Of what makes sense, and cannot be run: no sign that axes were read in a wrong way. */
  public static Refusal unsupported(String format, Object... values) {
    return new Refusal(String.format(Locale.ROOT, format, values), Sign.SOUND);
  }

  public boolean isUnsupported() {
    return sign == Sign.SOUND;
  }
}
