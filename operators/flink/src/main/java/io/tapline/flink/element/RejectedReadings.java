/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.flink.element;

/**
 * The readings of one record that were rejected for one reason, as parallel arrays; none where the
 * record could not be read at all.
 *
 * @param device null where the record could not be read
 * @param lateMicros how far before the device's frontier each reading is; 0 unless late
 */
@SuppressWarnings("ArrayRecordComponent") // Compared by nobody; copied nowhere.
public record RejectedReadings(
    SourceRecord source,
    RejectionReason reason,
    String detail,
    String device,
    String[] channels,
    long[] micros,
    double[] values,
    long[] lateMicros) {

  /** A record that could not be read. */
  public static RejectedReadings undecodable(SourceRecord source, String detail) {
    return new RejectedReadings(
        source,
        RejectionReason.UNDECODABLE,
        detail,
        null,
        new String[0],
        new long[0],
        new double[0],
        new long[0]);
  }
}
