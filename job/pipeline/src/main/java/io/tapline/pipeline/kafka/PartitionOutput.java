/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.pipeline.kafka;

import io.tapline.flink.element.SourceRecord;
import java.util.function.LongSupplier;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.kafka.common.TopicPartition;

/** Hands on the records of one partition, and says how far it has been read. */
final class PartitionOutput implements SourceOutput<SourceRecord> {

  private final String splitId;
  private final TopicPartition partition;
  private final PartitionTime time;
  private final long maxAheadMillis;
  private final LongSupplier nowMillis;
  private final Runnable beforeRecord;
  private SourceOutput<SourceRecord> out;
  private long watermark = PartitionTime.NEVER;
  private long judged = PartitionTime.NEVER;

  /** Whether Flink takes the partition for idle. */
  private boolean idle;

  /**
   * @param nowMillis when partitions were judged last
   * @param beforeRecord is run before each record is handed on
   */
  PartitionOutput(
      KafkaPartitionSplit split,
      WatermarkTimes times,
      LongSupplier nowMillis,
      Runnable beforeRecord) {
    splitId = split.splitId();
    partition = split.getTopicPartition();
    time =
        new PartitionTime(
            split.getStartingOffset(), times.outOfOrdernessMillis(), times.idleAfterMillis());
    maxAheadMillis = times.maxAheadMillis();
    this.nowMillis = nowMillis;
    this.beforeRecord = beforeRecord;
  }

  TopicPartition partition() {
    return partition;
  }

  PartitionTime time() {
    return time;
  }

  PartitionOutput over(SourceOutput<SourceRecord> output) {
    out = output;
    return this;
  }

  void open(ReaderOutput<SourceRecord> main) {
    if (out == null) {
      out = main.createOutputForSplit(splitId);
    }
  }

  /** Judges how far the partition has been read, and says whether it is idle. */
  boolean judge() {
    judged = time.judge(nowMillis.getAsLong());
    return time.isIdle();
  }

  /** Sends what was judged. */
  void emitWatermark() {
    if (!time.isIdle()) {
      becomeActive();
    }
    if (judged > watermark) {
      watermark = judged;
      out.emitWatermark(new Watermark(judged));
    }
    if (time.isIdle()) {
      idle = true;
      out.markIdle();
    }
  }

  private void becomeActive() {
    if (idle) {
      idle = false;
      out.markActive();
    }
  }

  private void note(SourceRecord record) {
    becomeActive();
    beforeRecord.run();
    long timestamp = record.timestampMillis();
    // A clock that is far ahead says nothing of how far the partition has been read.
    if (timestamp >= 0 && timestamp - maxAheadMillis <= nowMillis.getAsLong()) {
      time.read(record.offset(), timestamp);
    } else {
      time.readUndated(record.offset());
    }
  }

  @Override
  public void collect(SourceRecord record) {
    note(record);
    out.collect(record);
  }

  @Override
  public void collect(SourceRecord record, long timestamp) {
    note(record);
    out.collect(record, timestamp);
  }

  @Override
  public void emitWatermark(Watermark fromReader) {
    // The partition's own time says it.
  }

  @Override
  public void markIdle() {
    // The partition's own end says it.
  }

  @Override
  public void markActive() {
    // The partition's own end says it.
  }
}
