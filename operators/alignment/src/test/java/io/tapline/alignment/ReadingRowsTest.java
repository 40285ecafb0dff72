/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.alignment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The rows against a plain list: whatever is inserted, wherever, and taken. */
class ReadingRowsTest {

  private static final long FIRST_SEED = 47_000;
  private static final int SEEDS = 200;
  private static final int STEPS = 300;

  /** The list's first is what is held. */
  private record Row(long time, double[] values) {}

  @Test
  void shouldKeepWhatWaitsAndWhatIsHeldAsAListDoes() {
    for (long seed = FIRST_SEED; seed < FIRST_SEED + SEEDS; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      int channels = 1 + random.nextInt(70);
      ReadingRows rows = new ReadingRows(channels);
      List<Row> list =
          new ArrayList<>(List.of(new Row(ChannelBuffers.NEVER, new double[channels])));
      long clock = ChannelBuffers.NEVER;
      for (int step = 0; step < STEPS; step++) {
        int waiting = list.size() - 1;
        if (random.nextInt(3) > 0) {
          int at = random.nextBoolean() ? waiting : random.nextInt(waiting + 1);
          Row row = new Row(random.nextLong(1_000), random.doubles(channels).toArray());
          insert(rows, at, row);
          list.add(at + 1, row);
          clock = Math.max(clock, row.time());
        } else {
          int count = random.nextInt(waiting + 1);
          rows.drop(count);
          list.subList(0, count).clear();
        }
        if (random.nextInt(40) == 0) {
          rows = new ReadingRows(rows);
        }
        assertSame(rows, list, channels, "seed=%d, step=%d".formatted(seed, step));
        assertThat(rows.clock()).isEqualTo(clock);
      }
    }
  }

  @Test
  void shouldBeAsNewWhenCleared() {
    ReadingRows rows = new ReadingRows(2);
    for (int i = 0; i < 20; i++) {
      insert(rows, i, new Row(i, new double[] {i, -i}));
    }
    rows.drop(7);

    rows.clear();

    assertThat(rows.size()).isZero();
    assertThat(rows.clock()).isEqualTo(ChannelBuffers.NEVER);
    assertThat(rows.timeAt(ChannelBuffers.HELD)).isEqualTo(ChannelBuffers.NEVER);
    assertThat(rows.valueAt(1, ChannelBuffers.HELD)).isZero();
  }

  private static void insert(ReadingRows rows, int at, Row row) {
    rows.insert(at, row.time());
    for (int c = 0; c < row.values().length; c++) {
      rows.value(c, at, row.values()[c]);
    }
  }

  private static void assertSame(ReadingRows rows, List<Row> list, int channels, String as) {
    assertThat(rows.size()).as(as).isEqualTo(list.size() - 1);
    for (int index = ChannelBuffers.HELD; index < rows.size(); index++) {
      double[] values = new double[channels];
      for (int c = 0; c < channels; c++) {
        values[c] = rows.valueAt(c, index);
      }
      Row expected = list.get(index + 1);
      assertThat(rows.timeAt(index)).as(as).isEqualTo(expected.time());
      assertThat(Arrays.equals(values, expected.values())).as(as).isTrue();
    }
  }
}
