/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.cli.recording;

import io.tapline.flink.element.SourceRecord;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;

/**
 * Watermarks with the records and not with this machine's clock, as Flink's own come: two replays
 * then see the same watermark at the same record, and write the same files.
 */
final class EveryRecordWatermarks implements WatermarkGenerator<SourceRecord> {

  private final long outOfOrdernessMillis;
  private long furthestMillis = Long.MIN_VALUE;

  EveryRecordWatermarks(long outOfOrdernessMillis) {
    this.outOfOrdernessMillis = outOfOrdernessMillis;
  }

  @Override
  public void onEvent(SourceRecord record, long timestampMillis, WatermarkOutput out) {
    if (timestampMillis > furthestMillis) {
      furthestMillis = timestampMillis;
      out.emitWatermark(new Watermark(furthestMillis - outOfOrdernessMillis - 1));
    }
  }

  @Override
  public void onPeriodicEmit(WatermarkOutput out) {
    // Every record has brought its own.
  }
}
