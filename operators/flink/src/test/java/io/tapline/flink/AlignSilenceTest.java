/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.flink;

import static io.tapline.flink.AlignOperatorTest.alignment;
import static io.tapline.flink.AlignOperatorTest.readings;
import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.alignment.FrameBlock;
import io.tapline.flink.element.DeviceReadings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A device is silent once the watermark has moved on by the idle-flush, here 1 s, since its last
 * record, whatever that record's timestamp.
 */
class AlignSilenceTest {

  private static final long HOUR = 3_600_000;
  private static final int BACKLOG = 100;

  @ParameterizedTest(name = "rocksDb={0}, restored after each={1}")
  @CsvSource({"false,false", "false,true", "true,false", "true,true"})
  void shouldNotTakeABacklogForSilence(boolean rocksDb, boolean restoreAfterEach) throws Exception {
    List<String> expected;
    try (Harness<DeviceReadings, FrameBlock> sorted = harness(false, false)) {
      for (int i = 0; i < BACKLOG; i++) {
        sorted.element(backlog(0, i), 0).element(backlog(1, i), 0);
      }
      expected = frames(sorted.endOfInput());
    }
    assertThat(expected).hasSize(BACKLOG);

    try (Harness<DeviceReadings, FrameBlock> align = harness(rocksDb, restoreAfterEach)) {
      long watermark = HOUR;
      align.watermark(watermark);
      // Channel b stays behind channel a by 200 ms, within its wait of 300 ms.
      for (int i = 0; i < BACKLOG + 20; i++) {
        if (i < BACKLOG) {
          align.element(backlog(0, i), 0).watermark(++watermark);
        }
        if (i >= 20) {
          align.element(backlog(1, i - 20), 0).watermark(++watermark);
        }
        assertThat(align.timers()).isEqualTo(1);
      }
      assertThat(align.rejected()).isEmpty();
      // The last record came before the last watermark; it is heard with that after a restore.
      long heard = restoreAfterEach ? watermark : watermark - 1;
      align.watermark(heard + 999);
      assertThat(frames(align)).hasSizeLessThan(BACKLOG);
      align.watermark(heard + 1_000);
      assertThat(frames(align)).isEqualTo(expected);
      assertThat(align.endOfInput().timers()).isZero();
    }
  }

  @ParameterizedTest(name = "rocksDb={0}, restored after each={1}")
  @CsvSource({"false,false", "false,true", "true,false", "true,true"})
  void shouldCountSilenceFromTheFirstWatermarkWhereNoneIsKnown(
      boolean rocksDb, boolean restoreAfterEach) throws Exception {
    for (long recordMillis : new long[] {-1, 100}) {
      try (Harness<DeviceReadings, FrameBlock> align = harness(rocksDb, restoreAfterEach)) {
        align.element(readings("d", recordMillis, 0, 0, 1), 0).watermark(HOUR);
        assertThat(align.output()).isEmpty();
        assertThat(align.element(readings("d", recordMillis, 1, 0, 1), 0).timers()).isEqualTo(1);
        assertThat(align.watermark(HOUR).watermark(HOUR + 999).output()).isEmpty();
        assertThat(frames(align.watermark(HOUR + 1_000))).hasSize(1);
        assertThat(align.endOfInput().timers()).isZero();
      }
    }
  }

  @ParameterizedTest(name = "rocksDb={0}")
  @CsvSource({"false", "true"})
  void shouldNotTakeAWatermarkThatBeganAgainForTheLastOne(boolean rocksDb) throws Exception {
    try (Harness<DeviceReadings, FrameBlock> align = harness(rocksDb, false)) {
      align.watermark(HOUR).element(readings("d", 0, 0, 0, 1), 0);
      align.restoreInto(new AlignOperatorFactory(alignment("a", "b")));
      align.watermark(5_000).element(readings("d", 0, 1, 0, 1), 0);
      assertThat(align.watermark(HOUR + 999).output()).isEmpty();
      assertThat(frames(align.watermark(HOUR + 1_000))).hasSize(1);
    }
  }

  /** The i-th reading of a channel, at 10·i ms, in a record that is as old. */
  private static DeviceReadings backlog(int channel, int i) {
    return readings("d", 10L * i, channel, 10L * i, 1 + i + 1_000L * channel);
  }

  private static Harness<DeviceReadings, FrameBlock> harness(
      boolean rocksDb, boolean restoreAfterEach) throws Exception {
    Supplier<StateBackend> backend =
        rocksDb ? EmbeddedRocksDBStateBackend::new : HashMapStateBackend::new;
    return new Harness<>(
        () -> new AlignOperatorFactory(alignment("a", "b")),
        DeviceReadings::device,
        backend,
        restoreAfterEach);
  }

  /** Frame by frame, since what was released together depends on when it came. */
  private static List<String> frames(Harness<DeviceReadings, FrameBlock> align) {
    List<String> frames = new ArrayList<>();
    for (FrameBlock block : align.output()) {
      int channels = block.channels();
      for (int f = 0; f < block.frames(); f++) {
        int from = f * channels;
        int to = from + channels;
        frames.add(
            (f == 0 && block.segmentStart() ? "|" : "")
                + block.timeOf(f)
                + Arrays.toString(Arrays.copyOfRange(block.values(), from, to))
                + Arrays.toString(Arrays.copyOfRange(block.mask(), from, to)));
      }
    }
    return frames;
  }
}
