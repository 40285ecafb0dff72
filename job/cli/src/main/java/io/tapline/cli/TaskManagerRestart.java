/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.tapline.local.cluster.LocalCluster;
import java.io.IOException;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Starts another TaskManager in a cluster of this process where the only one has ended. Flink ends
 * it when a task fails a second time while it is being closed, as a Kafka sink does; on a real
 * cluster something starts it again, and here the job would wait for ever.
 */
final class TaskManagerRestart {

  private static final long EVERY_NANOS = 2_000_000_000L;

  /** One that has just been started may not have registered yet. */
  private static final int ABSENT_LOOKS = 3;

  private final LocalCluster cluster;
  private final Consumer<String> lines;
  private final LongSupplier nanos;
  private long lookedAt;
  private int absent;
  private int started;

  /**
   * @param lines takes each line, without its end
   * @param nanos a clock such as {@link System#nanoTime}
   */
  TaskManagerRestart(LocalCluster cluster, Consumer<String> lines, LongSupplier nanos) {
    this.cluster = cluster;
    this.lines = lines;
    this.nanos = nanos;
    lookedAt = nanos.getAsLong();
  }

  /** Looks whether it is there, if that is due. */
  void look() throws IOException, InterruptedException {
    long now = nanos.getAsLong();
    if (now - lookedAt < EVERY_NANOS) {
      return;
    }
    lookedAt = now;
    JsonNode answer = JobMetrics.get(cluster.webUi().resolve("/taskmanagers")).path("taskmanagers");
    absent = answer.isArray() && answer.isEmpty() ? absent + 1 : 0;
    if (absent == ABSENT_LOOKS) {
      absent = 0;
      start();
    }
  }

  private void start() throws IOException {
    started++;
    // Not a line for each, where it happens again and again.
    if (Integer.bitCount(started) == 1) {
      lines.accept(
          "the TaskManager ended as a task failed while it was closed, and another is started: the"
              + " log has the cause: log="
              + LogFile.path()
              + ", started="
              + started);
    }
    try {
      cluster.startTaskManager();
    } catch (Exception e) {
      throw new IOException("no TaskManager can be started", e);
    }
  }
}
