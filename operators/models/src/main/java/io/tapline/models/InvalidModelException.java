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
    super(String.join("\n", oneLineEach(problems)));
    this.problems = oneLineEach(problems);
  }

  /** Names come out of the file as they are, line feeds and all. */
  private static List<String> oneLineEach(List<String> problems) {
    return problems.stream().map(problem -> problem.replaceAll("\\p{Cntrl}", "?")).toList();
  }

  /** One line for each problem. */
  public List<String> problems() {
    return problems;
  }
}
