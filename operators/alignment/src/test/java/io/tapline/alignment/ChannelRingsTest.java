/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.alignment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The rings against plain lists: whatever is put in, shifted and taken. */
class ChannelRingsTest {

  private static final long FIRST_SEED = 31_000;
  private static final int SEEDS = 300;
  private static final int STEPS = 400;

  private record Reading(long time, double value) {}

  @Test
  void shouldKeepWhatWaitsAndWhatIsHeldAsListsDo() {
    for (long seed = FIRST_SEED; seed < FIRST_SEED + SEEDS; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      int channels = 1 + random.nextInt(20);
      ChannelRings rings = new ChannelRings(new int[channels]);
      List<List<Reading>> lists = new ArrayList<>();
      IntStream.range(0, channels).forEach(c -> lists.add(new ArrayList<>()));
      lists.forEach(list -> list.add(new Reading(ChannelBuffers.NEVER, 0)));
      // One channel sends more than the others.
      int often = random.nextInt(channels);
      for (int step = 0; step < STEPS; step++) {
        int channel = random.nextInt(3) == 0 ? often : random.nextInt(channels);
        change(random, rings, channel, lists.get(channel));
        if (step % 50 == 0) {
          rings = new ChannelRings(rings);
        }
        assertSame(rings, lists, "seed=%d, step=%d".formatted(seed, step));
      }
    }
  }

  @Test
  void shouldHaveTheRoomThatItIsMadeWith() {
    for (int room : new int[] {0, 1, 7, 8, 15, 16, 1_000}) {
      ChannelRings rings = new ChannelRings(new int[] {3, room, 3});
      for (int i = 0; i < room; i++) {
        rings.append(1, i, -i);
      }
      assertThat(rings.size(1)).isEqualTo(room);
      assertThat(rings.timeAt(1, ChannelBuffers.HELD)).isEqualTo(ChannelBuffers.NEVER);
      for (int i = 0; i < room; i++) {
        assertThat(rings.timeAt(1, i)).isEqualTo(i);
        assertThat(rings.valueAt(1, i)).isEqualTo(-i);
      }
    }
  }

  /** The list's first is what is held. */
  private static void change(
      SplittableRandom random, ChannelRings rings, int channel, List<Reading> list) {
    int waiting = list.size() - 1;
    long last = list.get(waiting).time();
    long time = Math.max(last, 0) + 2 + random.nextInt(10);
    double value = random.nextDouble();
    switch (random.nextInt(8)) {
      case 0, 1, 2 -> {
        rings.append(channel, time, value);
        list.add(new Reading(time, value));
      }
      case 3, 4 -> {
        int at = random.nextInt(waiting + 1);
        rings.insert(channel, at, time, value);
        list.add(at + 1, new Reading(time, value));
      }
      case 5 -> {
        int count = random.nextInt(waiting + 1);
        rings.drop(channel, count);
        list.subList(0, count).clear();
      }
      case 6 -> {
        int index = random.nextInt(waiting + 1) - 1;
        rings.set(channel, index, time, value);
        list.set(index + 1, new Reading(time, value));
      }
      default -> rings.clock(channel, time);
    }
  }

  private static void assertSame(ChannelRings rings, List<List<Reading>> lists, String as) {
    for (int channel = 0; channel < lists.size(); channel++) {
      List<Reading> list = lists.get(channel);
      assertThat(rings.size(channel)).as(as).isEqualTo(list.size() - 1);
      for (int index = ChannelBuffers.HELD; index < rings.size(channel); index++) {
        Reading reading = new Reading(rings.timeAt(channel, index), rings.valueAt(channel, index));
        assertThat(reading).as(as).isEqualTo(list.get(index + 1));
      }
    }
  }
}
