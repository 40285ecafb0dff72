/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.pipeline.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Whether a derived channel is made of measured ones, and says nothing that only those can. */
final class DerivedChannelCheck {

  /** By name, whether the channel is measured; of two of one name, which is told, either. */
  private final Map<String, Boolean> measuredByName;

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
    List<String> problems = new ArrayList<>();
    for (String source : derived.normOf()) {
      Boolean measured = measuredByName.get(source);
      if (measured == null) {
        problems.add("norm-of: no channel has this name: name=" + source);
      } else if (!measured) {
        problems.add("norm-of: a derived channel cannot be derived from: name=" + source);
      }
    }
    requireAbsent("aggregate", derived.aggregate(), derived, problems);
    requireAbsent("fill", derived.fill(), derived, problems);
    requireAbsent("max-age", derived.maxAge(), derived, problems);
    requireAbsent("constant", derived.constant(), derived, problems);
    requireAbsent("wait", derived.waitFor(), derived, problems);
    return problems;
  }

  private static void requireAbsent(
      String key, Object value, ChannelConfig derived, List<String> problems) {
    if (value != null) {
      problems.add(
          key
              + " belongs to measured channels, give it to the sources: norm-of="
              + String.join(", ", derived.normOf()));
    }
  }
}
