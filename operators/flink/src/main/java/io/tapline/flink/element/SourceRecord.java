/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.flink.element;

/**
 * A record as it was read, with where it came from.
 *
 * @param timestampMillis the broker's or producer's timestamp, or a negative number where none
 * @param value the original bytes, empty where the record had none
 * @param key the original key's bytes, null where the record had none or nothing asks for it
 * @param partitionDecided whether the record could be in no other partition: the topic has one, or
 *     the key decided it by Kafka's own rule
 */
@SuppressWarnings("ArrayRecordComponent") // Compared by nobody; copied nowhere.
public record SourceRecord(
    String topic,
    int partition,
    long offset,
    long timestampMillis,
    byte[] value,
    byte[] key,
    boolean partitionDecided) {

  /** A record that might as well be in another partition. */
  public SourceRecord(
      String topic, int partition, long offset, long timestampMillis, byte[] value, byte[] key) {
    this(topic, partition, offset, timestampMillis, value, key, false);
  }

  /** A record whose key says nothing. */
  public SourceRecord(
      String topic, int partition, long offset, long timestampMillis, byte[] value) {
    this(topic, partition, offset, timestampMillis, value, null);
  }

  /** The same record without its key, which nobody asks for once the record is decoded. */
  public SourceRecord withoutKey() {
    return key == null
        ? this
        : new SourceRecord(
            topic, partition, offset, timestampMillis, value, null, partitionDecided);
  }

  /** The timestamp in microseconds, or -1 where the record has none that 64 bits can tell. */
  public long timestampMicros() {
    boolean known = timestampMillis >= 0 && timestampMillis <= Long.MAX_VALUE / 1_000;
    return known ? timestampMillis * 1_000 : -1;
  }
}
