/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.pipeline.kafka;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps asking, beside a task's thread, where the partitions end that the task may have read to
 * their ends.
 */
final class EndsWatch implements Runnable, PartitionWatch {

  private static final Logger LOG = LoggerFactory.getLogger(EndsWatch.class);
  private static final long PAUSE_MILLIS = 100;

  private final Supplier<PartitionEnds> connect;
  private final String group;
  private final Runnable onAnswer;
  private final Map<TopicPartition, PartitionTime> partitions = new ConcurrentHashMap<>();
  private final Map<TopicPartition, Long> lastEnds = new ConcurrentHashMap<>();
  private final Thread thread = new Thread(this, "partition-ends");
  private volatile boolean closed;

  /**
   * @param group the consumer group from whose offsets partitions of unknown position are read;
   *     null where they are read from their start
   * @param onAnswer is called, by another thread, when something new is known
   */
  EndsWatch(Supplier<PartitionEnds> connect, String group, Runnable onAnswer) {
    this.connect = connect;
    this.group = group;
    this.onAnswer = onAnswer;
    thread.setDaemon(true);
  }

  @Override
  public void start() {
    thread.start();
  }

  @Override
  public void add(TopicPartition partition, PartitionTime time) {
    partitions.put(partition, time);
  }

  @Override
  public void remove(TopicPartition partition) {
    partitions.remove(partition);
    lastEnds.remove(partition);
  }

  @Override
  public void run() {
    PartitionEnds ends = null;
    try {
      ends = connect.get();
      while (!closed) {
        ask(ends);
        TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      // Results then wait for records of every partition, and none is wrong.
      LOG.error("The ends of partitions are not known any more, so that results wait longer", e);
    } finally {
      if (ends != null) {
        // An interrupted thread could not close its connections.
        Thread.interrupted();
        ends.close();
      }
    }
  }

  private void ask(PartitionEnds ends) throws InterruptedException {
    findStarts(ends);
    List<TopicPartition> asked = new ArrayList<>();
    partitions.forEach(
        (partition, time) -> {
          if (time.position() >= lastEnds.getOrDefault(partition, 0L)) {
            asked.add(partition);
          }
        });
    if (asked.isEmpty()) {
      return;
    }
    long atMillis = System.currentTimeMillis();
    ends.ends(asked).forEach((partition, end) -> note(ends, partition, end, atMillis));
    onAnswer.run();
  }

  private void note(PartitionEnds ends, TopicPartition partition, long end, long atMillis) {
    PartitionTime time = partitions.get(partition);
    if (time == null) {
      return;
    }
    long position = time.position();
    boolean onlyMarks =
        position >= 0 && position < end && ends.isNothingBetween(partition, position, end);
    // A position before marks counts as one behind them.
    time.endsAt(onlyMarks ? position : end, atMillis);
    lastEnds.put(partition, onlyMarks ? position : end);
  }

  /** Partitions that have brought nothing yet are read from where the job began. */
  private void findStarts(PartitionEnds ends) throws InterruptedException {
    List<TopicPartition> unknown =
        partitions.entrySet().stream()
            .filter(partition -> partition.getValue().position() < 0)
            .map(Map.Entry::getKey)
            .toList();
    if (unknown.isEmpty()) {
      return;
    }
    Map<TopicPartition, Long> committed = group == null ? Map.of() : ends.committed(group);
    Map<TopicPartition, Long> starts = ends.starts(unknown);
    for (TopicPartition partition : unknown) {
      Long start = committed.getOrDefault(partition, starts.get(partition));
      PartitionTime time = partitions.get(partition);
      if (start != null && time != null) {
        time.startsAt(start);
      }
    }
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
  }
}
