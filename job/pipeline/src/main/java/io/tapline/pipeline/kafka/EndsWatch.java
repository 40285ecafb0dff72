/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.pipeline.kafka;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
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
  private static final long BETWEEN_CONNECTIONS_NANOS = 1_000_000_000;

  private final Supplier<PartitionEnds> connect;
  private final String group;
  private final Runnable onAnswer;
  private final Map<TopicPartition, PartitionTime> partitions = new ConcurrentHashMap<>();
  private final Map<TopicPartition, Long> lastEnds = new ConcurrentHashMap<>();
  private final Map<TopicPartition, Long> lastPositions = new ConcurrentHashMap<>();
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
    lastPositions.remove(partition);
  }

  @Override
  public void run() {
    boolean reported = false;
    while (!closed) {
      try (PartitionEnds ends = connect.get()) {
        while (!closed) {
          ask(ends);
          TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        }
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException e) {
        // Results wait for records of every partition meanwhile, and none is wrong.
        if (!reported) {
          reported = true;
          LOG.warn("The broker cannot be asked where partitions end, so that results wait", e);
        }
        LockSupport.parkNanos(BETWEEN_CONNECTIONS_NANOS);
      }
    }
  }

  private void ask(PartitionEnds ends) throws InterruptedException {
    findStarts(ends);
    List<TopicPartition> asked = new ArrayList<>();
    Set<TopicPartition> still = new HashSet<>();
    partitions.forEach(
        (partition, time) -> {
          Long position = time.position();
          if (position.equals(lastPositions.put(partition, position))) {
            still.add(partition);
          }
          if (still.contains(partition) || position >= lastEnds.getOrDefault(partition, 0L)) {
            asked.add(partition);
          }
        });
    if (asked.isEmpty()) {
      return;
    }
    long atMillis = System.currentTimeMillis();
    Map<TopicPartition, Long> behind = new HashMap<>();
    ends.ends(asked)
        .forEach(
            (partition, end) -> {
              if (still.contains(partition) && lastPositions.getOrDefault(partition, 0L) < end) {
                behind.put(partition, end);
              } else {
                note(partition, end, atMillis);
              }
            });
    onAnswer.run();
    passMarks(ends, behind, atMillis);
  }

  /** Looks whether only marks of transactions are left of partitions that bring nothing more. */
  private void passMarks(PartitionEnds ends, Map<TopicPartition, Long> behind, long atMillis)
      throws InterruptedException {
    if (behind.isEmpty()) {
      return;
    }
    Map<TopicPartition, Long> stable = ends.stableEnds(behind.keySet());
    behind.forEach(
        (partition, end) -> {
          PartitionTime time = partitions.get(partition);
          if (time == null) {
            return;
          }
          long position = lastPositions.getOrDefault(partition, -1L);
          // Of an open transaction something is to come.
          boolean closed = stable.getOrDefault(partition, -1L) >= end;
          boolean onlyMarks =
              closed && position >= 0 && ends.isNothingBetween(partition, position, end);
          // A position before marks counts as one behind them.
          note(partition, onlyMarks ? position : end, atMillis);
        });
    onAnswer.run();
  }

  private void note(TopicPartition partition, long end, long atMillis) {
    PartitionTime time = partitions.get(partition);
    if (time != null) {
      time.endsAt(end, atMillis);
      lastEnds.put(partition, end);
    }
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
