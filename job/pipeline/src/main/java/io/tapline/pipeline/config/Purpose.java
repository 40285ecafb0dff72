/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.pipeline.config;

import java.util.Set;

/** What a configuration is read for, and so which of its sections may be absent. */
public enum Purpose {
  /** The job between its topics. */
  JOB(Set.of()),

  /** Its operators over files, into files. */
  REPLAY(Set.of("rejected")),

  /** Frames in files alone. A network is trained on them, so there may be none yet. */
  FRAMES(Set.of("model", "outputs", "rejected"));

  private final Set<String> unneeded;

  Purpose(Set<String> unneeded) {
    this.unneeded = Set.copyOf(unneeded);
  }

  boolean doesWithout(String key) {
    return unneeded.contains(key);
  }
}
