/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.alignment.Aggregate;
import io.tapline.alignment.Alignment;
import io.tapline.alignment.Channel;
import io.tapline.alignment.ChannelLayout;
import io.tapline.alignment.Fill;
import io.tapline.alignment.FrameBlock;
import io.tapline.alignment.Grid;
import io.tapline.alignment.Partitioning;
import io.tapline.alignment.Route;
import io.tapline.alignment.TimeBounds;
import io.tapline.flink.element.DeviceReadings;
import io.tapline.flink.element.SourceRecord;
import java.util.List;
import java.util.function.Supplier;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Devices of several partitions in the operator, where the watermark wakes them by timers. */
class AlignPartitionsTest {

  private static final long MS = 1_000;

  /** Both channels have a wait of 300 ms; idle-flush is 1 s. */
  private static Alignment alignment(long tickMillis) {
    return new Alignment(
        new Grid(0, tickMillis * MS),
        new ChannelLayout(List.of(channel("a"), channel("b"))),
        new TimeBounds(0, 100 * tickMillis * MS, 10_000 * MS, 1_000 * MS),
        64,
        Partitioning.SEVERAL_TOPICS);
  }

  private static Channel channel(String name) {
    return new Channel(name, Aggregate.LAST, new Fill.Constant(0), 300 * MS, 1, 0);
  }

  private static DeviceReadings reading(String topic, int channel, long millis) {
    return new DeviceReadings(
        new SourceRecord(topic, 0, 0, millis, new byte[0]),
        "d",
        new int[] {channel},
        new long[] {millis * MS},
        new double[] {millis},
        Route.BY_DEVICE);
  }

  private static Harness<DeviceReadings, FrameBlock> harness(
      Alignment alignment, boolean rocksDb, boolean restoreAfterEach) throws Exception {
    Supplier<StateBackend> backend =
        rocksDb ? EmbeddedRocksDBStateBackend::new : HashMapStateBackend::new;
    return new Harness<>(
        () -> new AlignOperatorFactory(alignment),
        DeviceReadings::device,
        backend,
        restoreAfterEach);
  }

  private static int frames(Harness<DeviceReadings, FrameBlock> align) {
    return align.output().stream().mapToInt(FrameBlock::frames).sum();
  }

  @ParameterizedTest(name = "rocksDb={0}, restored after each={1}")
  @CsvSource({"false,false", "false,true", "true,false", "true,true"})
  void shouldReleaseWithTheWatermarkWhatWaitsForAChannelThatNeverCame(
      boolean rocksDb, boolean restoreAfterEach) throws Exception {
    try (Harness<DeviceReadings, FrameBlock> align =
        harness(alignment(10), rocksDb, restoreAfterEach)) {
      align.watermark(0);
      align.element(reading("one", 0, 0), 0).element(reading("one", 0, 20), 20);
      align.element(reading("one", 0, 40), 40);

      assertThat(frames(align.watermark(319))).isZero();
      assertThat(frames(align.watermark(320))).isEqualTo(2);
      assertThat(frames(align.watermark(340))).isEqualTo(4);
      assertThat(align.timers()).isEqualTo(1);
    }
  }

  @ParameterizedTest(name = "rocksDb={0}, restored after each={1}")
  @CsvSource({"false,false", "false,true", "true,false", "true,true"})
  void shouldRejectNothingOfATopicThatIsReadLater(boolean rocksDb, boolean restoreAfterEach)
      throws Exception {
    try (Harness<DeviceReadings, FrameBlock> align =
        harness(alignment(10), rocksDb, restoreAfterEach)) {
      align.watermark(-1_000);
      for (long t = 0; t < 500; t += 10) {
        align.element(reading("one", 0, t), t);
      }
      for (long t = 0; t < 500; t += 10) {
        align.element(reading("two", 1, t), t);
      }

      assertThat(align.rejected()).isEmpty();
      assertThat(frames(align)).isEqualTo(49);
      assertThat(frames(align.endOfInput())).isEqualTo(50);
    }
  }

  @Test
  void shouldFlushAfterTwoTicksAtTheEarliest() throws Exception {
    Alignment oneOrder = alignment(2_000).withPartitioning(Partitioning.ONE_PARTITION);
    try (Harness<DeviceReadings, FrameBlock> align = harness(oneOrder, false, false)) {
      align.watermark(0).element(reading("one", 0, 0), 0).watermark(1_500);
      align.element(reading("one", 0, 1_500), 1_500);

      assertThat(align.rejected()).isEmpty();
      assertThat(frames(align.watermark(5_499))).isZero();
      assertThat(frames(align.watermark(5_500))).isEqualTo(1);
    }
  }
}
