/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.flink;

import io.tapline.alignment.Aligner;
import io.tapline.alignment.Alignment;
import io.tapline.alignment.FrameBlock;
import io.tapline.flink.element.DeviceReadings;
import io.tapline.flink.element.ElementTypes;
import io.tapline.flink.element.RejectedReadings;
import io.tapline.flink.state.Account;
import io.tapline.flink.state.ChannelCounts;
import io.tapline.flink.state.Counts;
import io.tapline.flink.state.DeviceAlignment;
import io.tapline.flink.state.DeviceAlignmentSerializer;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.state.CheckpointableKeyedStateBackend;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.runtime.state.heap.HeapKeyedStateBackend;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.InternalTimer;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;
import org.apache.flink.streaming.api.operators.Triggerable;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;

/**
 * Readings of a device in, its frame blocks out; what is not framed goes to {@link
 * ElementTypes#REJECTED}. It moves time, keys and state; the deciding is the {@link Aligner}'s.
 *
 * <p>Where very many devices take turns, a record's time goes into waiting for its device's state,
 * which no cache has. So records are gathered into a {@link RecordBundle}: first the states of all
 * of them are asked for, while none is waited for, and then the records are aligned, one after the
 * other as they came. When a bundle ends decides nothing but that: before a watermark and before a
 * checkpoint at the latest, and after {@link #LONGEST_BUNDLE_MILLIS} where records are few.
 */
public final class AlignOperator extends AbstractStreamOperator<FrameBlock>
    implements OneInputStreamOperator<DeviceReadings, FrameBlock>,
        Triggerable<String, VoidNamespace> {

  private static final long serialVersionUID = 1;

  /** Short beside any wait for stragglers, long beside what a bundle takes. */
  private static final long LONGEST_BUNDLE_MILLIS = 5;

  private final transient Alignment alignment;
  private final int maxDevices;

  private transient Counts counts;
  private transient ChannelCounts channelCounts;
  private transient LiveDevices devices;
  private transient KeyedAligner keyed;

  /** A block on its way, with the timestamp of the record or timer that released it. */
  private transient StreamRecord<FrameBlock> released;

  private transient RecordBundle bundle;
  private transient boolean bundleTimed;

  AlignOperator(
      StreamOperatorParameters<FrameBlock> parameters, Alignment alignment, int maxDevices) {
    super(parameters);
    this.alignment = alignment;
    this.maxDevices = maxDevices;
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    counts = new Counts();
    counts.restore(context);
    channelCounts = new ChannelCounts(alignment.layout().measuredNames());
    channelCounts.restore(context);
  }

  @Override
  public void open() throws Exception {
    super.open();
    MetricGroup group = getMetricGroup();
    released = new StreamRecord<>(null);
    DeviceAligner aligner =
        new DeviceAligner(
            new Aligner(alignment),
            counts,
            new ChannelStatus(alignment.layout(), channelCounts, group),
            new AlignMetrics(group, counts),
            block -> output.collect(released.replace(block)),
            this::reject);
    ValueState<DeviceAlignment> state =
        getRuntimeContext()
            .getState(
                new ValueStateDescriptor<>(
                    "alignment",
                    new DeviceAlignmentSerializer(alignment.layout().measuredNames())));
    boolean onHeap = getKeyedStateBackend() instanceof HeapKeyedStateBackend;
    devices = new LiveDevices(this, state, aligner, deviceBound(), onHeap);
    SilenceTimers timers =
        new SilenceTimers(
            this,
            getInternalTimerService("user-timers", VoidNamespaceSerializer.INSTANCE, this),
            alignment);
    keyed = new KeyedAligner(aligner, devices, timers);
    bundle = new RecordBundle();
  }

  private DeviceBound deviceBound() {
    CheckpointableKeyedStateBackend<String> backend =
        (CheckpointableKeyedStateBackend<String>) this.<String>getKeyedStateBackend();
    int groups = getRuntimeContext().getTaskInfo().getMaxNumberOfParallelSubtasks();
    DeviceBound bound = new DeviceBound(maxDevices, groups, backend.getKeyGroupRange());
    bound.count(backend.getKeys("alignment", VoidNamespace.INSTANCE));
    getMetricGroup().addGroup("tapline").gauge("devices", (Gauge<Integer>) bound::size);
    return bound;
  }

  /** The key is set where the state is looked at, which is not with every record. */
  @Override
  @SuppressWarnings("rawtypes") // As the class has it.
  public void setKeyContextElement1(StreamRecord record) {}

  @Override
  public void processElement(StreamRecord<DeviceReadings> element) throws Exception {
    if (!devices.areMany()) {
      alignBundle();
      align(element.getValue(), element.hasTimestamp(), element.getTimestamp());
      return;
    }
    bundle.add(element);
    if (bundle.isFull()) {
      alignBundle();
    } else if (!bundleTimed) {
      bundleTimed = true;
      long now = getProcessingTimeService().getCurrentProcessingTime();
      getProcessingTimeService()
          .registerTimer(now + LONGEST_BUNDLE_MILLIS, time -> alignBundleInTime());
    }
  }

  @Override
  public void processWatermark(Watermark mark) throws Exception {
    alignBundle();
    super.processWatermark(mark);
  }

  @Override
  public void processWatermarkStatus(WatermarkStatus status) throws Exception {
    alignBundle();
    super.processWatermarkStatus(status);
  }

  @Override
  public void prepareSnapshotPreBarrier(long checkpointId) throws Exception {
    alignBundle();
    super.prepareSnapshotPreBarrier(checkpointId);
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    counts.snapshot();
    channelCounts.snapshot();
    devices.letGo();
  }

  @Override
  public void finish() throws Exception {
    alignBundle();
    super.finish();
  }

  @Override
  public void onEventTime(InternalTimer<String, VoidNamespace> timer) throws Exception {
    released.setTimestamp(timer.getTimestamp());
    keyed.timer(timer.getKey());
  }

  @Override
  public void onProcessingTime(InternalTimer<String, VoidNamespace> timer) {
    throw new IllegalStateException("no timer of the wall clock is set: time decides nothing");
  }

  private void alignBundleInTime() throws Exception {
    bundleTimed = false;
    alignBundle();
  }

  private void alignBundle() throws Exception {
    if (bundle.isEmpty()) {
      return;
    }
    bundle.fetch(devices.atHand());
    for (int i = 0; i < bundle.size(); i++) {
      align(bundle.readings(i), bundle.hasTimestamp(i), bundle.timestamp(i));
    }
    bundle.clear();
  }

  private void align(DeviceReadings readings, boolean timed, long timestamp) throws Exception {
    // First: a backend that runs batches fires the timers of the key before, here.
    DeviceAlignment device = devices.of(readings.device());
    if (timed) {
      released.setTimestamp(timestamp);
    } else {
      released.eraseTimestamp();
    }
    if (device == null) {
      counts.add(Account.TOO_MANY_DEVICES, readings.count());
      reject(RefusedDevice.rejected(readings, alignment.layout().measuredNames()));
    } else {
      keyed.align(readings, device);
    }
  }

  private void reject(RejectedReadings readings) {
    StreamRecord<RejectedReadings> record = new StreamRecord<>(readings);
    if (released.hasTimestamp()) {
      record.setTimestamp(released.getTimestamp());
    }
    output.collect(ElementTypes.REJECTED, record);
  }
}
