/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.flink;

import io.tapline.alignment.FrameBlock;
import io.tapline.flink.element.ElementTypes;
import io.tapline.flink.element.Result;
import io.tapline.flink.state.Account;
import io.tapline.flink.state.Counts;
import io.tapline.flink.state.DeviceRings;
import io.tapline.flink.state.DeviceRingsSerializer;
import io.tapline.network.Network;
import io.tapline.network.NetworkProcessor;
import io.tapline.network.state.StateMismatchException;
import java.util.List;
import java.util.stream.IntStream;
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
import org.apache.flink.util.OutputTag;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Frame blocks of a device in, the network's results out: those of its first output as the main
 * output, those of the others as the side outputs of {@link ElementTypes#resultsOf}. The computing
 * is the network's.
 *
 * <p>Where the network looks ahead, a segment's last results come when the segment is known to have
 * ended: with the next segment, or with a block that is a {@link FrameBlock#segmentEnd}, after
 * which nothing is kept of the device.
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
  private transient ResultBuffer results;
  private transient List<OutputTag<Result>> tags;
  private transient long networkNanos;
  private transient long networkFrames;
  private transient ColdStarts coldStarts;

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
    coldStarts.report();
  }

  @Override
  public void open(OpenContext context) {
    network = source.network();
    processor = network.newProcessor(kernels -> LOG.info("Kernels of the network: {}", kernels));
    results = new ResultBuffer(network);
    coldStarts = new ColdStarts(LOG::warn);
    tags = IntStream.range(0, network.outputs().size()).mapToObj(ElementTypes::resultsOf).toList();
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
    tapline.gauge("cold-starts", (Gauge<Long>) coldStarts::count);
  }

  @Override
  public void processElement(FrameBlock block, Context context, Collector<Result> out)
      throws Exception {
    DeviceRings device = device();
    if (block.segmentEnd()) {
      finish(block.device(), device);
      devices.clear();
      hand(context, out);
      return;
    }
    if (block.segmentStart()) {
      finish(block.device(), device);
      device.reset();
    }
    results.begin(block, device);
    long start = System.nanoTime();
    processor.process(block.values(), 0, block.frames(), device.rings(), results);
    networkNanos += System.nanoTime() - start;
    networkFrames += block.frames();
    device.newestMicros(block.timeOf(block.frames() - 1));
    devices.update(device);
    counts.add(Account.FRAMES, block.frames());
    hand(context, out);
  }

  /** Gives the results of a segment that still looked for frames when it ended. */
  private void finish(String name, DeviceRings device) {
    if (network.looksAhead() && device.rings().frames() > 0) {
      results.beginEnd(name, device);
      processor.finish(device.rings(), results);
    }
  }

  private void hand(Context context, Collector<Result> out) {
    int handed = results.drain(0, out::collect);
    for (int output = 1; output < tags.size(); output++) {
      OutputTag<Result> tag = tags.get(output);
      handed += results.drain(output, result -> context.output(tag, result));
    }
    counts.add(Account.RESULTS, handed);
  }

  private DeviceRings device() throws Exception {
    DeviceRings device = devices.value();
    if (device == null) {
      return DeviceRings.fresh(network);
    }
    try {
      device.bind(network);
      return device;
    } catch (StateMismatchException e) {
      coldStarts.add(e.getMessage());
      return DeviceRings.fresh(network);
    }
  }
}
