/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.flink.element;

/**
 * The readings of one device that one record brought, as parallel arrays in the record's order.
 *
 * @param channels each reading's place in the channel layout
 * @param micros each reading's time, in microseconds since the epoch
 * @param values each reading's value, as sent
 */
@SuppressWarnings("ArrayRecordComponent") // Compared by nobody; copied nowhere.
public record DeviceReadings(
    SourceRecord source, String device, int[] channels, long[] micros, double[] values) {

  public int count() {
    return channels.length;
  }
}
