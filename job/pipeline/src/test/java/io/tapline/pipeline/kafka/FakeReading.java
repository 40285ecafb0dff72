/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.pipeline.kafka;

import io.tapline.flink.element.SourceRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.core.io.InputStatus;
import org.apache.kafka.common.TopicPartition;

/** A {@link WatermarkedReader} over records, ends, clocks and an output that a test holds. */
final class FakeReading
    implements SourceReader<SourceRecord, KafkaPartitionSplit>, ReaderOutput<SourceRecord> {

  private static final String TOPIC = "t";
  private static final long FIRST_POLL_NANOS = 1_000_000_000;
  private static final long BETWEEN_POLLS_NANOS = 50_000_000;

  private final WatermarkedReader reader;
  private final Map<Integer, PartitionTime> watched = new HashMap<>();
  private final Map<Integer, Out> outputs = new HashMap<>();
  private final Map<Integer, SourceOutput<SourceRecord>> timed = new HashMap<>();
  private final Map<Integer, Long> offsets = new HashMap<>();
  private final List<KafkaPartitionSplit> splits = new ArrayList<>();
  private Runnable onPoll = () -> {};
  private ReaderOutput<SourceRecord> polledFor;
  private long nanos = FIRST_POLL_NANOS;
  private long wallMillis;
  private boolean mainIdle;

  FakeReading(WatermarkTimes times, long wallMillis) {
    this.wallMillis = wallMillis;
    reader =
        new WatermarkedReader(
            this, times, onAnswer -> new Watch(), () -> nanos, () -> this.wallMillis);
    reader.start();
  }

  FakeReading partitions(int... numbers) {
    List<KafkaPartitionSplit> added = new ArrayList<>();
    for (int number : numbers) {
      added.add(new KafkaPartitionSplit(new TopicPartition(TOPIC, number), 0));
    }
    reader.addSplits(added);
    return poll();
  }

  /** A record is read, and then all partitions are judged. */
  FakeReading record(int partition, long timestampMillis) {
    onPoll =
        () -> {
          long offset = offsets.merge(partition, 1L, Long::sum) - 1;
          timed
              .computeIfAbsent(partition, number -> polledFor.createOutputForSplit(id(number)))
              .collect(new SourceRecord(TOPIC, partition, offset, timestampMillis, new byte[0]));
        };
    poll();
    return poll();
  }

  /** The broker says that a partition ends where it has been read to. */
  FakeReading atEnd(int partition) {
    watched.get(partition).endsAt(offsets.getOrDefault(partition, 0L), wallMillis);
    return poll();
  }

  /** The broker goes on saying so. */
  FakeReading atEndFor(int partition, long millis) {
    atEnd(partition);
    for (long passed = 0; passed < millis; passed += 100) {
      wallMillis += 100;
      atEnd(partition);
    }
    return this;
  }

  FakeReading later(long millis) {
    wallMillis += millis;
    return poll();
  }

  private FakeReading poll() {
    nanos += BETWEEN_POLLS_NANOS;
    try {
      reader.pollNext(this);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
    onPoll = () -> {};
    return this;
  }

  /** The watermark of a partition; {@link PartitionTime#NEVER} where none was sent. */
  long watermark(int partition) {
    return outputs.containsKey(partition) ? outputs.get(partition).watermark : PartitionTime.NEVER;
  }

  /** As Flink has it: the least watermark of all partitions that are not idle. */
  long watermark() {
    return splits.stream()
        .mapToInt(split -> split.getTopicPartition().partition())
        .filter(partition -> !isIdle(partition))
        .mapToLong(this::watermark)
        .min()
        .orElse(PartitionTime.NEVER);
  }

  boolean isIdle(int partition) {
    return outputs.containsKey(partition) && outputs.get(partition).idle;
  }

  boolean isIdle() {
    return mainIdle;
  }

  int records(int partition) {
    return outputs.get(partition).records;
  }

  private static String id(int partition) {
    return KafkaPartitionSplit.toSplitId(new TopicPartition(TOPIC, partition));
  }

  private final class Watch implements PartitionWatch {

    @Override
    public void start() {
      // A test says where partitions end.
    }

    @Override
    public void add(TopicPartition partition, PartitionTime time) {
      watched.put(partition.partition(), time);
    }

    @Override
    public void remove(TopicPartition partition) {
      watched.remove(partition.partition());
    }

    @Override
    public void close() {
      watched.clear();
    }
  }

  private static final class Out implements SourceOutput<SourceRecord> {

    private long watermark = PartitionTime.NEVER;
    private boolean idle;
    private int records;

    @Override
    public void collect(SourceRecord record) {
      if (idle) {
        throw new AssertionError("a record of an idle partition");
      }
      records++;
    }

    @Override
    public void collect(SourceRecord record, long timestamp) {
      collect(record);
    }

    @Override
    public void emitWatermark(Watermark mark) {
      watermark = mark.getTimestamp();
    }

    @Override
    public void markIdle() {
      idle = true;
    }

    @Override
    public void markActive() {
      idle = false;
    }
  }

  @Override
  public InputStatus pollNext(ReaderOutput<SourceRecord> output) {
    polledFor = output;
    onPoll.run();
    return InputStatus.MORE_AVAILABLE;
  }

  @Override
  public SourceOutput<SourceRecord> createOutputForSplit(String splitId) {
    int partition = Integer.parseInt(splitId.substring(splitId.lastIndexOf('-') + 1));
    return outputs.computeIfAbsent(partition, none -> new Out());
  }

  @Override
  public void releaseOutputForSplit(String splitId) {
    throw new AssertionError("not asked");
  }

  @Override
  public void addSplits(List<KafkaPartitionSplit> added) {
    splits.addAll(added);
  }

  @Override
  public void markIdle() {
    mainIdle = true;
  }

  @Override
  public void markActive() {
    mainIdle = false;
  }

  @Override
  public void start() {
    // Records are a test's.
  }

  @Override
  public List<KafkaPartitionSplit> snapshotState(long checkpointId) {
    return splits;
  }

  @Override
  public CompletableFuture<Void> isAvailable() {
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public void notifyNoMoreSplits() {
    throw new AssertionError("not asked");
  }

  @Override
  public void collect(SourceRecord record) {
    throw new AssertionError("a record of no partition");
  }

  @Override
  public void collect(SourceRecord record, long timestamp) {
    collect(record);
  }

  @Override
  public void emitWatermark(Watermark watermark) {
    throw new AssertionError("a watermark of no partition");
  }

  @Override
  public void close() {
    // Nothing is open.
  }
}
