/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.pipeline.config;

import io.tapline.alignment.Derivation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Whether a derived channel is made of measured ones, and says nothing that only those can. */
final class DerivedChannelCheck {

  /** By name, whether the channel is measured; of two of one name, which is told, either. */
  private final Map<String, Boolean> measuredByName;

  private final List<String> problems = new ArrayList<>();

  DerivedChannelCheck(List<ChannelConfig> channels) {
    measuredByName =
        channels.stream()
            .collect(
                Collectors.toMap(
                    ChannelConfig::name,
                    channel -> !channel.isDerived(),
                    (one, other) -> one || other));
  }

  /** One line a contradiction, without the channel's own place. */
  List<String> problemsOf(ChannelConfig derived) {
    problems.clear();
    Map<String, List<String>> sources = derived.sources();
    if (sources.size() > 1) {
      problems.add("a channel is made in one way: keys=" + String.join(", ", sources.keySet()));
    }
    sources.forEach(this::checkSources);
    String madeOf =
        sources.entrySet().stream()
            .map(way -> way.getKey() + "=" + String.join(", ", way.getValue()))
            .collect(Collectors.joining("; "));
    requireAbsent("aggregate", derived.aggregate(), madeOf);
    requireAbsent("fill", derived.fill(), madeOf);
    requireAbsent("max-age", derived.maxAge(), madeOf);
    requireAbsent("look-ahead", derived.lookAhead(), madeOf);
    requireAbsent("constant", derived.constant(), madeOf);
    requireAbsent("wait", derived.waitFor(), madeOf);
    requireAbsent("duplicates", derived.duplicates(), madeOf);
    requireAbsent("late", derived.late(), madeOf);
    requireAbsent("valid-range", derived.validRange(), madeOf);
    requireAbsent("time-offset", derived.timeOffset(), madeOf);
    return List.copyOf(problems);
  }

  private void checkSources(String key, List<String> sources) {
    for (String source : sources) {
      Boolean measured = measuredByName.get(source);
      if (measured == null) {
        problems.add(key + ": no channel has this name: name=" + source);
      } else if (!measured) {
        problems.add(key + ": a derived channel cannot be derived from: name=" + source);
      }
    }
    if (new HashSet<>(sources).size() < sources.size()) {
      problems.add(key + ": a source stands there twice: names=" + String.join(", ", sources));
    }
    for (Derivation derivation : Derivation.values()) {
      if (key.equals(keyOf(derivation)) && sources.size() > derivation.mostSources()) {
        problems.add(
            key
                + ": too many sources: most="
                + derivation.mostSources()
                + ", got="
                + sources.size());
      } else if (key.equals(keyOf(derivation)) && sources.size() < derivation.fewestSources()) {
        problems.add(
            key
                + ": too few sources: fewest="
                + derivation.fewestSources()
                + ", got="
                + sources.size());
      }
    }
  }

  /** The key of a derivation, such as {@code norm-of}. */
  private static String keyOf(Derivation derivation) {
    return derivation.name().toLowerCase(Locale.ROOT) + "-of";
  }

  private void requireAbsent(String key, Object value, String madeOf) {
    if (value != null) {
      problems.add(key + " belongs to measured channels, give it to the sources: " + madeOf);
    }
  }
}
