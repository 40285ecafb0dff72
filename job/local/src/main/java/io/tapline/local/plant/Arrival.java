/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.local.plant;

import java.nio.ByteBuffer;
import java.util.Comparator;

/**
 * A message as it is appended to the topic.
 *
 * @param micros when, in microseconds since the epoch
 * @param sequence the order of those that arrive at the same time
 * @param device the sender, which is the message's key
 * @param value the message
 */
record Arrival(long micros, long sequence, String device, ByteBuffer value)
    implements Comparable<Arrival> {

  private static final Comparator<Arrival> ORDER =
      Comparator.comparingLong(Arrival::micros)
          .thenComparing(Arrival::device)
          .thenComparingLong(Arrival::sequence);

  @Override
  public int compareTo(Arrival other) {
    return ORDER.compare(this, other);
  }
}
