/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.cli.demo;

import io.tapline.local.plant.FaultDetector;
import io.tapline.schemas.FeatureVector;
import io.tapline.schemas.FeatureVectorCodec;
import io.tapline.schemas.UndecodableRecordException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.HdrHistogram.Histogram;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Follows the results' topic as a user of the job would, reading committed records only: counts
 * them, looks for faults, and measures how old they are.
 */
final class ResultWatcher implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(50);
  private static final long LONGEST_MILLIS = 600_000;

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final List<TopicPartition> partitions;
  private final SendTimes sendTimes;
  private final LiveWindow live;
  private final Thread thread;
  private final FeatureVectorCodec codec = new FeatureVectorCodec();

  private final FaultDetector detector = new FaultDetector();
  private final ScoreTimeline timeline = new ScoreTimeline();

  /** From a reading's append to its result's append, in the live part. */
  private final Histogram latency = new Histogram(LONGEST_MILLIS, 3);

  /** From a result's append until it is visible to a reader of committed records, likewise. */
  private final Histogram commit = new Histogram(LONGEST_MILLIS, 3);

  private volatile boolean ended;
  private volatile RuntimeException failure;
  private long results;

  /**
   * @param live the results whose age is measured
   */
  ResultWatcher(Properties client, String topic, SendTimes sendTimes, LiveWindow live) {
    Properties properties = new Properties();
    properties.putAll(client);
    properties.put("isolation.level", "read_committed");
    properties.put("auto.offset.reset", "earliest");
    properties.put("enable.auto.commit", "false");
    consumer =
        new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    partitions =
        consumer.partitionsFor(topic).stream()
            .map(info -> new TopicPartition(topic, info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    this.sendTimes = sendTimes;
    this.live = live;
    thread = new Thread(this::watch, "result-watcher");
    thread.setDaemon(true);
    thread.start();
  }

  /** Reads to the end of what has been committed, and stops. */
  void finish() throws InterruptedException {
    ended = true;
    thread.join();
    if (failure != null) {
      throw failure;
    }
  }

  long results() {
    return results;
  }

  FaultDetector detector() {
    return detector;
  }

  ScoreTimeline timeline() {
    return timeline;
  }

  Histogram latency() {
    return latency;
  }

  Histogram commit() {
    return commit;
  }

  @Override
  public void close() throws InterruptedException {
    finish();
  }

  private void watch() {
    try (consumer) {
      while (!(ended && atEnd())) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          take(record, System.currentTimeMillis());
        }
      }
    } catch (RuntimeException e) {
      failure = e;
    }
  }

  private boolean atEnd() {
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    return partitions.stream().allMatch(p -> consumer.position(p) >= ends.get(p));
  }

  private void take(ConsumerRecord<byte[], byte[]> record, long nowMillis) {
    FeatureVector result;
    try {
      result = codec.decode(record.value());
    } catch (UndecodableRecordException e) {
      throw new IllegalStateException("the job wrote what it cannot read: " + e.getMessage(), e);
    }
    results++;
    detector.accept(result);
    timeline.accept(result);
    if (!live.holds(result.getTimestampMicros())) {
      return;
    }
    long sent = sendTimes.of(result.getDevice(), result.getTimestampMicros());
    if (sent != SendTimes.UNKNOWN && sent <= record.timestamp()) {
      latency.recordValue(Math.min(LONGEST_MILLIS, record.timestamp() - sent));
      commit.recordValue(Math.min(LONGEST_MILLIS, Math.max(0, nowMillis - record.timestamp())));
    }
  }
}
