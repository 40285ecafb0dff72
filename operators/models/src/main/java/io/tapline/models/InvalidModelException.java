/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A model file is at fault. Tells every problem, each on a line: what, where, and how to mend it.
 */
public final class InvalidModelException extends IOException {
  private static final int MOST_PROBLEMS = 20;
  private static final int LONGEST_PROBLEM = 1000;

  private final List<String> problems;

  public InvalidModelException(List<String> problems) {
    super(String.join("\n", told(problems)));
    this.problems = told(problems);
  }

  /** What is told must fit a screen, whatever the file has in it and however much of it. */
  private static List<String> told(List<String> problems) {
    if (problems.size() <= MOST_PROBLEMS + 1) {
      return problems.stream().map(InvalidModelException::oneLine).toList();
    }
    List<String> first = new ArrayList<>();
    for (String problem : problems.subList(0, MOST_PROBLEMS)) {
      first.add(oneLine(problem));
    }
    first.add("and " + (problems.size() - MOST_PROBLEMS) + " more");
    return List.copyOf(first);
  }

  /** Names come out of the file as they are, line feeds and all. */
  private static String oneLine(String problem) {
    StringBuilder line = new StringBuilder();
    problem
        .codePoints()
        .limit(LONGEST_PROBLEM)
        .map(c -> ModelLimits.breaksLines(c) ? '?' : c)
        .forEach(line::appendCodePoint);
    return problem.length() > LONGEST_PROBLEM ? line.append('…').toString() : line.toString();
  }

  /** One line for each problem, and if they are many, a last line that tells how many more. */
  public List<String> problems() {
    return problems;
  }
}
