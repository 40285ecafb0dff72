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
import io.tapline.flink.element.RejectedReadings;
import io.tapline.flink.element.RejectionReason;
import io.tapline.flink.state.Account;
import java.util.List;
import java.util.function.Supplier;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Devices beyond the bound are rejected before anything is kept of them. */
class TooManyDevicesTest {

  private static final List<String> CHANNELS = List.of("a", "b");
  private static final long MINUTE = 60_000;

  @ParameterizedTest(name = "rocksDb={0}, restored after each={1}")
  @CsvSource({"false,false", "false,true", "true,false", "true,true"})
  void shouldRejectDevicesBeyondTheBoundAndGoOnWithTheOthers(boolean rocksDb, boolean restored)
      throws Exception {
    try (Harness<DeviceReadings, FrameBlock> align = harness(2, rocksDb, restored)) {
      for (int tick = 0; tick < 3; tick++) {
        for (String device : List.of("x", "y", "z", "x")) {
          long millis = 1_000 + 10 * tick;
          align.element(readings(device, millis, 0, millis, 1, 1, millis, 2), millis);
        }
      }
      assertThat(devices(align)).containsExactlyInAnyOrder("x", "y");
      assertThat(align.rejected())
          .filteredOn(each -> each.reason() == RejectionReason.TOO_MANY_DEVICES)
          .hasSize(3)
          .allSatisfy(each -> assertThat(each.device()).isEqualTo("z"));
      RejectedReadings first =
          align.rejected().stream().filter(each -> each.device().equals("z")).findFirst().get();
      assertThat(first.channels()).containsExactly("a", "b");
      assertThat(first.micros()).containsExactly(1_000_000, 1_000_000);
      assertThat(first.values()).containsExactly(1, 2);
      assertThat(first.detail())
          .isEqualTo(
              "the job keeps as many devices as it may: raise execution.max-devices, or send fewer"
                  + " names");

      SavedAccount account = SavedAccount.of(align, CHANNELS);
      assertThat(account.get(Account.TOO_MANY_DEVICES)).isEqualTo(6);
      assertThat(account.accountedFor()).isEqualTo(3 * 4 * 2);
      assertThat(align.timers()).isEqualTo(2);
    }
  }

  @ParameterizedTest(name = "rocksDb={0}, restored after each={1}")
  @CsvSource({"false,false", "false,true", "true,false", "true,true"})
  void shouldTakeAnotherDeviceOnceOneIsForgotten(boolean rocksDb, boolean restored)
      throws Exception {
    try (Harness<DeviceReadings, FrameBlock> align = harness(1, rocksDb, restored)) {
      align.watermark(900);
      align.element(readings("x", 1_000, 0, 1_000, 1, 1, 1_000, 2), 1_000);
      // The first watermark after a restore is the first that the device is seen at.
      align.watermark(1_000 + MINUTE).watermark(1_000 + 3 * MINUTE);
      assertThat(devices(align)).isEmpty();
      long later = 1_000 + 4 * MINUTE;
      align.element(readings("y", later, 0, later, 1, 1, later, 2), later);
      align.element(readings("x", later, 0, later, 1, 1, later, 2), later);

      assertThat(devices(align)).containsExactly("y");
      assertThat(align.rejected()).extracting(RejectedReadings::device).containsExactly("x");
    }
  }

  @Test
  void shouldKeepDevicesThatAStateHasWhenTheBoundIsLowered() throws Exception {
    try (Harness<DeviceReadings, FrameBlock> align = harness(3, false, false)) {
      for (String device : List.of("x", "y", "z")) {
        align.element(readings(device, 1_000, 0, 1_000, 1, 1, 1_000, 2), 1_000);
      }
      align.restoreInto(new AlignOperatorFactory(alignment(), 1));
      for (String device : List.of("new", "x", "y", "z")) {
        align.element(readings(device, 1_010, 0, 1_010, 1, 1, 1_010, 2), 1_010);
      }
      assertThat(align.rejected()).extracting(RejectedReadings::device).containsExactly("new");
      assertThat(devices(align)).containsExactlyInAnyOrder("x", "y", "z");
    }
  }

  @Test
  void shouldTakeAllOfSeveralThousandDevicesWhoseNamesCollide() throws Exception {
    int count = 5_000;
    try (Harness<DeviceReadings, FrameBlock> align = harness(count, false, false)) {
      for (int round = 0; round < 3; round++) {
        for (int i = 0; i < count; i++) {
          String device = CollidingNames.name(i);
          long millis = 1_000 + 10 * round;
          align.element(readings(device, millis, 0, millis, i, 1, millis, i), millis);
        }
      }
      assertThat(align.rejected()).isEmpty();
      SavedAccount account = SavedAccount.of(align, CHANNELS);
      assertThat(account.accountedFor()).isEqualTo(3L * count * 2);
      align.endOfInput();
      assertThat(align.output().stream().mapToInt(FrameBlock::frames).sum()).isEqualTo(3 * count);
    }
  }

  private static List<String> devices(Harness<DeviceReadings, FrameBlock> align) {
    return align
        .operator()
        .<String>getKeyedStateBackend()
        .getKeys("alignment", VoidNamespace.INSTANCE)
        .toList();
  }

  private static Harness<DeviceReadings, FrameBlock> harness(
      int maxDevices, boolean rocksDb, boolean restored) throws Exception {
    Supplier<StateBackend> backend =
        rocksDb ? EmbeddedRocksDBStateBackend::new : HashMapStateBackend::new;
    return new Harness<>(
        () -> new AlignOperatorFactory(alignment(), maxDevices),
        DeviceReadings::device,
        backend,
        restored);
  }

  /** Forgets a device after a minute. */
  private static Alignment alignment() {
    List<Channel> channels =
        CHANNELS.stream()
            .map(name -> new Channel(name, Aggregate.MEAN, new Fill.Hold(50_000), 300_000, 1, 0))
            .toList();
    return new Alignment(
        new Grid(0, 10_000),
        new ChannelLayout(channels),
        new TimeBounds(20_000, 500_000, MINUTE * 1_000, 1_000_000, MINUTE * 1_000),
        7);
  }
}
