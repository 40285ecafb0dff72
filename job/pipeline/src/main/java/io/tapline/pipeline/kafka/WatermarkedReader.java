/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.pipeline.kafka;

import io.tapline.flink.element.SourceRecord;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.core.io.InputStatus;

/**
 * Reads as another reader does, and says of each partition how far it has been read: see {@link
 * PartitionTime}.
 */
final class WatermarkedReader implements SourceReader<SourceRecord, KafkaPartitionSplit> {

  /** Each watermark is sent to every task that aligns. */
  private static final long BETWEEN_WATERMARKS_NANOS = 50_000_000;

  /** A reader that has been given no partition for so long will hardly be given one. */
  private static final long UNASSIGNED_MILLIS = 30_000;

  private final SourceReader<SourceRecord, KafkaPartitionSplit> records;
  private final WatermarkTimes times;
  private final PartitionWatch ends;
  private final LongSupplier nanoTime;
  private final LongSupplier wallMillis;
  private final Map<String, PartitionOutput> outputs = new HashMap<>();
  private final AtomicReference<CompletableFuture<Void>> answered =
      new AtomicReference<>(new CompletableFuture<>());

  private ReaderOutput<SourceRecord> main;
  private ReaderOutput<SourceRecord> timedMain;
  private long lastNanos;
  private long startedMillis;
  private boolean idle;
  private long judgedMillis;

  /**
   * @param watch makes a watch of partitions that calls back when something new is known; it gives
   *     null where nothing is asked, as of a bounded source
   */
  WatermarkedReader(
      SourceReader<SourceRecord, KafkaPartitionSplit> records,
      WatermarkTimes times,
      Function<Runnable, PartitionWatch> watch,
      LongSupplier nanoTime,
      LongSupplier wallMillis) {
    this.records = records;
    this.times = times;
    this.nanoTime = nanoTime;
    this.wallMillis = wallMillis;
    ends = watch.apply(() -> answered.get().complete(null));
  }

  @Override
  public void start() {
    records.start();
    startedMillis = wallMillis.getAsLong();
    judgedMillis = startedMillis;
    if (ends != null) {
      ends.start();
    }
  }

  @Override
  public InputStatus pollNext(ReaderOutput<SourceRecord> output) throws Exception {
    if (main != output) {
      main = output;
      timedMain = new TimedMain();
    }
    long now = nanoTime.getAsLong();
    if (now - lastNanos >= BETWEEN_WATERMARKS_NANOS || answered.get().isDone()) {
      lastNanos = now;
      emitWatermarks();
    }
    return records.pollNext(timedMain);
  }

  private void emitWatermarks() {
    judgedMillis = wallMillis.getAsLong();
    answered.set(new CompletableFuture<>());
    // All of them first: a partition that is there counts from now on.
    outputs.values().forEach(output -> output.open(main));
    boolean anyActive = outputs.isEmpty() && judgedMillis - startedMillis < UNASSIGNED_MILLIS;
    for (PartitionOutput output : outputs.values()) {
      anyActive |= !output.judge();
    }
    if (anyActive) {
      becomeActive();
    }
    outputs.values().forEach(PartitionOutput::emitWatermark);
    if (!anyActive && !idle) {
      idle = true;
      main.markIdle();
    }
  }

  /**
   * Flink takes a reader whose partitions were all idle for one until their least watermark rises;
   * a partition that holds it back has to hold back the job from now on.
   */
  private void becomeActive() {
    if (idle) {
      idle = false;
      main.markActive();
    }
  }

  @Override
  public CompletableFuture<Void> isAvailable() {
    CompletableFuture<Void> available = records.isAvailable();
    return available.isDone() || ends == null
        ? available
        : CompletableFuture.anyOf(available, answered.get()).thenApply(any -> null);
  }

  @Override
  public void addSplits(List<KafkaPartitionSplit> splits) {
    for (KafkaPartitionSplit split : splits) {
      PartitionOutput output =
          new PartitionOutput(split, times, () -> judgedMillis, this::becomeActive);
      outputs.put(split.splitId(), output);
      if (ends != null) {
        ends.add(output.partition(), output.time());
      }
    }
    records.addSplits(splits);
  }

  @Override
  public void pauseOrResumeSplits(Collection<String> pause, Collection<String> resume) {
    records.pauseOrResumeSplits(pause, resume);
  }

  @Override
  public List<KafkaPartitionSplit> snapshotState(long checkpointId) {
    return records.snapshotState(checkpointId);
  }

  @Override
  public void notifyCheckpointComplete(long checkpointId) throws Exception {
    records.notifyCheckpointComplete(checkpointId);
  }

  @Override
  public void notifyCheckpointAborted(long checkpointId) throws Exception {
    records.notifyCheckpointAborted(checkpointId);
  }

  @Override
  public void notifyNoMoreSplits() {
    records.notifyNoMoreSplits();
  }

  @Override
  public void handleSourceEvents(SourceEvent event) {
    records.handleSourceEvents(event);
  }

  @Override
  public void close() throws Exception {
    if (ends != null) {
      ends.close();
    }
    records.close();
  }

  /** Hands out an output of its own for each partition. */
  private final class TimedMain implements ReaderOutput<SourceRecord> {

    @Override
    public SourceOutput<SourceRecord> createOutputForSplit(String splitId) {
      return outputs.get(splitId).over(main.createOutputForSplit(splitId));
    }

    @Override
    public void releaseOutputForSplit(String splitId) {
      PartitionOutput released = outputs.remove(splitId);
      if (released != null && ends != null) {
        ends.remove(released.partition());
      }
      main.releaseOutputForSplit(splitId);
    }

    @Override
    public void collect(SourceRecord record) {
      main.collect(record);
    }

    @Override
    public void collect(SourceRecord record, long timestamp) {
      main.collect(record, timestamp);
    }

    @Override
    public void emitWatermark(Watermark watermark) {
      main.emitWatermark(watermark);
    }

    @Override
    public void markIdle() {
      main.markIdle();
    }

    @Override
    public void markActive() {
      main.markActive();
    }
  }
}
