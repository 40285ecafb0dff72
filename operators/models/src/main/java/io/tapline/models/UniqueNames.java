/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Gives names of which no two are equal, and none is longer than {@link ModelLimits#LONGEST_NAME}:
 * a number behind a name tells it from those that it would equal.
 */
public final class UniqueNames {
  /** Leaves room for a number. */
  private static final int LONGEST_STEM = ModelLimits.LONGEST_NAME - 12;

  private final Set<String> taken = new HashSet<>();
  private final Map<String, Integer> numbers = new HashMap<>();

  private final UnaryOperator<String> key;

  private UniqueNames(UnaryOperator<String> key, String reserved) {
    this.key = key;
    taken.add(key(reserved));
  }

  /**
   * Names that differ.
   *
   * @param reserved a name that nobody gets
   */
  public static UniqueNames without(String reserved) {
    return new UniqueNames(UnaryOperator.identity(), reserved);
  }

  /** Names that differ by more than capitals, which some file systems do not tell apart. */
  public static UniqueNames ofFilesWithout(String reserved) {
    return new UniqueNames(name -> name.toLowerCase(Locale.ROOT), reserved);
  }

  /** The name that is wanted; where it is too long or taken, one that begins so. */
  public String take(String wanted) {
    if (wanted.length() <= ModelLimits.LONGEST_NAME && taken.add(key(wanted))) {
      return wanted;
    }
    String stem = wanted.substring(0, Math.min(wanted.length(), endOfStem(wanted)));
    int number = numbers.getOrDefault(key(stem), 2);
    while (!taken.add(key(stem + "_" + number))) {
      number++;
    }
    numbers.put(key(stem), number + 1);
    return stem + "_" + number;
  }

  /** Two code units can be one character, which must stay whole. */
  private static int endOfStem(String wanted) {
    boolean cuts =
        wanted.length() > LONGEST_STEM
            && Character.isHighSurrogate(wanted.charAt(LONGEST_STEM - 1));
    return cuts ? LONGEST_STEM - 1 : LONGEST_STEM;
  }

  private String key(String name) {
    return key.apply(name);
  }
}
