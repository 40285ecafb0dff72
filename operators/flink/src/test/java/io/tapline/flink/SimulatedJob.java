/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.flink;

import io.tapline.alignment.Alignment;
import io.tapline.flink.SimulatedQueue.Element;
import io.tapline.flink.element.DeviceReadings;
import io.tapline.flink.element.RejectedReadings;
import io.tapline.flink.plain.PlainFrame;
import io.tapline.flink.state.Account;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * A job over a {@link SimulatedWorld}, in one thread: which step comes next is drawn at random.
 *
 * <p>Partitions are read as far as they have been written by a clock that moves at random, records
 * and watermarks travel in queues, checkpoints have barriers that are aligned, and a crash may come
 * between any two steps. Then the last complete checkpoint is restored, with another parallelism.
 */
final class SimulatedJob {

  private static final long MAX = Long.MAX_VALUE;

  private record Checkpoint(int[] positions, List<SimulatedTask.Saved> tasks) {}

  private final SplittableRandom random;
  private final SimulatedWorld world;
  private final List<RejectedReadings> rejected = new ArrayList<>();
  private final Map<String, List<PlainFrame>> committed = new TreeMap<>();
  private final int[] positions;
  private final long[] furthest;
  private final boolean[] idle;
  private final long lastWritten;
  private long now;
  private int sources;
  private final List<SimulatedTask> tasks = new ArrayList<>();

  /** By source, then by task. */
  private SimulatedQueue[][] queues;

  private long[] emitted;
  private Checkpoint complete;
  private int[] barrierPositions;
  private SimulatedTask.Saved[] saved;
  private final List<Map<String, List<PlainFrame>>> preCommitted = new ArrayList<>();
  private int crashes;

  SimulatedJob(SimulatedWorld world, long seed) throws Exception {
    this.world = world;
    random = new SplittableRandom(seed * 31 + 7);
    int partitions = world.partitions.size();
    positions = new int[partitions];
    furthest = new long[partitions];
    idle = new boolean[partitions];
    lastWritten =
        world.partitions.stream()
            .filter(partition -> !partition.isEmpty())
            .mapToLong(partition -> partition.get(partition.size() - 1).writtenMillis())
            .max()
            .orElse(0);
    now = random.nextBoolean() ? lastWritten : random.nextLong(lastWritten + 1);
    crashes = random.nextInt(4);
    start(new Checkpoint(new int[partitions], List.of()));
  }

  /** Runs to the end of all partitions. */
  void run() throws Exception {
    while (!isDone()) {
      step();
    }
    for (SimulatedQueue[] bySource : queues) {
      for (int task = 0; task < tasks.size(); task++) {
        bySource[task].add(Element.ofWatermark(MAX, false));
        while (!bySource[task].isEmpty()) {
          deliver(bySource, task);
        }
      }
    }
    tasks.forEach(task -> commit(task.takeFrames()));
  }

  Map<String, List<PlainFrame>> frames() {
    return committed;
  }

  List<RejectedReadings> rejected() {
    return rejected;
  }

  long count(Account line) {
    return tasks.stream().mapToLong(task -> task.count(line)).sum();
  }

  private boolean isDone() {
    for (int p = 0; p < positions.length; p++) {
      if (positions[p] < world.partitions.get(p).size()) {
        return false;
      }
    }
    for (SimulatedQueue[] bySource : queues) {
      for (SimulatedQueue queue : bySource) {
        if (!queue.isEmpty()) {
          return false;
        }
      }
    }
    return true;
  }

  private void step() throws Exception {
    int what = random.nextInt(100);
    if (what < 40) {
      read(random.nextInt(positions.length), 1 + random.nextInt(random.nextInt(8) == 0 ? 60 : 4));
    } else if (what < 75) {
      SimulatedQueue[] bySource = queues[random.nextInt(sources)];
      int task = random.nextInt(tasks.size());
      for (int most = 1 + random.nextInt(20); most > 0 && !bySource[task].isBlocked(); most--) {
        deliver(bySource, task);
      }
    } else if (what < 85) {
      emitWatermark(random.nextInt(sources));
    } else if (what < 91) {
      now += random.nextInt(4) == 0 ? random.nextInt(700) : random.nextInt(40);
    } else if (what < 93) {
      rest(random.nextInt(positions.length));
    } else if (what < 99) {
      checkpoint();
    } else if (crashes > 0) {
      crashes--;
      start(complete);
    }
  }

  private void read(int partition, int most) {
    List<SimulatedWorld.Written> log = world.partitions.get(partition);
    for (int left = most; left > 0 && !isAtEnd(partition); left--) {
      SimulatedWorld.Written next = log.get(positions[partition]++);
      DeviceReadings readings = next.readings();
      idle[partition] = false;
      furthest[partition] = Math.max(furthest[partition], readings.source().timestampMillis());
      queues[sourceOf(partition)][taskOf(readings.device())].add(Element.of(readings));
    }
  }

  private boolean isAtEnd(int partition) {
    List<SimulatedWorld.Written> log = world.partitions.get(partition);
    return positions[partition] >= log.size()
        || log.get(positions[partition]).writtenMillis() > now;
  }

  /** A partition may be idle once nothing more is written to it. */
  private void rest(int partition) {
    idle[partition] = positions[partition] == world.partitions.get(partition).size();
  }

  private void emitWatermark(int source) {
    long least = MAX;
    for (int p = 0; p < positions.length; p++) {
      if (sourceOf(p) == source && !idle[p]) {
        long end = isAtEnd(p) ? SimulatedWorld.stampOf(now) : 0;
        least = Math.min(least, Math.max(furthest[p], end) - world.outOfOrdernessMillis - 1);
      }
    }
    boolean allIdle = least == MAX;
    for (SimulatedQueue queue : queues[source]) {
      queue.add(Element.ofWatermark(Math.max(emitted[source], least), allIdle));
    }
    emitted[source] = allIdle ? emitted[source] : Math.max(emitted[source], least);
  }

  private void deliver(SimulatedQueue[] bySource, int task) throws Exception {
    Element element = bySource[task].poll();
    if (element.barrier()) {
      return;
    }
    if (element.record() != null) {
      tasks.get(task).record(element.record());
      return;
    }
    long least = MAX;
    boolean any = false;
    for (SimulatedQueue[] from : queues) {
      any |= !from[task].isIdle();
      least = Math.min(least, from[task].heldAt());
    }
    if (any) {
      tasks.get(task).watermark(least);
    }
  }

  /** Begins a checkpoint, or goes on with the one that is going on. */
  private void checkpoint() throws Exception {
    if (saved == null) {
      saved = new SimulatedTask.Saved[tasks.size()];
      barrierPositions = positions.clone();
      for (SimulatedQueue[] bySource : queues) {
        for (SimulatedQueue queue : bySource) {
          queue.add(Element.ofBarrier());
        }
      }
    }
    boolean all = true;
    for (int task = 0; task < tasks.size(); task++) {
      if (saved[task] == null && isAligned(task)) {
        for (SimulatedQueue[] bySource : queues) {
          bySource[task].poll();
        }
        saved[task] = tasks.get(task).save();
        preCommitted.add(tasks.get(task).takeFrames());
      }
      all &= saved[task] != null;
    }
    if (all) {
      complete = new Checkpoint(barrierPositions, List.of(saved));
      saved = null;
      preCommitted.forEach(this::commit);
      preCommitted.clear();
    }
  }

  private boolean isAligned(int task) {
    for (SimulatedQueue[] bySource : queues) {
      if (!bySource[task].isAtBarrier()) {
        return false;
      }
    }
    return true;
  }

  private void commit(Map<String, List<PlainFrame>> frames) {
    frames.forEach(
        (device, some) ->
            committed.computeIfAbsent(device, none -> new ArrayList<>()).addAll(some));
  }

  /** Starts from a checkpoint, with a parallelism drawn at random. */
  private void start(Checkpoint from) throws Exception {
    complete = from;
    System.arraycopy(from.positions(), 0, positions, 0, positions.length);
    Arrays.fill(furthest, 0);
    Arrays.fill(idle, false);
    saved = null;
    preCommitted.clear();
    sources = 1 + random.nextInt(3);
    int parallelism = 1 + random.nextInt(3);
    emitted = new long[sources];
    queues = new SimulatedQueue[sources][parallelism];
    for (SimulatedQueue[] bySource : queues) {
      for (int task = 0; task < parallelism; task++) {
        bySource[task] = new SimulatedQueue();
      }
    }
    tasks.clear();
    Alignment alignment = world.alignment;
    for (int task = 0; task < parallelism; task++) {
      int number = task;
      SimulatedTask started = new SimulatedTask(alignment, rejected);
      tasks.add(started);
      for (SimulatedTask.Saved before : from.tasks()) {
        started.restore(before, device -> taskOf(device, parallelism) == number);
      }
    }
    for (SimulatedTask.Saved before : from.tasks()) {
      tasks.get(random.nextInt(parallelism)).restoreCounts(before.counts());
    }
  }

  private int sourceOf(int partition) {
    return partition % sources;
  }

  private int taskOf(String device) {
    return taskOf(device, tasks.size());
  }

  private static int taskOf(String device, int parallelism) {
    return Math.floorMod(device.hashCode(), parallelism);
  }
}
