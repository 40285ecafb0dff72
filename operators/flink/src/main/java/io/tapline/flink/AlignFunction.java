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
import io.tapline.flink.element.RejectedReadings;
import io.tapline.flink.state.Account;
import io.tapline.flink.state.ChannelCounts;
import io.tapline.flink.state.Counts;
import io.tapline.flink.state.DeviceAlignment;
import io.tapline.flink.state.DeviceAlignmentSerializer;
import java.util.function.Consumer;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.util.Collector;

/**
 * Readings of a device in, its frame blocks out; what is not framed goes to {@link
 * ElementTypes#REJECTED}. The deciding is the {@link Aligner}'s.
 *
 * <p>One event-time timer a device looks whether the device has gone silent: whether the watermark
 * has moved on by the idle-flush since the device's last record. So a backlog with old timestamps
 * is not taken for silence.
 *
 * <p>A device that stays silent for so long that it is to be forgotten leaves no state behind, here
 * or downstream: the same timer ends its segment and says so with a block that is a {@link
 * FrameBlock#segmentEnd}. The end of the input does that too, but for the device's place in time:
 * what comes after a drained savepoint starts a new segment. So a silent device keeps a timer.
 * Where the device is heard again before the timer has fired, as in a replay, whose watermarks are
 * far between, the records' own timestamps say that it was to be forgotten.
 */
public final class AlignFunction extends KeyedProcessFunction<String, DeviceReadings, FrameBlock>
    implements CheckpointedFunction {

  private static final long serialVersionUID = 1;

  /** The last watermark, which comes with the end of the input, as of a job that is drained. */
  private static final long END_OF_INPUT = Watermark.MAX_WATERMARK.getTimestamp();

  private final Alignment alignment;

  private transient Aligner aligner;
  private transient ValueState<DeviceAlignment> devices;
  private transient Rejections rejections;
  private transient Counts counts;
  private transient ChannelCounts channelCounts;
  private transient ChannelStatus status;
  private transient AlignMetrics metrics;
  private transient FrameBlockSink frames;
  private transient Consumer<RejectedReadings> rejected;
  private transient Collector<FrameBlock> out;
  private transient Context context;

  public AlignFunction(Alignment alignment) {
    this.alignment = alignment;
  }

  @Override
  public void initializeState(FunctionInitializationContext context) throws Exception {
    counts = new Counts();
    counts.restore(context);
    channelCounts = new ChannelCounts(alignment.layout().measuredNames());
    channelCounts.restore(context);
  }

  @Override
  public void snapshotState(FunctionSnapshotContext context) throws Exception {
    counts.snapshot();
    channelCounts.snapshot();
  }

  @Override
  public void open(OpenContext context) {
    aligner = new Aligner(alignment);
    rejections = new Rejections(alignment.layout());
    devices =
        getRuntimeContext()
            .getState(
                new ValueStateDescriptor<>(
                    "alignment",
                    new DeviceAlignmentSerializer(alignment.layout().measuredNames())));
    MetricGroup group = getRuntimeContext().getMetricGroup();
    metrics = new AlignMetrics(group, counts);
    status = new ChannelStatus(alignment.layout(), channelCounts, group);
    frames = this::emit;
    rejected = this::reject;
  }

  @Override
  public void processElement(DeviceReadings readings, Context context, Collector<FrameBlock> out)
      throws Exception {
    this.out = out;
    this.context = context;
    String key = context.getCurrentKey();
    long recordMicros = readings.source().timestampMicros();
    DeviceAlignment device = remembered(key, device(), recordMicros);
    AlignmentState state = device.alignment();
    int framed = aligner.noteRecord(key, state, recordMicros, frames);
    int buffered = 0;
    for (int i = 0; i < readings.count(); i++) {
      buffered += add(readings, i, state, recordMicros) ? 1 : 0;
    }
    counts.add(Account.BUFFERED, buffered);
    framed += aligner.release(key, state, frames);
    count(framed);
    metrics.frontierLag(state);
    rejections.emit(readings, rejected);
    watch(device, recordMicros, context.timerService());
    devices.update(device);
  }

  @Override
  public void onTimer(long timerMillis, OnTimerContext context, Collector<FrameBlock> out)
      throws Exception {
    this.out = out;
    DeviceAlignment device = device();
    TimerService timers = context.timerService();
    if (device.timerMillis() == DeviceAlignment.FIRST_WATERMARK) {
      device.seenAt(timers.currentWatermark());
    }
    String key = context.getCurrentKey();
    if (timers.currentWatermark() == END_OF_INPUT) {
      count(aligner.finish(key, device.alignment(), frames));
      device.noTimer();
    } else if (forgottenAt(device) <= timers.currentWatermark()) {
      count(aligner.finish(key, device.alignment(), frames));
      devices.clear();
      return;
    } else if (silentAt(device) <= timers.currentWatermark()) {
      count(aligner.flush(key, device.alignment(), frames));
      setTimer(device, forgottenAt(device), timers);
    } else {
      setTimer(device, silentAt(device), timers);
    }
    devices.update(device);
  }

  private DeviceAlignment device() throws Exception {
    DeviceAlignment device = devices.value();
    if (device == null) {
      return new DeviceAlignment(aligner.newState());
    }
    device = device.forLayout(alignment.layout().measuredNames());
    int gone = device.takeGone();
    counts.add(Account.UNKNOWN_CHANNEL, gone);
    int late = aligner.adopt(device.alignment());
    counts.add(Account.LATE, late);
    counts.add(Account.BUFFERED, -gone - late);
    return device;
  }

  /** Forgets a device whose silence no watermark has told of yet, as in a replay. */
  private DeviceAlignment remembered(String key, DeviceAlignment device, long recordMicros) {
    if (!aligner.isForgotten(device.alignment(), recordMicros)) {
      return device;
    }
    count(aligner.finish(key, device.alignment(), frames));
    DeviceAlignment forgotten = new DeviceAlignment(aligner.newState());
    forgotten.timerMillis(device.timerMillis());
    forgotten.seenAt(device.seenMillis());
    return forgotten;
  }

  /** Adds a reading and tells whether it waits; it is counted otherwise. */
  private boolean add(DeviceReadings readings, int i, AlignmentState state, long recordMicros) {
    int channel = readings.channels()[i];
    long micros = readings.micros()[i];
    double value = readings.values()[i];
    Verdict verdict = aligner.add(state, channel, micros, value, recordMicros);
    status.reading(channel, micros, verdict);
    if (verdict == Verdict.BUFFERED) {
      return true;
    }
    counts.add(accountOf(verdict), 1);
    if (verdict == Verdict.CARRIED) {
      return false;
    }
    long late = verdict == Verdict.LATE ? aligner.lateBy(state, channel, micros) : 0;
    double lost = verdict == Verdict.REPLACED ? aligner.replacedValue() : value;
    rejections.add(verdict, channel, micros, lost, late);
    if (verdict == Verdict.LATE) {
      metrics.late(late);
    }
    return false;
  }

  private static Account accountOf(Verdict verdict) {
    return switch (verdict) {
      case BUFFERED -> Account.BUFFERED;
      case DUPLICATE, REPLACED -> Account.DUPLICATE;
      case LATE -> Account.LATE;
      case FUTURE -> Account.FUTURE;
      case CARRIED -> Account.CARRIED;
      case INVALID, OUT_OF_RANGE -> Account.INVALID;
    };
  }

  private void count(int framed) {
    counts.add(Account.FRAMED, framed);
    counts.add(Account.BUFFERED, -framed);
  }

  private void emit(FrameBlock block) {
    counts.add(Account.FRAMES, block.frames());
    status.frames(block);
    out.collect(block);
  }

  private void reject(RejectedReadings readings) {
    context.output(ElementTypes.REJECTED, readings);
  }

  /**
   * Notes when the device was heard. Before the first watermark, as after a restore, it is not
   * known how far the watermark is; then the silence begins with that watermark.
   */
  private void watch(DeviceAlignment device, long recordMicros, TimerService timers) {
    long watermark = timers.currentWatermark();
    device.seenAt(watermark);
    if (recordMicros >= 0) {
      device.seenAt(recordMicros / 1_000);
    }
    boolean unknown = watermark == Watermark.UNINITIALIZED.getTimestamp();
    long at = unknown ? DeviceAlignment.FIRST_WATERMARK : silentAt(device);
    if (device.timerMillis() == DeviceAlignment.NO_TIMER) {
      setTimer(device, at, timers);
    } else if (at < device.timerMillis()) {
      timers.deleteEventTimeTimer(device.timerMillis());
      setTimer(device, at, timers);
    }
  }

  private static void setTimer(DeviceAlignment device, long at, TimerService timers) {
    timers.registerEventTimeTimer(at);
    device.timerMillis(at);
  }

  /** The watermark at which the device is silent; after the end of the input at the latest. */
  private long silentAt(DeviceAlignment device) {
    return after(device.seenMillis(), alignment.bounds().idleFlushMicros());
  }

  /** The watermark at which nothing is kept of the device any more. */
  private long forgottenAt(DeviceAlignment device) {
    return after(device.seenMillis(), alignment.bounds().forgetAfterMicros());
  }

  private static long after(long millis, long micros) {
    long later = (micros + 999) / 1_000;
    return Math.min(millis, END_OF_INPUT - later) + later;
  }
}
