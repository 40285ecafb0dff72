/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.pipeline.decode;

import java.util.concurrent.CancellationException;

/** How long to wait from one attempt to the next: doubled each time, up to half a minute. */
class Backoff {

  private static final long FIRST_MILLIS = 250;
  private static final long LONGEST_MILLIS = 30_000;

  /** Which attempts are worth a line in the log: 1, 2, 4 and so on, then every 32nd. */
  boolean isToBeTold(int attempt) {
    return attempt < 32 ? Integer.bitCount(attempt) == 1 : attempt % 32 == 0;
  }

  long millis(int attempt) {
    return Math.min(LONGEST_MILLIS, FIRST_MILLIS << Math.min(attempt - 1, 16));
  }

  /**
   * Waits after an attempt.
   *
   * @throws CancellationException where the thread is told to end
   */
  void pause(int attempt) {
    try {
      Thread.sleep(millis(attempt));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("nobody waits any more");
    }
  }
}
