/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.state;

import java.io.IOException;

/** Saved state belongs to another network: its rings would mean something else here. */
public final class StateMismatchException extends IOException {
  public StateMismatchException(long expected, long got) {
    super(
        String.format(
            "state belongs to another network; start its devices afresh or load the network that wrote it:"
                + " expected=%016x, got=%016x",
            expected, got));
  }
}
