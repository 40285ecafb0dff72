/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.flink;

import io.tapline.alignment.FrameBlock;
import io.tapline.convolution.Network;
import io.tapline.convolution.NetworkProcessor;
import io.tapline.convolution.OutputSink;
import io.tapline.convolution.StateMismatchException;
import io.tapline.flink.element.Result;
import io.tapline.flink.state.Account;
import io.tapline.flink.state.Counts;
import io.tapline.flink.state.DeviceRings;
import io.tapline.flink.state.DeviceRingsSerializer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Frame blocks of a device in, the network's results out. The computing is the network's.
 *
 * <p>Rings that another network wrote, as after a new model was deployed over an old savepoint, are
 * never read: the device starts cold, which is logged, counted, and visible in every result's
 * missing frames.
 */
public final class ConvolveFunction extends KeyedProcessFunction<String, FrameBlock, Result>
    implements CheckpointedFunction {

  private static final long serialVersionUID = 1;
  private static final Logger LOG = LoggerFactory.getLogger(ConvolveFunction.class);

  private final NetworkSource source;

  private transient Network network;
  private transient NetworkProcessor processor;
  private transient ValueState<DeviceRings> devices;
  private transient Counts counts;
  private transient OutputSink sink;
  private transient List<Result> results;
  private transient long networkNanos;
  private transient long networkFrames;
  private transient long coldStarts;

  private transient FrameBlock block;
  private transient long framesBefore;
  private transient float[] observedShares;

  public ConvolveFunction(NetworkSource source) {
    this.source = source;
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
    network = source.network();
    processor = network.newProcessor();
    observedShares = new float[0];
    sink = this::take;
    results = new ArrayList<>();
    devices =
        getRuntimeContext()
            .getState(new ValueStateDescriptor<>("rings", DeviceRingsSerializer.INSTANCE));
    MetricGroup group = getRuntimeContext().getMetricGroup();
    counts.export(group, Account.FRAMES, Account.RESULTS);
    MetricGroup tapline = group.addGroup("tapline");
    // Both since the task started: nanos by frames is the time of a frame. The account's frames are
    // since the job began.
    tapline.gauge("network-frames", (Gauge<Long>) () -> networkFrames);
    tapline.gauge("network-nanos", (Gauge<Long>) () -> networkNanos);
    tapline.gauge("cold-starts", (Gauge<Long>) () -> coldStarts);
  }

  @Override
  public void processElement(FrameBlock block, Context context, Collector<Result> out)
      throws Exception {
    DeviceRings device = device(context.getCurrentKey());
    if (block.segmentStart()) {
      device.reset();
    }
    this.block = block;
    framesBefore = device.rings().frames();
    observe(device);
    long start = System.nanoTime();
    processor.process(block.values(), 0, block.frames(), device.rings(), sink);
    networkNanos += System.nanoTime() - start;
    networkFrames += block.frames();
    devices.update(device);
    counts.add(Account.FRAMES, block.frames());
    counts.add(Account.RESULTS, results.size());
    // Only now: what the sinks take is not the network's time.
    results.forEach(out::collect);
    results.clear();
  }

  private DeviceRings device(String key) throws Exception {
    DeviceRings device = devices.value();
    if (device == null) {
      return DeviceRings.fresh(network);
    }
    try {
      device.bind(network);
      return device;
    } catch (StateMismatchException e) {
      coldStarts++;
      LOG.warn("The device starts cold: device={}, {}", key, e.getMessage());
      return DeviceRings.fresh(network);
    }
  }

  /** Takes the block's masks in, and keeps what the receptive field of each frame rests on. */
  private void observe(DeviceRings device) {
    if (observedShares.length < block.frames()) {
      observedShares = Arrays.copyOf(observedShares, block.frames());
    }
    for (int frame = 0; frame < block.frames(); frame++) {
      device.observed().push(block.observed(frame));
      observedShares[frame] = device.observed().share();
    }
  }

  private void take(long frame, float[] values, int offset) {
    int inBlock = (int) (frame - framesBefore);
    results.add(
        new Result(
            block.device(),
            block.timeOf(inBlock),
            Arrays.copyOfRange(values, offset, offset + network.outputChannels()),
            (int) network.framesMissing(frame),
            observedShares[inBlock]));
  }
}
