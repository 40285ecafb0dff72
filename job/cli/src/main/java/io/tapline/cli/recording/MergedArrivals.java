/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.cli.recording;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;

/**
 * Several recordings as one, in the order of arrival: of the next messages of all, the earliest,
 * and of equal ones that of the file named first. Each recording keeps its own order: where its
 * time steps back, the message counts as of the furthest time before it.
 */
final class MergedArrivals implements Iterator<Arrival>, Closeable {

  /** A recording, and its next message. */
  private static final class Head {

    private final Iterator<Arrival> arrivals;
    private Arrival next;
    private long furthestMillis = Long.MIN_VALUE;

    Head(Iterator<Arrival> arrivals) {
      this.arrivals = arrivals;
    }

    boolean advance() {
      if (!arrivals.hasNext()) {
        return false;
      }
      next = arrivals.next();
      furthestMillis = Math.max(furthestMillis, next.arrivedMillis());
      return true;
    }

    int file() {
      return next.file();
    }
  }

  private final List<Closeable> opened = new ArrayList<>();
  private final PriorityQueue<Head> heads =
      new PriorityQueue<>(
          Comparator.<Head>comparingLong(head -> head.furthestMillis).thenComparingInt(Head::file));

  /** Adds a recording, which is closed with this where it can be. */
  void add(Iterator<Arrival> arrivals) {
    if (arrivals instanceof Closeable closeable) {
      opened.add(closeable);
    }
    offer(new Head(arrivals));
  }

  private void offer(Head head) {
    if (head.advance()) {
      heads.add(head);
    }
  }

  @Override
  public boolean hasNext() {
    return !heads.isEmpty();
  }

  @Override
  public Arrival next() {
    Head first = heads.poll();
    if (first == null) {
      throw new NoSuchElementException("all recordings are at their end");
    }
    Arrival arrival = first.next;
    offer(first);
    return arrival;
  }

  @Override
  public void close() throws IOException {
    for (Closeable closeable : opened) {
      closeable.close();
    }
  }
}
