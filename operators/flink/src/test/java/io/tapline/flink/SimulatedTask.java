/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.flink;

import io.tapline.alignment.Aligner;
import io.tapline.alignment.Alignment;
import io.tapline.alignment.FrameBlock;
import io.tapline.flink.element.DeviceReadings;
import io.tapline.flink.element.RejectedReadings;
import io.tapline.flink.plain.PlainFrame;
import io.tapline.flink.state.Account;
import io.tapline.flink.state.ChannelCounts;
import io.tapline.flink.state.Counts;
import io.tapline.flink.state.DeviceAlignment;
import io.tapline.flink.state.DeviceAlignmentSerializer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.runtime.state.KeyGroupRange;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.streaming.api.operators.InternalTimerService;
import org.apache.flink.streaming.api.operators.KeyContext;
import org.apache.flink.util.function.BiConsumerWithException;

/** The real aligning of one task, over state, timers and a watermark that are plain maps. */
final class SimulatedTask {

  /** What a checkpoint has of a task. */
  record Saved(Map<String, byte[]> devices, Map<String, TreeSet<Long>> timers, long[] counts) {}

  private final Map<String, DeviceAlignment> devices = new HashMap<>();
  private final Map<String, TreeSet<Long>> timersByDevice = new TreeMap<>();
  private final DeviceAlignmentSerializer serializer;
  private final Counts counts = new Counts();
  private final Keyed keyed = new Keyed();
  private final KeyedAligner aligner;
  private final LiveDevices live;
  private long watermark = Long.MIN_VALUE;

  /** Frames by device since the last checkpoint. */
  private Map<String, List<PlainFrame>> frames = new TreeMap<>();

  private final List<RejectedReadings> rejected;

  SimulatedTask(Alignment alignment, List<RejectedReadings> rejected) {
    this.rejected = rejected;
    List<String> names = alignment.layout().measuredNames();
    serializer = new DeviceAlignmentSerializer(names);
    var group = new UnregisteredMetricsGroup();
    DeviceAligner deviceAligner =
        new DeviceAligner(
            new Aligner(alignment),
            counts,
            new ChannelStatus(alignment.layout(), new ChannelCounts(names), group),
            new AlignMetrics(group, counts),
            this::take,
            rejected::add);
    DeviceBound unbounded = new DeviceBound(1_000, 1, new KeyGroupRange(0, 0));
    live = new LiveDevices(keyed, keyed, deviceAligner, unbounded, true);
    aligner = new KeyedAligner(deviceAligner, live, new SilenceTimers(keyed, keyed, alignment));
  }

  void restore(Saved saved, java.util.function.Predicate<String> mine) throws IOException {
    for (var device : saved.devices().entrySet()) {
      if (mine.test(device.getKey())) {
        devices.put(
            device.getKey(), serializer.deserialize(new DataInputDeserializer(device.getValue())));
        TreeSet<Long> set = saved.timers().get(device.getKey());
        timersByDevice.put(device.getKey(), set == null ? new TreeSet<>() : new TreeSet<>(set));
      }
    }
  }

  /** Counts of a checkpoint go to any task. */
  void restoreCounts(long[] saved) {
    for (Account line : Account.values()) {
      counts.add(line, saved[line.ordinal()]);
    }
  }

  Saved save() throws IOException {
    live.letGo();
    Map<String, byte[]> bytes = new TreeMap<>();
    for (var device : devices.entrySet()) {
      DataOutputSerializer out = new DataOutputSerializer(256);
      serializer.serialize(device.getValue(), out);
      bytes.put(device.getKey(), out.getCopyOfBuffer());
    }
    Map<String, TreeSet<Long>> timers = new TreeMap<>();
    timersByDevice.forEach((device, times) -> timers.put(device, new TreeSet<>(times)));
    long[] amounts = Arrays.stream(Account.values()).mapToLong(counts::get).toArray();
    return new Saved(bytes, timers, amounts);
  }

  Map<String, List<PlainFrame>> takeFrames() {
    Map<String, List<PlainFrame>> taken = frames;
    frames = new TreeMap<>();
    return taken;
  }

  void record(DeviceReadings readings) throws Exception {
    aligner.align(readings, live.of(readings.device()));
  }

  void watermark(long millis) throws Exception {
    if (millis <= watermark) {
      return;
    }
    watermark = millis;
    while (true) {
      String first = null;
      for (var timers : timersByDevice.entrySet()) {
        if (!timers.getValue().isEmpty()
            && timers.getValue().first() <= millis
            && (first == null || timers.getValue().first() < timersByDevice.get(first).first())) {
          first = timers.getKey();
        }
      }
      if (first == null) {
        return;
      }
      timersByDevice.get(first).pollFirst();
      keyed.setCurrentKey(first);
      aligner.timer(first);
    }
  }

  long count(Account line) {
    return counts.get(line);
  }

  private void take(FrameBlock block) {
    for (int f = 0; f < block.frames(); f++) {
      int from = f * block.channels();
      int to = from + block.channels();
      frames
          .computeIfAbsent(block.device(), none -> new ArrayList<>())
          .add(
              new PlainFrame(
                  block.timeOf(f),
                  f == 0 && block.segmentStart(),
                  Arrays.copyOfRange(block.values(), from, to),
                  Arrays.copyOfRange(block.mask(), from, to)));
    }
  }

  /** State and timers of the current key. */
  private final class Keyed
      implements KeyContext, ValueState<DeviceAlignment>, InternalTimerService<VoidNamespace> {

    private String key;

    @Override
    public void setCurrentKey(Object current) {
      key = (String) current;
    }

    @Override
    public Object getCurrentKey() {
      return key;
    }

    @Override
    public DeviceAlignment value() {
      return devices.get(key);
    }

    @Override
    public void update(DeviceAlignment value) {
      devices.put(key, value);
    }

    @Override
    public void clear() {
      devices.remove(key);
    }

    @Override
    public long currentProcessingTime() {
      throw new IllegalStateException("no wall clock");
    }

    @Override
    public long currentWatermark() {
      return watermark;
    }

    @Override
    public void initializeWatermark(long millis) {
      throw new IllegalStateException("no watermark is restored");
    }

    @Override
    public void registerProcessingTimeTimer(VoidNamespace namespace, long time) {
      throw new IllegalStateException("no wall clock");
    }

    @Override
    public void deleteProcessingTimeTimer(VoidNamespace namespace, long time) {
      throw new IllegalStateException("no wall clock");
    }

    @Override
    public void registerEventTimeTimer(VoidNamespace namespace, long time) {
      timersByDevice.computeIfAbsent(key, none -> new TreeSet<>()).add(time);
    }

    @Override
    public void deleteEventTimeTimer(VoidNamespace namespace, long time) {
      timersByDevice.get(key).remove(time);
    }

    @Override
    public void forEachEventTimeTimer(
        BiConsumerWithException<VoidNamespace, Long, Exception> consumer) {
      throw new IllegalStateException("not asked");
    }

    @Override
    public void forEachProcessingTimeTimer(
        BiConsumerWithException<VoidNamespace, Long, Exception> consumer) {
      throw new IllegalStateException("not asked");
    }
  }
}
