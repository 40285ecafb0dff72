/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.keras;

import com.sun.management.ThreadMXBean;
import io.tapline.models.ReadLimit;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ends the reading of a file that makes too much work, by taking its bytes away.
 *
 * <p>A few hundred bytes of HDF5 can name each other so that whoever follows all of them is never
 * done, and the library that follows them cannot be interrupted. But all of it starts with a
 * signature or a version: once the bytes are zeros, the next thing that is read is none, and the
 * library gives up. What was read while the bytes went away is of no use; hence {@link #isOver}
 * must be asked after each reading.
 *
 * <p>The measure is first of all the memory that the reading thread asks for. That tells hostile
 * files from sound ones on machines of any speed, and under any load, and before it is used up.
 * Time is only the second measure, for what goes round in circles without making anything.
 */
final class WorkLimit implements AutoCloseable {
  /** A sound file takes some 10 KB for a weight, and a few times its configuration. */
  private static final long MAX_BYTES = 128L << 20;

  private static final int SECONDS = 3;
  private static final int MILLIS_BETWEEN_LOOKS = 10;

  private final ThreadMXBean threads = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);
  private final long reader = Thread.currentThread().getId();
  private final byte[] bytes;
  private final long most;
  private final long mostLooks;
  private final CountDownLatch done = new CountDownLatch(1);

  /** What the thread had asked for before, less what it has asked for in readings. */
  private volatile long base;

  private volatile boolean reading;
  private long spent;
  private volatile boolean over;

  /** Starts to watch the calling thread; {@code bytes} are zeros once it is over. */
  WorkLimit(byte[] bytes, ReadLimit limit) {
    this.bytes = bytes;
    this.most = limit.scaled(MAX_BYTES);
    this.mostLooks = limit.scaled(SECONDS * 1000 / MILLIS_BETWEEN_LOOKS);
    Thread watch = new Thread(this::watch, "keras-file-work-limit");
    watch.setDaemon(true);
    watch.start();
  }

  private void watch() {
    try {
      int looks = 0;
      while (looks < mostLooks && !isTooMuch()) {
        if (done.await(MILLIS_BETWEEN_LOOKS, TimeUnit.MILLISECONDS)) {
          return;
        }
        looks += reading ? 1 : 0;
      }
      over = true;
      Arrays.fill(bytes, (byte) 0);
    } catch (InterruptedException e) {
      // Nobody interrupts this thread but a JVM that ends.
      Thread.currentThread().interrupt();
    }
  }

  private boolean isTooMuch() {
    return reading && threads.getThreadAllocatedBytes(reader) - base > most;
  }

  /** Says that the thread reads the file from now on. */
  void start() {
    base = threads.getThreadAllocatedBytes(reader) - spent;
    reading = true;
  }

  /** Says that the thread does something else from now on, which has limits of its own. */
  void stop() {
    reading = false;
    spent = threads.getThreadAllocatedBytes(reader) - base;
  }

  boolean isOver() {
    return over;
  }

  @Override
  public void close() {
    done.countDown();
  }
}
