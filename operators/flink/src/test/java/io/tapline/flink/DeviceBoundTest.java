/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.flink;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.flink.runtime.state.KeyGroupRange;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How many devices a job keeps, whatever its parallelism. */
class DeviceBoundTest {

  private static final int GROUPS = 128;

  @ParameterizedTest
  @CsvSource({"1", "3", "100", "5000"})
  void shouldTakeExactlyAsManyAsAllowedInOneSubtask(int maxDevices) {
    DeviceBound bound = subtasks(maxDevices, 1).get(0);
    for (int i = 0; i < maxDevices; i++) {
      assertThat(bound.take("pump-" + i)).isTrue();
    }
    assertThat(bound.take("one-more")).isFalse();
    assertThat(bound.size()).isEqualTo(maxDevices);

    bound.release("pump-0");
    assertThat(bound.take("one-more")).isTrue();
    assertThat(bound.take("another")).isFalse();
  }

  @Test
  void shouldTakeAllOfAJobThatHasAsManyAsAllowed() {
    SplittableRandom random = new SplittableRandom(99);
    for (int maxDevices : new int[] {1, 2, 10, 1_000, 100_000}) {
      for (int parallelism : new int[] {1, 2, 7, 128}) {
        List<DeviceBound> subtasks = subtasks(maxDevices, parallelism);
        for (int i = 0; i < maxDevices; i++) {
          String device = Long.toHexString(random.nextLong());
          assertThat(take(subtasks, device))
              .as("maxDevices=%d, parallelism=%d, i=%d", maxDevices, parallelism, i)
              .isTrue();
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"100000, 1, 100000", "100000, 4, 104000", "100000, 32, 112000", "1000, 4, 1500"})
  void shouldTakeFewMoreThanAllowedInSeveralSubtasks(int maxDevices, int parallelism, int most) {
    List<DeviceBound> subtasks = subtasks(maxDevices, parallelism);
    for (int i = 0; i < 3 * maxDevices; i++) {
      take(subtasks, "device-" + i);
    }
    assertThat(subtasks.stream().mapToInt(DeviceBound::size).sum()).isBetween(maxDevices, most);
  }

  @Test
  void shouldTakeNoMoreNamesThatCollideThanAKeyGroupHas() {
    List<DeviceBound> subtasks = subtasks(100_000, 1);
    int taken = 0;
    for (int i = 0; i < 20_000; i++) {
      taken += take(subtasks, CollidingNames.name(i)) ? 1 : 0;
    }
    assertThat(taken).isBetween(782, 1_000);
    assertThat(subtasks.get(0).take("another")).isTrue();
  }

  @Test
  void shouldCountWhatAStateHasInWhateverKeyGroups() {
    List<String> devices = IntStream.range(0, 1_000).mapToObj(i -> "pump-" + i).toList();
    boolean[] closed = new boolean[1];
    DeviceBound restored = subtasks(900, 1).get(0);
    Stream<String> keys = devices.stream().onClose(() -> closed[0] = true);
    restored.count(keys);

    assertThat(restored.size()).isEqualTo(1_000);
    assertThat(closed).containsExactly(true);
    assertThat(restored.take("new")).isFalse();
    devices.subList(0, 101).forEach(restored::release);
    assertThat(restored.take("new")).isTrue();
    assertThat(restored.take("newer")).isFalse();
  }

  @Test
  void shouldTakeAnyNumberWhereThereIsNoBound() {
    DeviceBound unbounded = subtasks(Integer.MAX_VALUE, 1).get(0);
    for (int i = 0; i < 60_000; i++) {
      assertThat(unbounded.take(CollidingNames.name(i))).isTrue();
    }
  }

  private static List<DeviceBound> subtasks(int maxDevices, int parallelism) {
    List<DeviceBound> subtasks = new ArrayList<>();
    for (int subtask = 0; subtask < parallelism; subtask++) {
      KeyGroupRange groups =
          KeyGroupRangeAssignment.computeKeyGroupRangeForOperatorIndex(
              GROUPS, parallelism, subtask);
      subtasks.add(new DeviceBound(maxDevices, GROUPS, groups));
    }
    return subtasks;
  }

  private static boolean take(List<DeviceBound> subtasks, String device) {
    int subtask =
        KeyGroupRangeAssignment.assignKeyToParallelOperator(device, GROUPS, subtasks.size());
    return subtasks.get(subtask).take(device);
  }
}
