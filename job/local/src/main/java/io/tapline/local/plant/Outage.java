/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.local.plant;

/**
 * A time without connection: batches cut in it wait on the device.
 *
 * @param fromMicros the last batch that still goes out is cut then
 * @param toMicros when the connection is back
 */
record Outage(long fromMicros, long toMicros) {

  /** A device that is always connected. */
  static final Outage NONE = new Outage(Long.MAX_VALUE, Long.MAX_VALUE);
}
