/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.alignment.FrameBlock;
import io.tapline.alignment.Mask;
import io.tapline.flink.element.DeviceReadings;
import io.tapline.flink.element.RejectedReadings;
import io.tapline.flink.element.SourceRecord;
import io.tapline.flink.state.Account;
import io.tapline.flink.state.Counts;
import io.tapline.flink.state.DeviceAlignment;
import io.tapline.flink.state.DeviceAlignmentSerializer;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.runtime.state.KeyedStateBackend;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.junit.jupiter.api.Test;

/**
 * Nothing is lost without a trace: read = framed + rejected + still buffered, whatever comes and
 * wherever the job is stopped.
 *
 * <p>Every time is a multiple of the period, so a tick has at most one reading of a channel, and
 * the observed values of the frames are a count of what was framed that is not the operator's own.
 */
class AlignAccountTest {

  private static final long FIRST_SEED = 7_100;
  private static final List<String> LAYOUT = List.of("a", "b", "c");
  private static final List<String> OTHER_LAYOUT = List.of("c", "new", "a");

  @Test
  void shouldAccountForEveryReadingInChaosAndRestoredAnywhere() throws Exception {
    for (long seed = FIRST_SEED; seed < FIRST_SEED + 12; seed++) {
      run(seed, HashMapStateBackend::new, false);
    }
    for (long seed = FIRST_SEED; seed < FIRST_SEED + 2; seed++) {
      run(seed, EmbeddedRocksDBStateBackend::new, false);
    }
  }

  @Test
  void shouldAccountForReadingsThatGoWithTheirChannel() throws Exception {
    for (long seed = FIRST_SEED; seed < FIRST_SEED + 3; seed++) {
      run(seed, HashMapStateBackend::new, true);
      run(seed, EmbeddedRocksDBStateBackend::new, true);
    }
  }

  private static void run(long seed, Supplier<StateBackend> backend, boolean changeLayout)
      throws Exception {
    SplittableRandom random = new SplittableRandom(seed);
    List<String> names = LAYOUT;
    long read = 0;
    try (Harness<DeviceReadings, FrameBlock> align =
        new Harness<>(() -> function(LAYOUT), DeviceReadings::device, backend, false)) {
      long millis = 10_000;
      for (int i = 0; i < 300; i++) {
        millis += 10L * random.nextInt(6) + (random.nextInt(40) == 0 ? 3_000 : 0);
        DeviceReadings readings = chaos(random, millis);
        read += readings.count();
        align.element(readings, millis);
        if (random.nextInt(8) == 0) {
          align.watermark(millis - 10L * random.nextInt(40));
        }
        if (random.nextInt(25) == 0) {
          if (changeLayout) {
            names = names == LAYOUT ? OTHER_LAYOUT : LAYOUT;
          }
          align.restoreInto(function(names));
          if (changeLayout && random.nextBoolean()) {
            // Saved again before any device has been looked at.
            align.restoreInto(function(names));
          }
          if (!changeLayout) {
            assertBalance(seed, read, align);
          }
        }
      }
      align.endOfInput();
      Counts counts = assertBalance(seed, read, align);
      assertThat(counts.get(Account.BUFFERED)).as("seed=%d", seed).isZero();
      if (changeLayout) {
        assertThat(counts.get(Account.UNKNOWN_CHANNEL)).as("seed=%d", seed).isPositive();
      } else {
        assertThat(counts.get(Account.UNKNOWN_CHANNEL)).as("seed=%d", seed).isZero();
      }
    }
  }

  private static Counts assertBalance(
      long seed, long read, Harness<DeviceReadings, FrameBlock> align) throws Exception {
    long framed = 0;
    for (FrameBlock block : align.output()) {
      for (int at = 0; at < block.frames() * block.channels(); at++) {
        framed += block.mask()[at] == Mask.OBSERVED ? 1 : 0;
      }
    }
    long rejected = 0;
    for (RejectedReadings readings : align.rejected()) {
      rejected += readings.channels().length;
    }
    long buffered = buffered(align);
    Counts counts = counts(align);
    long counted =
        counts.get(Account.INVALID)
            + counts.get(Account.FUTURE)
            + counts.get(Account.LATE)
            + counts.get(Account.DUPLICATE);
    assertThat(counts.get(Account.FRAMED)).as("framed, seed=%d", seed).isEqualTo(framed);
    assertThat(counts.get(Account.BUFFERED)).as("buffered, seed=%d", seed).isEqualTo(buffered);
    assertThat(counted).as("rejected, seed=%d", seed).isEqualTo(rejected);
    assertThat(framed + rejected + buffered + counts.get(Account.UNKNOWN_CHANNEL))
        .as("read, seed=%d", seed)
        .isEqualTo(read);
    return counts;
  }

  /** Up to five readings: in order, late, equal, far ahead, or not finite. */
  private static DeviceReadings chaos(SplittableRandom random, long millis) {
    int count = random.nextInt(6);
    int[] channels = new int[count];
    long[] micros = new long[count];
    double[] values = new double[count];
    for (int i = 0; i < count; i++) {
      channels[i] = random.nextInt(3);
      long displaced =
          switch (random.nextInt(20)) {
            case 0 -> 120_000;
            case 1 -> -5_000;
            case 2 -> 400;
            default -> -10L * random.nextInt(12);
          };
      micros[i] = (millis + displaced) * 1_000;
      values[i] = random.nextInt(50) == 0 ? Double.NaN : random.nextInt(100);
    }
    long recordMillis = random.nextInt(30) == 0 ? -1 : millis;
    return new DeviceReadings(
        new SourceRecord("t", 0, 0, recordMillis, new byte[] {1}),
        "device-" + random.nextInt(4),
        channels,
        micros,
        values);
  }

  private static AlignOperatorFactory function(List<String> names) {
    return new AlignOperatorFactory(AlignOperatorTest.alignment(names.toArray(String[]::new)));
  }

  /** What waits in the keyed state itself, device by device. */
  private static long buffered(Harness<DeviceReadings, FrameBlock> align) throws Exception {
    KeyedStateBackend<String> state = align.operator().getKeyedStateBackend();
    long[] sum = {0};
    state.applyToAllKeys(
        VoidNamespace.INSTANCE,
        VoidNamespaceSerializer.INSTANCE,
        new ValueStateDescriptor<>("alignment", new DeviceAlignmentSerializer(LAYOUT)),
        (String device, ValueState<DeviceAlignment> value) ->
            sum[0] += value.value().alignment().buffered());
    return sum[0];
  }

  static Counts counts(Harness<DeviceReadings, FrameBlock> align) throws Exception {
    Counts counts = new Counts();
    SavedCounts.restore(align.snapshot(), counts::restore);
    return counts;
  }
}
