/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.flink;

import io.tapline.alignment.Aligner;
import io.tapline.alignment.Alignment;
import io.tapline.alignment.AlignmentState;
import io.tapline.alignment.FrameBlock;
import io.tapline.alignment.FrameBlockSink;
import io.tapline.alignment.Verdict;
import io.tapline.flink.element.DeviceReadings;
import io.tapline.flink.element.ElementTypes;
import io.tapline.flink.state.Account;
import io.tapline.flink.state.Counts;
import io.tapline.flink.state.DeviceAlignment;
import io.tapline.flink.state.DeviceAlignmentSerializer;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.util.Collector;

/**
 * Readings of a device in, its frame blocks out; what is not framed goes to {@link
 * ElementTypes#REJECTED}. The deciding is the {@link Aligner}'s.
 *
 * <p>One event-time timer a device looks whether the device has gone silent, by the timestamps of
 * its records; the end of a bounded input fires it too.
 */
public final class AlignFunction extends KeyedProcessFunction<String, DeviceReadings, FrameBlock>
    implements CheckpointedFunction {

  private static final long serialVersionUID = 1;

  private final Alignment alignment;

  private transient Aligner aligner;
  private transient ValueState<DeviceAlignment> devices;
  private transient Rejections rejections;
  private transient Counts counts;
  private transient AlignMetrics metrics;
  private transient FrameBlockSink frames;
  private transient Collector<FrameBlock> out;

  public AlignFunction(Alignment alignment) {
    this.alignment = alignment;
  }

  @Override
  public void initializeState(FunctionInitializationContext context) throws Exception {
    counts = new Counts();
    counts.restore(context);
  }

  @Override
  public void snapshotState(FunctionSnapshotContext context) throws Exception {
    counts.snapshot();
  }

  @Override
  public void open(OpenContext context) {
    aligner = new Aligner(alignment);
    rejections = new Rejections(alignment.layout().names());
    devices =
        getRuntimeContext()
            .getState(
                new ValueStateDescriptor<>(
                    "alignment", new DeviceAlignmentSerializer(alignment.layout().names())));
    metrics = new AlignMetrics(getRuntimeContext().getMetricGroup(), counts);
    frames = this::emit;
  }

  @Override
  public void processElement(DeviceReadings readings, Context context, Collector<FrameBlock> out)
      throws Exception {
    this.out = out;
    DeviceAlignment device = device();
    AlignmentState state = device.alignment();
    String key = context.getCurrentKey();
    long recordMicros = readings.source().timestampMicros();
    int framed = aligner.noteRecord(key, state, recordMicros, frames);
    for (int i = 0; i < readings.count(); i++) {
      add(readings, i, state, recordMicros);
    }
    framed += aligner.release(key, state, frames);
    count(framed);
    metrics.frontierLag(state);
    rejections.emit(readings, rejected -> context.output(ElementTypes.REJECTED, rejected));
    if (device.timerMillis() == DeviceAlignment.NO_TIMER) {
      setTimer(device, context);
    }
    devices.update(device);
  }

  @Override
  public void onTimer(long timerMillis, OnTimerContext context, Collector<FrameBlock> out)
      throws Exception {
    this.out = out;
    DeviceAlignment device = device();
    if (silentAt(device) > context.timerService().currentWatermark()) {
      setTimer(device, context);
    } else {
      count(aligner.flush(context.getCurrentKey(), device.alignment(), frames));
      device.timerMillis(DeviceAlignment.NO_TIMER);
    }
    devices.update(device);
  }

  private DeviceAlignment device() throws Exception {
    DeviceAlignment device = devices.value();
    if (device == null) {
      return new DeviceAlignment(aligner.newState(), DeviceAlignment.NO_TIMER);
    }
    device = device.forLayout(alignment.layout().names());
    int gone = device.takeGone();
    counts.add(Account.UNKNOWN_CHANNEL, gone);
    counts.add(Account.BUFFERED, -gone);
    return device;
  }

  private void add(DeviceReadings readings, int i, AlignmentState state, long recordMicros) {
    int channel = readings.channels()[i];
    long micros = readings.micros()[i];
    double value = readings.values()[i];
    Verdict verdict = aligner.add(state, channel, micros, value, recordMicros);
    if (verdict == Verdict.BUFFERED) {
      counts.add(Account.BUFFERED, 1);
      return;
    }
    long late = verdict == Verdict.LATE ? aligner.lateBy(state, micros) : 0;
    double rejected = verdict == Verdict.REPLACED ? aligner.replacedValue() : value;
    rejections.add(verdict, channel, micros, rejected, late);
    counts.add(Account.valueOf(Rejections.reasonOf(verdict).name()), 1);
    if (verdict == Verdict.LATE) {
      metrics.late(late);
    }
  }

  private void count(int framed) {
    counts.add(Account.FRAMED, framed);
    counts.add(Account.BUFFERED, -framed);
  }

  private void emit(FrameBlock block) {
    counts.add(Account.FRAMES, block.frames());
    out.collect(block);
  }

  private void setTimer(DeviceAlignment device, Context context) {
    long at = silentAt(device);
    context.timerService().registerEventTimeTimer(at);
    device.timerMillis(at);
  }

  /**
   * The watermark at which the device is silent; only the end of the input where it has no time.
   */
  private long silentAt(DeviceAlignment device) {
    long last = device.alignment().lastRecordMicros();
    return last < 0
        ? Watermark.MAX_WATERMARK.getTimestamp()
        : (last + alignment.bounds().idleFlushMicros()) / 1_000;
  }
}
