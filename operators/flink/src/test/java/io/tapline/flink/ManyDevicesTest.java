/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.alignment.FrameBlock;
import io.tapline.flink.element.DeviceReadings;
import io.tapline.flink.element.RejectedReadings;
import io.tapline.flink.element.SourceRecord;
import io.tapline.flink.state.Account;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.util.function.ThrowingConsumer;
import org.junit.jupiter.api.Test;

/**
 * So many devices take turns that their records are gathered into bundles: each is aligned as it is
 * where few do, wherever a bundle ends and the job is stopped.
 */
class ManyDevicesTest {

  private static final long FIRST_SEED = 9_400;
  private static final int DEVICES = 700;
  private static final int FEW = 175;
  private static final int RECORDS = 12_000;

  private int bundled;

  @Test
  void shouldAlignEachDeviceAsAmongFew() throws Exception {
    for (long seed = FIRST_SEED; seed < FIRST_SEED + 4; seed++) {
      run(seed, HashMapStateBackend::new);
    }
    assertThat(bundled).as("records among many devices").isGreaterThan(RECORDS);

    run(FIRST_SEED, EmbeddedRocksDBStateBackend::new);
  }

  @Test
  void shouldNotLetRecordsWaitWhereFewCome() throws Exception {
    try (Harness<DeviceReadings, FrameBlock> align = harness(HashMapStateBackend::new)) {
      for (int device = 0; device < DEVICES; device++) {
        align.element(record(device, 1_000, 1_000_000), 1_000);
      }
      align.wallClock(1_000);
      align.output().clear();
      align.element(record(3, 1_100, 1_100_000), 1_100);
      assertThat(align.output()).as("waits for more").isEmpty();

      align.wallClock(1_005);

      assertThat(align.output()).isNotEmpty();
      align.output().clear();
      align.element(record(4, 1_100, 1_100_000), 1_100);
      align.wallClock(1_010);
      assertThat(align.output()).as("the next does not either").isNotEmpty();
    }
  }

  @Test
  void shouldAlignAllThatCameBeforeAWatermarkBeforeIt() throws Exception {
    assertAlignedBy(align -> align.watermark(1_002));
  }

  @Test
  void shouldAlignAllThatCameBeforeTheInputFellIdle() throws Exception {
    assertAlignedBy(Harness::idle);
  }

  @Test
  void shouldAlignAllThatCameBeforeTheTaskFinishes() throws Exception {
    assertAlignedBy(Harness::finish);
  }

  private static void assertAlignedBy(
      ThrowingConsumer<Harness<DeviceReadings, FrameBlock>, Exception> event) throws Exception {
    try (Harness<DeviceReadings, FrameBlock> align = harness(HashMapStateBackend::new)) {
      for (int device = 0; device < DEVICES; device++) {
        align.element(record(device, 1_000, 1_000_000), 1_000);
      }
      align.watermark(1_001);
      align.output().clear();
      align.element(record(5, 1_100, 1_100_000), 1_100);
      assertThat(align.output()).as("waits for more").isEmpty();

      event.accept(align);

      assertThat(align.output()).isNotEmpty();
    }
  }

  private void run(long seed, Supplier<StateBackend> backend) throws Exception {
    Map<String, List<String>> many = outputs(seed, backend, device -> true);
    assertThat(many).as("seed=%d", seed).hasSize(DEVICES);
    for (int group = 0; group < DEVICES / FEW; group++) {
      int from = group * FEW;
      Map<String, List<String>> few =
          outputs(seed, backend, device -> device >= from && device < from + FEW);
      few.forEach(
          (device, output) ->
              assertThat(many.get(device)).as("seed=%d, %s", seed, device).isEqualTo(output));
    }
  }

  /** All that comes of some of the devices, by device. */
  private Map<String, List<String>> outputs(
      long seed, Supplier<StateBackend> backend, Predicate<Integer> taken) throws Exception {
    SplittableRandom random = new SplittableRandom(seed);
    try (Harness<DeviceReadings, FrameBlock> align = harness(backend)) {
      Set<Integer> sinceCheckpoint = new HashSet<>();
      long read = 0;
      long millis = 10_000;
      for (int i = 0; i < RECORDS; i++) {
        millis += random.nextInt(4) == 0 ? 1 : 0;
        int device = random.nextInt(DEVICES);
        DeviceReadings record = chaos(random, device, millis);
        int event = random.nextInt(6_000);
        if (taken.test(device)) {
          align.element(record, millis);
          read += record.count();
          bundled += sinceCheckpoint.size() > LiveDevices.MANY ? 1 : 0;
          sinceCheckpoint.add(device);
        }
        if (event < 2) {
          align.restoreInto(new AlignOperatorFactory(AlignOperatorTest.alignment("a", "b")));
          sinceCheckpoint.clear();
        } else if (event < 4) {
          align.snapshot();
          sinceCheckpoint.clear();
        } else if (event < 16) {
          align.wallClock(i);
        } else if (event < 40) {
          align.watermark(millis - 100);
        }
      }
      align.endOfInput();
      long rejected = align.rejected().stream().mapToInt(r -> r.channels().length).sum();
      assertThat(AlignAccountTest.counts(align).get(Account.FRAMED) + rejected)
          .as("seed=%d", seed)
          .isEqualTo(read);
      Map<String, List<String>> told = new HashMap<>();
      align.output().forEach(block -> tell(told, block.device(), textOf(block)));
      align.rejected().forEach(lost -> tell(told, lost.device(), textOf(lost)));
      return told;
    }
  }

  private static void tell(Map<String, List<String>> told, String device, String text) {
    told.computeIfAbsent(device, none -> new ArrayList<>()).add(text);
  }

  private static Harness<DeviceReadings, FrameBlock> harness(Supplier<StateBackend> backend)
      throws Exception {
    return new Harness<>(
        () -> new AlignOperatorFactory(AlignOperatorTest.alignment("a", "b")),
        DeviceReadings::device,
        backend,
        false);
  }

  private static DeviceReadings record(int device, long recordMillis, long micros) {
    return new DeviceReadings(
        new SourceRecord("t", 0, 0, recordMillis, new byte[] {1}),
        "device-" + device,
        new int[] {0, 1},
        new long[] {micros, micros},
        new double[] {1, 2});
  }

  /** Whole rows mostly; else in or out of order, late, far ahead or equal, and without a stamp. */
  private static DeviceReadings chaos(SplittableRandom random, int device, long millis) {
    if (random.nextInt(3) > 0) {
      long late = random.nextInt(5) == 0 ? random.nextInt(30) : 0;
      return record(device, millis, (millis - late) * 1_000 + device % 10);
    }
    int count = random.nextInt(4);
    int[] channels = new int[count];
    long[] micros = new long[count];
    double[] values = new double[count];
    for (int i = 0; i < count; i++) {
      channels[i] = random.nextInt(2);
      long displaced =
          switch (random.nextInt(20)) {
            case 0 -> 120_000;
            case 1 -> -5_000;
            default -> -10L * random.nextInt(20);
          };
      micros[i] = (millis + displaced) * 1_000;
      values[i] = random.nextInt(100);
    }
    long stamp = random.nextInt(30) == 0 ? -1 : millis;
    return new DeviceReadings(
        new SourceRecord("t", 0, millis, stamp, new byte[] {1}),
        "device-" + device,
        channels,
        micros,
        values);
  }

  static String textOf(FrameBlock block) {
    StringBuilder text = new StringBuilder(block.toString());
    for (int i = 0; i < block.frames() * block.channels(); i++) {
      text.append(' ').append(block.values()[i]).append('/').append(block.mask()[i]);
    }
    return text.toString();
  }

  private static String textOf(RejectedReadings lost) {
    StringBuilder text = new StringBuilder(lost.reason().toString());
    for (int i = 0; i < lost.channels().length; i++) {
      text.append(' ').append(lost.channels()[i]).append(lost.micros()[i]);
      text.append('=').append(lost.values()[i]).append(" by ").append(lost.lateMicros()[i]);
    }
    return text.toString();
  }
}
