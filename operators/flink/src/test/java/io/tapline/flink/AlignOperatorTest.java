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
import io.tapline.alignment.TimeBounds;
import io.tapline.flink.element.DeviceReadings;
import io.tapline.flink.element.RejectedReadings;
import io.tapline.flink.element.RejectionReason;
import io.tapline.flink.element.SourceRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.junit.jupiter.api.Test;

class AlignOperatorTest {

  private static final long SEED = 7_001;

  @Test
  void shouldFlushTailOnceTheWatermarkHasPassedTheIdleFlushAndWaitForTheEndOnly() throws Exception {
    try (Harness<DeviceReadings, FrameBlock> align = harness("a", "b")) {
      align.watermark(50).element(readings("d", 100, 0, 0, 1), 100).watermark(1_099);
      assertThat(align.output()).isEmpty();

      align.watermark(1_100);
      assertThat(align.output()).hasSize(1);
      assertThat(align.timers()).isEqualTo(1);
      assertThat(align.endOfInput().output().subList(1, 2))
          .containsExactly(FrameBlock.endOf("d", 2));
      assertThat(align.timers()).isZero();
    }
  }

  @Test
  void shouldMoveTheOneTimerOnWhileTheDeviceSends() throws Exception {
    try (Harness<DeviceReadings, FrameBlock> align = harness("a", "b")) {
      align.watermark(50);
      align.element(readings("d", 100, 0, 0, 1), 100);
      align.element(readings("d", 900, 0, 800, 2), 900);
      assertThat(align.timers()).isEqualTo(1);

      align.watermark(1_500);
      assertThat(align.timers()).isEqualTo(1);
      int framesBefore = frames(align.output());
      align.watermark(1_900);
      assertThat(frames(align.output())).isGreaterThan(framesBefore);
      assertThat(align.endOfInput().timers()).isZero();
    }
  }

  @Test
  void shouldFlushTailAtTheEndOfInputEvenWithoutRecordTimestamps() throws Exception {
    try (Harness<DeviceReadings, FrameBlock> align = harness("a", "b")) {
      align.element(readings("d", -1, 0, 0, 1), 0).endOfInput();
      assertThat(frames(align.output())).isEqualTo(1);
    }
  }

  @Test
  void shouldKeepDevicesApart() throws Exception {
    try (Harness<DeviceReadings, FrameBlock> align = harness("a", "b")) {
      align.element(readings("x", 0, 0, 0, 1), 0);
      align.element(readings("y", 0, 0, 5_000, 2), 0);
      assertThat(align.element(readings("x", 0, 0, 10, 3), 0).rejected()).isEmpty();
      align.endOfInput();
      assertThat(align.output().stream().map(FrameBlock::device)).containsOnly("x", "y");
    }
  }

  @Test
  void shouldRejectOncePerRecordAndReasonWithEveryReadingAndItsLateness() throws Exception {
    try (Harness<DeviceReadings, FrameBlock> align = harness("a", "b")) {
      align.element(readings("d", 5_000, 0, 5_000, 1, 1, 5_000, 1), 5_000);
      align.element(readings("d", 5_500, 0, 5_500, 1, 1, 5_500, 1), 5_500);
      DeviceReadings late =
          readings("d", 5_500, 0, 5_100, 7, 1, 5_111, 8, 0, 5_500, 9, 0, 90_000, 3);

      align.element(late, 5_500);

      assertThat(align.rejected())
          .extracting(RejectedReadings::reason)
          .containsExactly(RejectionReason.DUPLICATE, RejectionReason.LATE, RejectionReason.FUTURE);
      RejectedReadings tooLate = align.rejected().get(1);
      assertThat(tooLate.source()).isSameAs(late.source());
      assertThat(tooLate.channels()).containsExactly("a", "b");
      assertThat(tooLate.micros()).containsExactly(5_100_000, 5_111_000);
      assertThat(tooLate.values()).containsExactly(7, 8);
      assertThat(tooLate.lateMicros()).containsExactly(380_000, 369_000);
    }
  }

  @Test
  void shouldGiveTheSameFramesWhenSavedAndRestoredAfterEveryElement() throws Exception {
    for (Supplier<StateBackend> backend : backends()) {
      List<FrameBlock> undisturbed = run(backend, false);
      assertThat(undisturbed).isNotEmpty();
      assertThat(run(backend, true)).as("seed=%d", SEED).isEqualTo(undisturbed);
    }
  }

  @Test
  void shouldFindChannelsByNameAfterTheLayoutHasChanged() throws Exception {
    for (Supplier<StateBackend> backend : backends()) {
      try (Harness<DeviceReadings, FrameBlock> align =
          new Harness<>(
              () -> new AlignOperatorFactory(alignment("a", "b")),
              DeviceReadings::device,
              backend,
              false)) {
        align.element(readings("d", 0, 0, 0, 1, 1, 0, 2), 0);
        align.restoreInto(new AlignOperatorFactory(alignment("b", "new")));
        align.endOfInput();

        assertThat(frames(align.output())).isEqualTo(1);
        assertThat(align.output().get(0).values()[0]).isEqualTo(2f);
      }
    }
  }

  private static List<FrameBlock> run(Supplier<StateBackend> backend, boolean restoreAfterEach)
      throws Exception {
    SplittableRandom random = new SplittableRandom(SEED);
    try (Harness<DeviceReadings, FrameBlock> align =
        new Harness<>(
            () -> new AlignOperatorFactory(alignment("a", "b")),
            DeviceReadings::device,
            backend,
            restoreAfterEach)) {
      long millis = 0;
      for (int i = 0; i < 40; i++) {
        millis += random.nextInt(60) + (i % 13 == 0 ? 1_500 : 0);
        String device = random.nextBoolean() ? "x" : "y";
        long time = Math.max(0, millis - random.nextInt(200));
        align.element(
            readings(device, millis, random.nextInt(2), time, i, random.nextInt(2), time + 3, i),
            millis);
        if (i % 5 == 0) {
          align.watermark(millis - 100);
        }
      }
      return List.copyOf(align.endOfInput().output());
    }
  }

  private static List<Supplier<StateBackend>> backends() {
    return Stream.<Supplier<StateBackend>>of(
            HashMapStateBackend::new, EmbeddedRocksDBStateBackend::new)
        .toList();
  }

  private static Harness<DeviceReadings, FrameBlock> harness(String... channels) throws Exception {
    return new Harness<>(
        () -> new AlignOperatorFactory(alignment(channels)),
        DeviceReadings::device,
        HashMapStateBackend::new,
        false);
  }

  /** A grid of 10 ms, disorder 20 ms, wait 300 ms, silent after 1 s. */
  static Alignment alignment(String... names) {
    List<Channel> channels = new ArrayList<>();
    for (String name : names) {
      channels.add(new Channel(name, Aggregate.MEAN, new Fill.Hold(50_000), 300_000, 1, 0));
    }
    return new Alignment(
        new Grid(0, 10_000),
        new ChannelLayout(channels),
        new TimeBounds(20_000, 500_000, 60_000_000, 1_000_000),
        7);
  }

  /** Readings as triples of channel, time in ms and value. */
  static DeviceReadings readings(String device, long recordMillis, long... triples) {
    int count = triples.length / 3;
    int[] channels = new int[count];
    long[] micros = new long[count];
    double[] values = new double[count];
    for (int i = 0; i < count; i++) {
      channels[i] = (int) triples[3 * i];
      micros[i] = triples[3 * i + 1] * 1_000;
      values[i] = triples[3 * i + 2];
    }
    SourceRecord source = new SourceRecord("topic", 0, 0, recordMillis, new byte[] {1});
    return new DeviceReadings(source, device, channels, micros, values);
  }

  private static int frames(List<FrameBlock> blocks) {
    return blocks.stream().mapToInt(FrameBlock::frames).sum();
  }
}
