/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.local.order;

import io.tapline.alignment.Alignment;
import io.tapline.alignment.FrameBlock;
import io.tapline.flink.AlignFunction;
import io.tapline.flink.element.DeviceReadings;
import io.tapline.flink.element.ElementTypes;
import io.tapline.local.order.ShuffledDevices.Arrival;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.source.lib.NumberSequenceSource;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamUtils;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.util.Collector;

/**
 * Partitions → align, keyed by device, on a mini-cluster in this process: its tasks find the job's
 * partitions, and leave their frames, here.
 */
final class OrderJob {

  private static final Map<Integer, OrderJob> JOBS = new ConcurrentHashMap<>();
  private static final AtomicInteger NUMBERS = new AtomicInteger();

  private final int number = NUMBERS.incrementAndGet();
  private final int parallelism;
  private final List<List<Arrival>> partitions;
  private final Slices slices = new Slices();
  private final Map<String, List<String>> frames = new ConcurrentHashMap<>();
  private final AtomicInteger taken = new AtomicInteger();
  private final AtomicInteger rejected = new AtomicInteger();

  OrderJob(ShuffledDevices sent, int devices, int partitions, int parallelism) {
    this.parallelism = parallelism;
    this.partitions =
        IntStream.range(0, partitions)
            .mapToObj(p -> sent.partition(p, partitions, devices))
            .toList();
    this.partitions.forEach(partition -> partition.forEach(slices::expect));
    slices.advance();
    JOBS.put(number, this);
  }

  /** Every frame of a device: time, start of a segment, bits of the values, mask. */
  List<String> framesOf(int device) {
    return frames.getOrDefault(ShuffledDevices.name(device), List.of());
  }

  /** Readings that the align operator was given. */
  int taken() {
    return taken.get();
  }

  int rejected() {
    return rejected.get();
  }

  StreamExecutionEnvironment define(StreamExecutionEnvironment env, Alignment alignment) {
    DataStream<DeviceReadings> read =
        env.fromSource(
                new NumberSequenceSource(0, parallelism - 1),
                WatermarkStrategy.noWatermarks(),
                "subtasks")
            .uid("subtasks")
            .flatMap(new Partitions(number))
            .returns(ElementTypes.DEVICE_READINGS)
            .uid("partitions")
            .assignTimestampsAndWatermarks(
                WatermarkStrategy.<DeviceReadings>forGenerator(context -> new EachRecord())
                    .withTimestampAssigner((record, none) -> record.source().timestampMillis()))
            .uid("watermarks");
    DataStream<DeviceReadings> taken =
        read.keyBy(DeviceReadings::device, Types.STRING)
            .map(new Taken(number))
            .returns(ElementTypes.DEVICE_READINGS)
            .uid("taken");
    SingleOutputStreamOperator<FrameBlock> aligned =
        DataStreamUtils.reinterpretAsKeyedStream(taken, DeviceReadings::device, Types.STRING)
            .process(new AlignFunction(alignment))
            .returns(ElementTypes.FRAME_BLOCK)
            .uid("align");
    int job = number;
    aligned
        .map(block -> JOBS.get(job).keep(block))
        .returns(Types.INT)
        .uid("frames")
        .sinkTo(new DiscardingSink<>())
        .uid("no-frames");
    aligned
        .getSideOutput(ElementTypes.REJECTED)
        .map(lost -> JOBS.get(job).rejected.addAndGet(lost.channels().length))
        .returns(Types.INT)
        .uid("rejected")
        .sinkTo(new DiscardingSink<>())
        .uid("no-rejected");
    return env;
  }

  private int keep(FrameBlock block) {
    List<String> kept = frames.computeIfAbsent(block.device(), device -> new ArrayList<>());
    int channels = block.channels();
    for (int f = 0; f < block.frames(); f++) {
      ByteBuffer frame = ByteBuffer.allocate(9 + 5 * channels);
      frame.putLong(block.timeOf(f)).put((byte) (f == 0 && block.segmentStart() ? 1 : 0));
      for (int c = 0; c < channels; c++) {
        frame.putFloat(block.values()[f * channels + c]);
      }
      frame.put(block.mask(), f * channels, channels);
      kept.add(HexFormat.of().formatHex(frame.array()));
    }
    return block.frames();
  }

  /** Reads the partitions of a subtask, in turns that are nobody's but the seed's. */
  private record Partitions(int job) implements FlatMapFunction<Long, DeviceReadings> {

    @Override
    public void flatMap(Long subtask, Collector<DeviceReadings> out) {
      OrderJob of = JOBS.get(job);
      List<Integer> open = new ArrayList<>();
      for (int p = subtask.intValue(); p < of.partitions.size(); p += of.parallelism) {
        open.add(p);
      }
      int[] next = new int[of.partitions.size()];
      SplittableRandom random = new SplittableRandom(subtask);
      while (!open.isEmpty()) {
        int at = random.nextInt(open.size());
        int partition = open.get(at);
        List<Arrival> arrivals = of.partitions.get(partition);
        int run = 1 + random.nextInt(500);
        int given = 0;
        while (given < run
            && next[partition] < arrivals.size()
            && of.slices.admits(arrivals.get(next[partition]))) {
          out.collect(arrivals.get(next[partition]++).readings(partition));
          given++;
        }
        if (next[partition] == arrivals.size()) {
          open.remove(at);
        } else if (given == 0) {
          Slices.pause();
        }
      }
    }
  }

  /** Tells that the align operator, which is chained to it, has a record. */
  private record Taken(int job) implements MapFunction<DeviceReadings, DeviceReadings> {

    @Override
    public DeviceReadings map(DeviceReadings readings) {
      OrderJob of = JOBS.get(job);
      of.taken.addAndGet(readings.count());
      of.slices.taken(readings.source().timestampMillis());
      return readings;
    }
  }

  /** A watermark a record: partitions are read without a pause in which one could be sent. */
  private static final class EachRecord implements WatermarkGenerator<DeviceReadings> {

    private long furthest = Long.MIN_VALUE;

    @Override
    public void onEvent(DeviceReadings record, long timestamp, WatermarkOutput output) {
      if (timestamp - Slices.SKEW / 1_000 > furthest) {
        furthest = timestamp - Slices.SKEW / 1_000;
        output.emitWatermark(new Watermark(furthest));
      }
    }

    @Override
    public void onPeriodicEmit(WatermarkOutput output) {}
  }
}
