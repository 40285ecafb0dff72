/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.keras;

import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ends the reading of a file that takes too long, by taking its bytes away.
 *
 * <p>A few hundred bytes of HDF5 can name each other so that whoever follows all of them is never
 * done, and the library that follows them cannot be interrupted. But all of it starts with a
 * signature or a version: once the bytes are zeros, the next thing that is read is none, and the
 * library gives up. What was read while the bytes went away is of no use; hence {@link #isOver}
 * must be asked after each reading.
 */
final class TimeLimit implements AutoCloseable {
  private final CountDownLatch done = new CountDownLatch(1);
  private volatile boolean over;

  /** Starts to wait; {@code bytes} are zeros once it is over. */
  TimeLimit(byte[] bytes, int seconds) {
    Thread watch = new Thread(() -> await(bytes, seconds), "keras-file-time-limit");
    watch.setDaemon(true);
    watch.start();
  }

  private void await(byte[] bytes, int seconds) {
    try {
      if (!done.await(seconds, TimeUnit.SECONDS)) {
        over = true;
        Arrays.fill(bytes, (byte) 0);
      }
    } catch (InterruptedException e) {
      // Nobody interrupts this thread but a JVM that ends.
      Thread.currentThread().interrupt();
    }
  }

  boolean isOver() {
    return over;
  }

  @Override
  public void close() {
    done.countDown();
  }
}
