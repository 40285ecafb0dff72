/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.flink.element;

import io.tapline.alignment.Route;

/**
 * The readings of one device that one record brought, as parallel arrays in the record's order.
 *
 * @param channels each reading's place in the channel layout
 * @param micros each reading's time, in microseconds since the epoch
 * @param values each reading's value, as sent
 * @param route what is known of the record's way to its partition: see {@link Route}
 */
@SuppressWarnings("ArrayRecordComponent") // Compared by nobody; copied nowhere.
public record DeviceReadings(
    SourceRecord source,
    String device,
    int[] channels,
    long[] micros,
    double[] values,
    long route) {

  /** Readings of a record whose device decides its partition. */
  public DeviceReadings(
      SourceRecord source, String device, int[] channels, long[] micros, double[] values) {
    this(source, device, channels, micros, values, Route.BY_DEVICE);
  }

  public int count() {
    return channels.length;
  }
}
