/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.flink.bench;

import java.util.function.Consumer;
import org.apache.flink.runtime.event.WatermarkEvent;
import org.apache.flink.streaming.api.operators.Output;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.LatencyMarker;
import org.apache.flink.streaming.runtime.streamrecord.RecordAttributes;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.util.OutputTag;

/** Hands frames on in a call, as the output to a chained operator does. */
final class FrameOutput<T> implements Output<StreamRecord<T>> {

  private final Consumer<StreamRecord<?>> frames;

  FrameOutput(Consumer<StreamRecord<?>> frames) {
    this.frames = frames;
  }

  @Override
  public void collect(StreamRecord<T> frame) {
    frames.accept(frame);
  }

  /** No reading may be late or rejected: what is dropped is cheap. */
  @Override
  public <X> void collect(OutputTag<X> tag, StreamRecord<X> record) {
    throw new IllegalStateException(
        "no reading may be rejected: output=" + tag.getId() + ", record=" + record);
  }

  @Override
  public void emitWatermark(Watermark watermark) {}

  @Override
  public void emitWatermark(WatermarkEvent watermark) {}

  @Override
  public void emitWatermarkStatus(WatermarkStatus status) {}

  @Override
  public void emitLatencyMarker(LatencyMarker marker) {}

  @Override
  public void emitRecordAttributes(RecordAttributes attributes) {}

  @Override
  public void close() {}
}
