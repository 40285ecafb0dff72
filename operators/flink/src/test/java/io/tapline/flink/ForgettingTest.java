/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.flink;

import static io.tapline.flink.AlignOperatorTest.readings;
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
import io.tapline.flink.element.Result;
import io.tapline.network.Network;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.apache.flink.runtime.state.AbstractKeyedStateBackend;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A device that is silent for a minute leaves nothing behind, in align and in convolve: no key, no
 * entry, no timer. A grid of 1 s, gaps filled up to a minute.
 */
class ForgettingTest {

  private static final long SECOND = 1_000_000;
  private static final long MINUTE = 60_000;

  @ParameterizedTest(name = "rocksDb={0}, restored after each={1}, looks ahead={2}")
  @CsvSource({"false,false,false", "false,true,true", "true,false,true", "true,true,false"})
  void shouldKeepNothingOfADeviceThatIsSilentForTooLong(
      boolean rocksDb, boolean restoreAfterEach, boolean looksAhead) throws Exception {
    try (Job job = new Job(rocksDb, restoreAfterEach, looksAhead)) {
      long heard = job.send("gone", 10_000, 3);
      assertThat(job.devicesIn("alignment")).containsExactly("gone");
      job.watermark(heard + MINUTE - 1);
      assertThat(job.devicesIn("alignment")).containsExactly("gone");
      assertThat(job.devicesIn("rings")).containsExactly("gone");
      assertThat(job.timers()).isEqualTo(1);

      job.watermark(heard + MINUTE);

      assertThat(job.devicesIn("alignment")).isEmpty();
      assertThat(job.devicesIn("rings")).isEmpty();
      assertThat(job.timers()).isZero();
      assertThat(job.entries()).isZero();
      assertThat(job.convolve.output()).hasSize(3);
    }
  }

  @ParameterizedTest(name = "rocksDb={0}, restored after each={1}, looks ahead={2}")
  @CsvSource({"false,false,false", "false,true,true", "true,false,true", "true,true,false"})
  void shouldStartASegmentWithOneThatComesBackAndGoOnWithTheOthers(
      boolean rocksDb, boolean restoreAfterEach, boolean looksAhead) throws Exception {
    try (Job job = new Job(rocksDb, restoreAfterEach, looksAhead)) {
      job.send("gone", 10_000, 2);
      long kept = job.send("kept", 12_000, 2);
      // A second short of a minute since the one was heard, and past it since the other was.
      job.watermark(kept + MINUTE - 1_000);
      assertThat(job.devicesIn("alignment")).containsExactly("kept");
      assertThat(job.devicesIn("rings")).containsExactly("kept");
      int before = job.align.output().size();
      job.send("kept", kept + MINUTE - 1_000, 2);
      job.send("gone", kept + MINUTE + 1_000, 2);
      job.watermark(kept + 4 * MINUTE);

      List<FrameBlock> since = job.align.output().subList(before, job.align.output().size());
      assertThat(of(since, "gone")).extracting(FrameBlock::segmentStart).startsWith(true);
      assertThat(of(since, "gone")).extracting(FrameBlock::segmentStart).containsOnlyOnce(true);
      assertThat(of(since, "kept")).extracting(FrameBlock::segmentStart).containsOnly(false);
      // The gap of the one is filled, that of the other is not.
      assertThat(frames(of(job.align.output(), "gone"))).isEqualTo(2 + 2);
      assertThat(frames(of(job.align.output(), "kept"))).isEqualTo(2 + 58 + 2);
      assertThat(job.convolve.output()).hasSize(2 + 2 + 2 + 58 + 2);
      assertThat(job.entries()).isZero();
      assertThat(job.timers()).isZero();
    }
  }

  /**
   * In a replay watermarks are far between. The device comes back with what it measured meanwhile:
   * not late, and no gap, had it been remembered.
   */
  @Test
  void shouldForgetByTheRecordsOwnTimesWhereNoWatermarkCameInBetween() throws Exception {
    List<String> live = comeback(true);
    assertThat(live).hasSize(5).first().asString().startsWith("|");
    assertThat(live.get(2)).isEqualTo("end");
    assertThat(live.get(3)).startsWith("|");
    assertThat(comeback(false)).isEqualTo(live);
  }

  @Test
  void shouldSaveTheFreshStateUnderTheNameOfTheOneThatCameBack() throws Exception {
    assertThat(comebackBetweenOthers(true)).isEqualTo(comebackBetweenOthers(false));
  }

  private static List<String> comebackBetweenOthers(boolean restored) throws Exception {
    try (Job job = new Job(false, false, false)) {
      long back = 10_000 + 2 * MINUTE;
      job.watermark(9_000);
      job.align.element(readings("gone", 10_000, 0, 10_000, 1, 1, 10_000, 2), 0);
      job.align.element(readings("other", back, 0, back, 3, 1, back, 4), 0);
      job.align.element(readings("gone", back, 0, back, 5, 1, back, 6), 0);
      if (restored) {
        job.align.restoreInto(new AlignOperatorFactory(alignment()));
      }
      job.align.element(readings("other", back, 0, back + 1_000, 7, 1, back + 1_000, 8), 0);
      job.align.element(readings("gone", back, 0, back + 1_000, 9, 1, back + 1_000, 10), 0);
      job.align.endOfInput();
      // The timers of two devices that fire at one time have no order.
      return AlignedRecording.frames(job.align.output()).stream()
          .map(Object::toString)
          .sorted()
          .toList();
    }
  }

  private static List<String> comeback(boolean watermarks) throws Exception {
    try (Job job = new Job(false, false, true)) {
      job.watermark(9_000);
      job.align.element(readings("gone", 10_000, 0, 10_000, 1, 1, 10_000, 2), 0);
      job.align.element(readings("gone", 11_000, 0, 11_000, 1, 1, 11_000, 2), 0);
      if (watermarks) {
        job.watermark(11_000 + MINUTE);
      }
      long back = 11_000 + MINUTE;
      job.align.element(readings("gone", back, 0, 12_000, 3, 1, 12_000, 4), 0);
      job.align.element(readings("gone", back, 0, 13_000, 3, 1, 13_000, 4), 0);
      job.align.endOfInput();
      List<String> left = new ArrayList<>();
      for (FrameBlock block : job.align.output()) {
        AlignedRecording.frames(List.of(block)).forEach(frame -> left.add(frame.toString()));
        if (block.segmentEnd()) {
          left.add("end");
        }
      }
      return left.subList(0, left.size() - 1);
    }
  }

  @Test
  void shouldGiveTheSameResultsWhereverItIsSavedAndRestored() throws Exception {
    List<String> undisturbed = journey(false, false);
    assertThat(undisturbed).hasSizeGreaterThan(100);
    assertThat(journey(false, true)).isEqualTo(undisturbed);
    assertThat(journey(true, false)).isEqualTo(undisturbed);
  }

  /** Devices that fall silent for longer and longer, and come back. */
  private static List<String> journey(boolean rocksDb, boolean restoreAfterEach) throws Exception {
    try (Job job = new Job(rocksDb, restoreAfterEach, true)) {
      long millis = 5_000;
      for (int silence = 1; silence < 4; silence++) {
        for (int device = 0; device < 3; device++) {
          millis = job.send("device-" + device, millis, 4);
        }
        millis += silence * (MINUTE / 2) - 5_000;
        job.watermark(millis);
      }
      job.watermark(millis + 2 * MINUTE);
      assertThat(job.entries()).isZero();
      return job.convolve.output().stream()
          .map(
              result ->
                  result.device()
                      + " "
                      + result.timestampMicros()
                      + Arrays.toString(result.values())
                      + result.framesMissing())
          .toList();
    }
  }

  /** Align, and convolve behind it, of two channels. */
  private static final class Job implements AutoCloseable {

    final Harness<DeviceReadings, FrameBlock> align;
    final Harness<FrameBlock, Result> convolve;
    private int handedOn;

    Job(boolean rocksDb, boolean restoreAfterEach, boolean looksAhead) throws Exception {
      Supplier<StateBackend> backend =
          rocksDb ? EmbeddedRocksDBStateBackend::new : HashMapStateBackend::new;
      Network network =
          looksAhead ? ConvolveFunctionTest.lookAhead() : ConvolveFunctionTest.network(7_004);
      align =
          new Harness<>(
              () -> new AlignOperatorFactory(alignment()),
              DeviceReadings::device,
              backend,
              restoreAfterEach);
      convolve =
          new Harness<>(
              () -> Harness.keyed(new ConvolveFunction(() -> network)),
              FrameBlock::device,
              backend,
              restoreAfterEach);
    }

    /**
     * Sends a reading of both channels each second, and returns when the last one was heard. The
     * watermark follows each: a restored job knows of none until then.
     */
    long send(String device, long fromMillis, int seconds) throws Exception {
      long heard = fromMillis;
      for (int i = 0; i < seconds; i++) {
        heard = fromMillis + 1_000L * i;
        align.element(readings(device, heard, 0, heard, i, 1, heard, -i), heard);
        watermark(heard);
      }
      return heard;
    }

    void watermark(long millis) throws Exception {
      align.watermark(millis);
      for (; handedOn < align.output().size(); handedOn++) {
        convolve.element(align.output().get(handedOn), 0);
      }
      convolve.watermark(millis);
    }

    List<String> devicesIn(String state) {
      var backend = state.equals("rings") ? backend(convolve) : backend(align);
      try (var keys = backend.getKeys(state, VoidNamespace.INSTANCE)) {
        return keys.sorted().toList();
      }
    }

    int entries() {
      return backend(align).numKeyValueStateEntries() + backend(convolve).numKeyValueStateEntries();
    }

    int timers() {
      return align.timers() + convolve.timers();
    }

    @Override
    public void close() {
      align.close();
      convolve.close();
    }

    private static AbstractKeyedStateBackend<String> backend(Harness<?, ?> of) {
      AbstractStreamOperator<?> operator = of.operator();
      return (AbstractKeyedStateBackend<String>) operator.<String>getKeyedStateBackend();
    }
  }

  private static Alignment alignment() {
    List<Channel> channels = new ArrayList<>();
    for (String name : List.of("a", "b")) {
      channels.add(new Channel(name, Aggregate.LAST, new Fill.Hold(5 * SECOND), SECOND, 1, 0));
    }
    return new Alignment(
        new Grid(0, SECOND),
        new ChannelLayout(channels),
        new TimeBounds(0, 60 * SECOND, 60 * SECOND, 10 * SECOND, 60 * SECOND),
        16);
  }

  private static List<FrameBlock> of(List<FrameBlock> blocks, String device) {
    return blocks.stream().filter(b -> b.device().equals(device) && !b.segmentEnd()).toList();
  }

  private static int frames(List<FrameBlock> blocks) {
    return blocks.stream().mapToInt(FrameBlock::frames).sum();
  }
}
