/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.pipeline.config;

import java.util.List;

/** A configuration with mistakes: all of them. */
public final class InvalidConfigException extends Exception {

  private static final long serialVersionUID = 1;

  @SuppressWarnings("serial") // List.copyOf gives a serialisable list.
  private final List<String> problems;

  public InvalidConfigException(List<String> problems) {
    super(String.join("; ", problems));
    this.problems = List.copyOf(problems);
  }

  /** One line a mistake: where, what, and how to mend it. */
  public List<String> problems() {
    return problems;
  }
}
