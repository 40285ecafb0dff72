/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models;

import io.tapline.network.layer.Padding;
import java.util.List;

/** The entry {@code padding}: a word, or a number of positions for each side. */
final class Paddings {
  private static final String WORDS = "write causal, valid, same, same-lower or [left, right]";

  private Paddings() {}

  static Padding read(Entries entries, String fallback) {
    if (entries.isList("padding")) {
      List<Integer> sides = entries.wholeNumbers("padding");
      if (sides.size() != 2) {
        entries.problem("padding needs a number for each side; " + WORDS, sides.toString());
        return Padding.VALID;
      }
      return Padding.of(sides.get(0), sides.get(1));
    }
    String word = entries.text("padding", fallback);
    switch (word) {
      case "causal":
        return Padding.CAUSAL;
      case "valid", "":
        return Padding.VALID;
      case "same":
        return Padding.SAME;
      case "same-lower":
        return Padding.SAME_LOWER;
      default:
        entries.problem("padding is not known; " + WORDS, word);
        return Padding.VALID;
    }
  }

  static String write(Padding padding) {
    return switch (padding.mode()) {
      case CAUSAL -> "causal";
      case VALID -> "valid";
      case SAME_UPPER -> "same";
      case SAME_LOWER -> "same-lower";
      case EXPLICIT -> "[" + padding.left() + ", " + padding.right() + "]";
    };
  }
}
