/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.flink;

import static io.tapline.flink.AlignOperatorTest.readings;
import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.alignment.Alignment;
import io.tapline.alignment.Channel;
import io.tapline.alignment.ChannelLayout;
import io.tapline.alignment.FrameBlock;
import io.tapline.alignment.Grid;
import io.tapline.alignment.Mask;
import io.tapline.flink.element.DeviceReadings;
import io.tapline.flink.element.RejectedReadings;
import io.tapline.flink.element.Result;
import io.tapline.flink.state.Account;
import io.tapline.flink.state.Counts;
import io.tapline.network.Network;
import java.util.List;
import java.util.function.Supplier;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A savepoint read under an alignment whose frames mean something else, while the network is the
 * same: what the rings hold must not be convolved with the new frames, and no reading counts twice.
 */
class AlignmentChangeTest {

  private static final Alignment OLD = AlignOperatorTest.alignment("a", "b");
  private static final Network NETWORK = ConvolveFunctionTest.network(7_003);

  @ParameterizedTest(name = "rocksDb={0}")
  @ValueSource(booleans = {false, true})
  void shouldStartASegmentWhereChannelsChangePlaces(boolean rocksDb) throws Exception {
    shouldStartCold(rocksDb, AlignOperatorTest.alignment("b", "a"), 1);
  }

  @ParameterizedTest(name = "rocksDb={0}")
  @ValueSource(booleans = {false, true})
  void shouldStartASegmentWhereAScaleChanges(boolean rocksDb) throws Exception {
    List<Channel> channels =
        OLD.layout().measured().stream()
            .map(c -> new Channel(c.name(), c.aggregate(), c.fill(), c.waitMicros(), 9.81, 0))
            .toList();
    shouldStartCold(rocksDb, with(OLD.grid(), new ChannelLayout(channels)), 0);
  }

  @ParameterizedTest(name = "rocksDb={0}")
  @ValueSource(booleans = {false, true})
  void shouldStartASegmentWhereThePeriodChanges(boolean rocksDb) throws Exception {
    shouldStartCold(rocksDb, with(new Grid(0, 4_000), OLD.layout()), 0);
    shouldStartCold(rocksDb, with(new Grid(0, 35_000), OLD.layout()), 0);
    shouldStartCold(rocksDb, with(new Grid(3_000, 10_000), OLD.layout()), 0);
  }

  @ParameterizedTest(name = "rocksDb={0}")
  @ValueSource(booleans = {false, true})
  void shouldGoOnWithTheSegmentWhereNothingChanges(boolean rocksDb) throws Exception {
    try (Pipeline pipeline = new Pipeline(rocksDb)) {
      pipeline.send(0, 300, 0);
      List<Result> before = List.copyOf(pipeline.convolve.output());
      pipeline.goOnUnder(OLD);
      pipeline.send(300, 600, 0);

      assertThat(pipeline.convolve.output().get(before.size()).framesMissing()).isZero();
      pipeline.assertEveryReadingOnce();
    }
  }

  private static void shouldStartCold(boolean rocksDb, Alignment changed, int placeOfA)
      throws Exception {
    try (Pipeline pipeline = new Pipeline(rocksDb)) {
      pipeline.send(0, 300, 0);
      int blocks = pipeline.align.output().size();
      int results = pipeline.convolve.output().size();
      assertThat(pipeline.convolve.output().get(results - 1).framesMissing()).isZero();

      pipeline.goOnUnder(changed);
      pipeline.send(300, 900, placeOfA);

      assertThat(pipeline.align.output().get(blocks).segmentStart()).isTrue();
      assertThat(pipeline.convolve.output().subList(results, results + 4))
          .extracting(Result::framesMissing)
          .containsExactly(2, 1, 0, 0);
      assertThat(pipeline.convolve.output())
          .extracting(Result::timestampMicros)
          .isSorted()
          .doesNotHaveDuplicates();
      pipeline.assertEveryReadingOnce();
    }
  }

  private static Alignment with(Grid grid, ChannelLayout layout) {
    return new Alignment(grid, layout, OLD.bounds(), OLD.blockFrames());
  }

  /** Align, and convolve behind it; a device whose two channels have a reading every 3 ms. */
  private static final class Pipeline implements AutoCloseable {

    private final Harness<DeviceReadings, FrameBlock> align;
    private final Harness<FrameBlock, Result> convolve;
    private int convolved;
    private long read;

    Pipeline(boolean rocksDb) throws Exception {
      Supplier<StateBackend> backend =
          rocksDb ? EmbeddedRocksDBStateBackend::new : HashMapStateBackend::new;
      align =
          new Harness<>(
              () -> new AlignOperatorFactory(OLD), DeviceReadings::device, backend, false);
      convolve =
          new Harness<>(
              () -> Harness.keyed(new ConvolveFunction(() -> NETWORK)),
              FrameBlock::device,
              backend,
              false);
    }

    void send(long fromMillis, long toMillis, int placeOfA) throws Exception {
      for (long millis = fromMillis; millis < toMillis; millis += 3) {
        align.element(readings("d", millis, placeOfA, millis, 1, 1 - placeOfA, millis, -1), millis);
        read += 2;
      }
      convolveNew();
    }

    void goOnUnder(Alignment changed) throws Exception {
      align.restoreInto(new AlignOperatorFactory(changed));
      convolve.restoreInto(Harness.keyed(new ConvolveFunction(() -> NETWORK)));
    }

    void assertEveryReadingOnce() throws Exception {
      align.endOfInput();
      convolveNew();
      Counts counts = AlignAccountTest.counts(align);
      long rejected =
          align.rejected().stream().map(RejectedReadings::channels).mapToLong(c -> c.length).sum();
      assertThat(counts.get(Account.FRAMED) + counts.get(Account.LATE)).isEqualTo(read);
      assertThat(counts.get(Account.BUFFERED)).isZero();
      assertThat(rejected).isLessThanOrEqualTo(counts.get(Account.LATE));
      // At most what a tick of the coarsest grid here holds.
      assertThat(counts.get(Account.LATE)).isLessThanOrEqualTo(24);
      for (FrameBlock block : align.output()) {
        for (int at = 0; at < block.frames() * block.channels(); at++) {
          assertThat(block.mask()[at]).isNotEqualTo(Mask.MISSING);
        }
      }
    }

    private void convolveNew() throws Exception {
      List<FrameBlock> blocks = align.output();
      while (convolved < blocks.size()) {
        convolve.element(blocks.get(convolved++), 0);
      }
    }

    @Override
    public void close() {
      align.close();
      convolve.close();
    }
  }
}
