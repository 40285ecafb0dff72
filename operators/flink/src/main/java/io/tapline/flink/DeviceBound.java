/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.flink;

import java.util.stream.Stream;
import org.apache.flink.runtime.state.KeyGroupRange;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;

/**
 * How many devices a subtask takes, counted before anything is kept of one. A device that is known
 * is never refused, and one that is forgotten makes room for another.
 *
 * <p>Two bounds follow from the job's. A subtask takes its share, by its key groups. A key group
 * takes its share too: names that are made to collide fall into one key group, whose map in Flink's
 * heap state is a chain then, and this bounds the chain. Hashing is uneven, so that a share has
 * room of six standard deviations: a job of as many devices as allowed refuses none. So subtasks
 * together may take a few per cent more than the job's bound; one alone takes exactly that.
 *
 * <p>The counts are no state: after a restore the keys of the state are counted, of whatever key
 * groups the subtask has now.
 */
final class DeviceBound {

  private static final int DEVIATIONS = 6;

  private final int maxParallelism;
  private final int firstGroup;
  private final int[] inGroup;
  private final int mostInGroup;
  private final int mostHere;
  private int here;

  /**
   * @param maxDevices of the whole job
   * @param maxParallelism the number of key groups
   * @param groups those of the subtask
   */
  DeviceBound(int maxDevices, int maxParallelism, KeyGroupRange groups) {
    this.maxParallelism = maxParallelism;
    firstGroup = groups.getStartKeyGroup();
    inGroup = new int[groups.getNumberOfKeyGroups()];
    double inOne = (double) maxDevices / maxParallelism;
    mostInGroup = withRoom(inOne, maxDevices);
    mostHere = withRoom(inOne * inGroup.length, maxDevices);
  }

  private static int withRoom(double share, int most) {
    double room = DEVIATIONS * (Math.sqrt(share) + 1);
    return (int) Math.min(most, Math.ceil(share + room));
  }

  /** Counts devices that a restored state has, and closes the stream. */
  void count(Stream<String> restored) {
    try (restored) {
      restored.forEach(
          device -> {
            inGroup[groupOf(device)]++;
            here++;
          });
    }
  }

  /** Counts a new device, and tells whether there is room for it. */
  boolean take(String device) {
    int group = groupOf(device);
    if (here >= mostHere || inGroup[group] >= mostInGroup) {
      return false;
    }
    inGroup[group]++;
    here++;
    return true;
  }

  /** A device is forgotten. */
  void release(String device) {
    inGroup[groupOf(device)]--;
    here--;
  }

  /** Devices that are kept. */
  int size() {
    return here;
  }

  private int groupOf(String device) {
    return KeyGroupRangeAssignment.assignToKeyGroup(device, maxParallelism) - firstGroup;
  }
}
