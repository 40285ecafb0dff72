/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.flink;

import static io.tapline.flink.AlignOperatorTest.readings;
import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.alignment.Alignment;
import io.tapline.alignment.ChannelLayout;
import io.tapline.alignment.Derivation;
import io.tapline.alignment.DerivedChannel;
import io.tapline.alignment.FrameBlock;
import io.tapline.alignment.FrameChannel;
import io.tapline.flink.element.DeviceReadings;
import io.tapline.flink.state.Account;
import io.tapline.flink.state.Counts;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A layout with a norm between its channels, before and after savepoints. */
class DerivedChannelTest {

  private static final Alignment MEASURED = AlignOperatorTest.alignment("a", "b");
  private static final Alignment WITH_NORM = withNorm();

  @ParameterizedTest(name = "rocksDb={0}")
  @ValueSource(booleans = {false, true})
  void shouldGiveTheSameFramesAfterARestore(boolean rocksDb) throws Exception {
    List<FrameBlock> whole;
    try (Harness<DeviceReadings, FrameBlock> align = harness(rocksDb, WITH_NORM)) {
      send(align, 0, 300);
      send(align, 300, 600);
      whole = List.copyOf(align.endOfInput().output());
    }
    try (Harness<DeviceReadings, FrameBlock> align = harness(rocksDb, WITH_NORM)) {
      send(align, 0, 300);
      align.restoreInto(new AlignOperatorFactory(WITH_NORM));
      send(align, 300, 600);

      assertThat(align.endOfInput().output()).isEqualTo(whole);
    }
    assertNorms(whole);
  }

  @ParameterizedTest(name = "rocksDb={0}")
  @ValueSource(booleans = {false, true})
  void shouldStartASegmentWhereTheSavepointKnewNoNorm(boolean rocksDb) throws Exception {
    try (Harness<DeviceReadings, FrameBlock> align = harness(rocksDb, MEASURED)) {
      send(align, 0, 300);
      int before = align.output().size();
      assertThat(align.output().get(before - 1).channels()).isEqualTo(2);

      align.restoreInto(new AlignOperatorFactory(WITH_NORM));
      send(align, 300, 600);
      align.restoreInto(new AlignOperatorFactory(WITH_NORM));
      send(align, 600, 900);

      List<FrameBlock> after = align.endOfInput().output().subList(before, align.output().size());
      assertThat(after.get(0).segmentStart()).isTrue();
      assertThat(after.subList(1, after.size())).noneMatch(FrameBlock::segmentStart);
      assertNorms(after);
      Counts counts = AlignAccountTest.counts(align);
      assertThat(counts.get(Account.FRAMED)).isEqualTo(600);
      assertThat(counts.get(Account.BUFFERED)).isZero();
    }
  }

  /** Two channels with a reading every 3 ms. */
  private static void send(Harness<DeviceReadings, FrameBlock> align, long from, long to)
      throws Exception {
    for (long millis = from; millis < to; millis += 3) {
      align.element(readings("d", millis, 0, millis, 3 * millis, 1, millis, -4 * millis), millis);
    }
  }

  private static void assertNorms(List<FrameBlock> blocks) {
    assertThat(blocks).isNotEmpty();
    for (FrameBlock block : blocks) {
      assertThat(block.channels()).isEqualTo(3);
      for (int at = 0; at < 3 * block.frames(); at += 3) {
        double a = block.values()[at];
        double b = block.values()[at + 2];
        assertThat(block.values()[at + 1]).isEqualTo((float) Math.sqrt(a * a + b * b));
        assertThat(block.mask()[at + 1]).isEqualTo(block.mask()[at]);
      }
    }
  }

  private static Harness<DeviceReadings, FrameBlock> harness(boolean rocksDb, Alignment alignment)
      throws Exception {
    Supplier<StateBackend> backend =
        rocksDb ? EmbeddedRocksDBStateBackend::new : HashMapStateBackend::new;
    return new Harness<>(
        () -> new AlignOperatorFactory(alignment), DeviceReadings::device, backend, false);
  }

  private static Alignment withNorm() {
    List<FrameChannel> frame = new ArrayList<>(MEASURED.layout().frame());
    frame.add(1, new DerivedChannel("norm", Derivation.NORM, List.of("a", "b"), 1, 0));
    return new Alignment(
        MEASURED.grid(), new ChannelLayout(frame), MEASURED.bounds(), MEASURED.blockFrames());
  }
}
