/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.cli;

import java.util.List;

/** The user's input is at fault: told in a line each, without a stack trace, and exit code 2. */
public final class UserFault extends RuntimeException {

  private static final long serialVersionUID = 1;

  @SuppressWarnings("serial") // List.copyOf gives a serialisable list.
  private final List<String> problems;

  public UserFault(String problem) {
    this(List.of(problem));
  }

  public UserFault(List<String> problems) {
    super(String.join("; ", problems));
    this.problems = List.copyOf(problems);
  }

  /** What, where, and how to mend it; a line each. */
  public List<String> problems() {
    return problems;
  }
}
