/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.local.order;

import io.tapline.local.order.ShuffledDevices.Arrival;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.locks.LockSupport;

/**
 * Holds partitions together, as they are in a live topic: none may begin a slice of time before the
 * align operator has taken what all of them had two slices ago. So partitions are never further
 * apart than two slices, however they are read.
 */
final class Slices {

  static final long SLICE = 100_000;

  /** How far apart partitions can be. */
  static final long SKEW = 2 * SLICE;

  private static final long PAUSE_NANOS = 50_000;

  private final AtomicIntegerArray open =
      new AtomicIntegerArray(sliceOf(ShuffledDevices.ended()) + 1);
  private volatile int firstOpen;

  void expect(Arrival arrival) {
    open.incrementAndGet(sliceOf(arrival.at()));
  }

  /** Whether a partition may give it on by now. */
  boolean admits(Arrival arrival) {
    return sliceOf(arrival.at()) < firstOpen + 2;
  }

  /** Waits a little. */
  static void pause() {
    LockSupport.parkNanos(PAUSE_NANOS);
  }

  /** The align operator has it; a time in milliseconds, as records are stamped. */
  void taken(long atMillis) {
    if (open.decrementAndGet(sliceOf(atMillis * 1_000)) == 0) {
      advance();
    }
  }

  synchronized void advance() {
    while (firstOpen < open.length() && open.get(firstOpen) == 0) {
      firstOpen++;
    }
  }

  /** Slices are whole milliseconds long: a stamp is in the slice of its arrival. */
  private static int sliceOf(long at) {
    return (int) ((at - ShuffledDevices.begun()) / SLICE);
  }
}
