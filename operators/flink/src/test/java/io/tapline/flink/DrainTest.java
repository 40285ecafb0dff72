/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.flink;

import static io.tapline.flink.AlignOperatorTest.readings;
import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.alignment.Alignment;
import io.tapline.alignment.FrameBlock;
import io.tapline.flink.element.DeviceReadings;
import io.tapline.flink.element.Result;
import io.tapline.network.Network;
import java.util.List;
import java.util.function.Supplier;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A job is drained, and goes on from the savepoint before any gap is over: what was drained is a
 * segment that has ended, whether or not the network looks ahead.
 */
class DrainTest {

  private static final Alignment ALIGNMENT = AlignOperatorTest.alignment("a", "b");

  @ParameterizedTest(name = "rocksDb={0}, looks ahead={1}, silent before={2}")
  @CsvSource({
    "false,false,false",
    "false,false,true",
    "false,true,false",
    "false,true,true",
    "true,false,false",
    "true,true,true"
  })
  void shouldStartASegmentWhereAJobGoesOnAfterADrain(
      boolean rocksDb, boolean looksAhead, boolean silent) throws Exception {
    Network network =
        looksAhead ? ConvolveFunctionTest.lookAhead() : ConvolveFunctionTest.network(7_004);
    try (Harness<DeviceReadings, FrameBlock> align = align(rocksDb);
        Harness<FrameBlock, Result> convolve = convolve(network, rocksDb)) {
      send(align, 0, 4);
      if (silent) {
        align.watermark(60_000);
      }
      align.endOfInput();
      hand(align.output(), convolve).endOfInput();
      int drainedFrames = align.output().size();
      int drainedResults = convolve.output().size();
      assertThat(drainedResults).isEqualTo(4);

      align.restoreInto(new AlignOperatorFactory(ALIGNMENT));
      convolve.restoreInto(Harness.keyed(new ConvolveFunction(() -> network)));
      send(align, 4, 8);
      align.endOfInput();
      List<FrameBlock> since = align.output().subList(drainedFrames, align.output().size());
      assertThat(since)
          .extracting(FrameBlock::segmentStart)
          .startsWith(true)
          .containsOnlyOnce(true);
      hand(since, convolve).endOfInput();

      try (Harness<DeviceReadings, FrameBlock> newAlign = align(false);
          Harness<FrameBlock, Result> newConvolve = convolve(network, false)) {
        send(newAlign, 4, 8);
        newAlign.endOfInput();
        hand(newAlign.output(), newConvolve).endOfInput();
        assertThat(convolve.output().subList(drainedResults, convolve.output().size()))
            .usingRecursiveFieldByFieldElementComparator()
            .isEqualTo(newConvolve.output())
            .hasSize(4);
      }
    }
  }

  @ParameterizedTest(name = "rocksDb={0}")
  @CsvSource({"false", "true"})
  void shouldGoOnWithTheSegmentOfADeviceThatWasSilentOnly(boolean rocksDb) throws Exception {
    try (Harness<DeviceReadings, FrameBlock> align = align(rocksDb)) {
      send(align, 0, 4);
      align.watermark(60_000);
      send(align, 4, 8);
      align.endOfInput();

      assertThat(align.output())
          .extracting(FrameBlock::segmentStart)
          .hasSizeGreaterThan(1)
          .startsWith(true)
          .containsOnlyOnce(true);
    }
  }

  /** Readings of both channels for the ticks from one to before another, 10 ms each. */
  private static void send(Harness<DeviceReadings, FrameBlock> align, int from, int to)
      throws Exception {
    for (int tick = from; tick < to; tick++) {
      align.element(readings("d", 10L * tick, 0, 10L * tick, tick, 1, 10L * tick, -tick), 0);
    }
  }

  private static Harness<FrameBlock, Result> hand(
      List<FrameBlock> blocks, Harness<FrameBlock, Result> convolve) throws Exception {
    for (FrameBlock block : blocks) {
      convolve.element(block, 0);
    }
    return convolve;
  }

  private static Harness<DeviceReadings, FrameBlock> align(boolean rocksDb) throws Exception {
    return new Harness<>(
        () -> new AlignOperatorFactory(ALIGNMENT), DeviceReadings::device, backend(rocksDb), false);
  }

  private static Harness<FrameBlock, Result> convolve(Network network, boolean rocksDb)
      throws Exception {
    return new Harness<>(
        () -> Harness.keyed(new ConvolveFunction(() -> network)),
        FrameBlock::device,
        backend(rocksDb),
        false);
  }

  private static Supplier<StateBackend> backend(boolean rocksDb) {
    return rocksDb ? EmbeddedRocksDBStateBackend::new : HashMapStateBackend::new;
  }
}
