/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.pipeline.kafka;

import java.util.Collection;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Compares the topics of restored state with those of the configuration. A source goes on reading
 * each partition that its state names, whatever the configuration says; of a topic that was removed
 * or renamed it would reject every record.
 */
public final class RestoredTopics {

  private RestoredTopics() {}

  /**
   * One line where the state names a topic that the configuration does not; a topic that is new is
   * read from where the configuration says.
   */
  public static Optional<String> problem(
      Collection<String> restored, Collection<String> configured) {
    TreeSet<String> removed = new TreeSet<>(restored);
    removed.removeAll(configured);
    if (removed.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        "the savepoint goes on reading a topic that is not configured: add it to input.topics, or"
            + " start without the savepoint: topic="
            + String.join(", ", removed)
            + ", input.topics="
            + String.join(", ", new TreeSet<>(configured)));
  }
}
