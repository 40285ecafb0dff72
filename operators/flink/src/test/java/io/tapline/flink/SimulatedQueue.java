/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.flink;

import io.tapline.flink.element.DeviceReadings;
import java.util.ArrayDeque;
import java.util.Deque;

/** What is on its way from a source to a task of a {@link SimulatedJob}. */
final class SimulatedQueue {

  /** A record, or else a watermark, an idleness or a barrier. */
  record Element(DeviceReadings record, long watermark, boolean idle, boolean barrier) {

    static Element of(DeviceReadings record) {
      return new Element(record, 0, false, false);
    }

    static Element ofWatermark(long millis, boolean idle) {
      return new Element(null, millis, idle, false);
    }

    static Element ofBarrier() {
      return new Element(null, 0, false, true);
    }
  }

  private final Deque<Element> elements = new ArrayDeque<>();
  private long watermark = Long.MIN_VALUE;
  private boolean idle;

  void add(Element element) {
    elements.add(element);
  }

  /** The next element; a watermark and an idleness count from then on. */
  Element poll() {
    Element element = elements.poll();
    if (!element.barrier() && element.record() == null) {
      idle = element.idle();
      watermark = idle ? watermark : element.watermark();
    }
    return element;
  }

  boolean isEmpty() {
    return elements.isEmpty();
  }

  /** Whether nothing is delivered now: nothing is there, or a barrier waits for the others. */
  boolean isBlocked() {
    return elements.isEmpty() || isAtBarrier();
  }

  boolean isAtBarrier() {
    return !elements.isEmpty() && elements.peek().barrier();
  }

  /** The watermark; {@link Long#MAX_VALUE} where the source is idle. */
  long heldAt() {
    return idle ? Long.MAX_VALUE : watermark;
  }

  boolean isIdle() {
    return idle;
  }
}
