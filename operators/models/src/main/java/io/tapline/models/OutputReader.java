/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads what leaves a network: {@code output}, the name of what the last layer gives, or {@code
 * outputs}, the names of what several layers give.
 */
final class OutputReader {
  /** What a file may be called after on every system, and a topic's transactions too. */
  private static final Pattern OUTPUT_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");

  /** Names what a job could not use, beside its outputs. */
  private static final String REJECTED = "rejected";

  private OutputReader() {}

  /** For each output, the name of its layer; none where it is the last one. */
  static Map<String, Optional<String>> read(Entries root) {
    Map<String, Optional<String>> outputs = new LinkedHashMap<>();
    if (root.has("outputs")) {
      if (root.has("output")) {
        root.problem("output and outputs exclude each other, keep one");
        root.text("output", "");
      }
      Entries sources = root.object("outputs");
      if (sources.keys().isEmpty()) {
        root.problem("outputs must name at least one");
      }
      for (String output : sources.keys()) {
        outputs.put(output, Optional.of(sources.text(output, "")));
      }
    } else {
      String output = root.text("output");
      if (!output.isEmpty()) {
        outputs.put(output, Optional.empty());
      }
    }
    outputs.keySet().forEach(output -> checkName(root, output));
    checkCapitals(root, outputs.keySet());
    return outputs;
  }

  private static void checkName(Entries root, String output) {
    if (output.length() > ModelLimits.LONGEST_NAME) {
      root.problem(
          "name of an output is longer than " + ModelLimits.LONGEST_NAME + " characters", output);
    }
    if (!OUTPUT_NAME.matcher(output).matches()) {
      root.problem(
          "output must be letters, digits, '.', '_' and '-' and begin with a letter or digit,"
              + " since files are named after it",
          output);
    }
    if (output.equalsIgnoreCase(REJECTED)) {
      root.problem("output must have another name: what is rejected goes by this one", output);
    }
  }

  /** Some file systems do not tell capitals apart. */
  private static void checkCapitals(Entries root, Set<String> outputs) {
    Set<String> lower = new HashSet<>();
    for (String output : outputs) {
      if (!lower.add(output.toLowerCase(Locale.ROOT))) {
        root.problem("outputs must differ by more than capitals", output);
      }
    }
  }
}
