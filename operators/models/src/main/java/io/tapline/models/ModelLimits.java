/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models;

import java.nio.charset.StandardCharsets;

/** What every format keeps to, so that a model of any of them can be written in Tapline's own. */
public final class ModelLimits {
  /** Far more layers than any network that keeps up with a stream. */
  public static final int MOST_LAYERS = 5_000;

  /** Characters of a layer's or an output's name; what reads files takes a few times as many. */
  public static final int LONGEST_NAME = 200;

  private ModelLimits() {}

  /** Whether a name is one line of text that can be written and read again. */
  public static boolean isText(String name) {
    return !name.isBlank()
        && name.codePoints().noneMatch(ModelLimits::breaksLines)
        && StandardCharsets.UTF_8.newEncoder().canEncode(name);
  }

  /** Whether a character ends a line, or is none that can be seen or stands for itself. */
  static boolean breaksLines(int character) {
    return Character.isISOControl(character)
        || Character.getType(character) == Character.LINE_SEPARATOR
        || Character.getType(character) == Character.PARAGRAPH_SEPARATOR;
  }
}
