/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.pipeline.kafka;

import io.tapline.flink.element.SourceRecord;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceOutput;

/** Keeps the records that a reader emits, of whichever partition, and ignores watermarks. */
final class CollectedRecords implements ReaderOutput<SourceRecord> {

  private final List<SourceRecord> records = new ArrayList<>();

  List<SourceRecord> records() {
    return records;
  }

  @Override
  public void collect(SourceRecord record) {
    records.add(record);
  }

  @Override
  public void collect(SourceRecord record, long timestamp) {
    records.add(record);
  }

  @Override
  public SourceOutput<SourceRecord> createOutputForSplit(String splitId) {
    return this;
  }

  @Override
  public void releaseOutputForSplit(String splitId) {
    // All partitions have one output.
  }

  @Override
  public void emitWatermark(Watermark watermark) {
    // Records alone are collected.
  }

  @Override
  public void markIdle() {
    // Records alone are collected.
  }

  @Override
  public void markActive() {
    // Records alone are collected.
  }
}
