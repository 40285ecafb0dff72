/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models;

import java.io.IOException;
import java.util.List;

/**
 * A model file is at fault. Tells every problem, each on a line: what, where, and how to mend it.
 */
public final class InvalidModelException extends IOException {
  private final List<String> problems;

  public InvalidModelException(List<String> problems) {
    super(String.join("\n", problems));
    this.problems = List.copyOf(problems);
  }

  /** One line for each problem. */
  public List<String> problems() {
    return problems;
  }
}
