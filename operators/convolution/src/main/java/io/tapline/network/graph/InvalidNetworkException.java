/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.graph;

import java.util.List;

/** The layers do not make a network. Tells every problem, not only the first. */
public final class InvalidNetworkException extends IllegalArgumentException {
  private final List<String> problems;

  public InvalidNetworkException(List<String> problems) {
    super(String.join("\n", problems));
    this.problems = List.copyOf(problems);
  }

  /** One line for each problem, in the order of the layers. */
  public List<String> problems() {
    return problems;
  }
}
