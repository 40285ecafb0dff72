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
import io.tapline.alignment.Duplicates;
import io.tapline.alignment.Fill;
import io.tapline.alignment.FrameBlock;
import io.tapline.alignment.Grid;
import io.tapline.alignment.LateReadings;
import io.tapline.alignment.TimeBounds;
import io.tapline.alignment.ValidRange;
import io.tapline.flink.element.DeviceReadings;
import io.tapline.flink.element.ElementTypes;
import io.tapline.flink.element.RejectedReadings;
import io.tapline.flink.element.SourceRecord;
import io.tapline.flink.plain.PlainDevice;
import io.tapline.flink.plain.PlainFrame;
import io.tapline.flink.plain.PlainRejection;
import io.tapline.flink.plain.PlainTicks;
import io.tapline.flink.state.Account;
import io.tapline.flink.state.ChannelLine;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The operator dies at any time, with what it did since the last checkpoint, and reads that again:
 * the account of what was committed balances at every checkpoint, to the channel, and everything is
 * as the rules have it for one who never died.
 */
class KilledAccountTest {

  private static final long PERIOD = 10_000;
  private static final List<String> NAMES = List.of("carried", "ranged", "meant", "replaced");
  private static final int RECORDS = 400;

  @ParameterizedTest(name = "seed={0}, rocksDb={1}")
  @CsvSource({
    "8101,false",
    "8102,false",
    "8103,false",
    "8104,false",
    "8105,false",
    "8106,false",
    "8107,true",
    "8108,true"
  })
  void shouldBalanceAtEveryCheckpointThoughItIsKilledInBetween(long seed, boolean rocksDb)
      throws Exception {
    List<DeviceReadings> records = chaos(new SplittableRandom(seed));
    SplittableRandom kills = new SplittableRandom(seed * 31);
    Committed committed = new Committed();
    OperatorSubtaskState checkpoint = null;
    int from = 0;
    int killed = 0;
    while (from < records.size()) {
      try (Operator operator = new Operator(checkpoint, rocksDb)) {
        boolean dies = kills.nextInt(3) == 0;
        int to = Math.min(records.size(), from + 1 + kills.nextInt(40));
        for (DeviceReadings record : records.subList(from, to)) {
          operator.harness.processElement(record, 0);
        }
        if (dies) {
          killed++;
          continue;
        }
        checkpoint = operator.snapshot();
        committed.take(operator);
        from = to;
        committed.assertBalance(seed, checkpoint, readings(records.subList(0, to)));
      }
    }
    try (Operator operator = new Operator(checkpoint, rocksDb)) {
      operator.harness.processWatermark(Long.MAX_VALUE);
      checkpoint = operator.snapshot();
      committed.take(operator);
    }
    SavedAccount account = committed.assertBalance(seed, checkpoint, readings(records));
    assertThat(killed).as("seed=%d", seed).isPositive();
    assertThat(account.get(Account.BUFFERED)).as("seed=%d", seed).isZero();
    for (Account line :
        List.of(
            Account.CARRIED, Account.LATE, Account.DUPLICATE, Account.INVALID, Account.FUTURE)) {
      assertThat(account.get(line)).as("%s, seed=%d", line, seed).isPositive();
    }
    committed.assertAsNeverKilled(seed, records, account);
  }

  /** What left with a checkpoint, as an exactly-once sink would give it on. */
  private static final class Committed {

    private final List<FrameBlock> blocks = new ArrayList<>();
    private final List<RejectedReadings> rejected = new ArrayList<>();

    void take(Operator operator) {
      operator.harness.getOutput().stream()
          .filter(StreamRecord.class::isInstance)
          .forEach(out -> blocks.add((FrameBlock) ((StreamRecord<?>) out).getValue()));
      var side = operator.harness.getSideOutput(ElementTypes.REJECTED);
      if (side != null) {
        side.forEach(record -> rejected.add(record.getValue()));
      }
    }

    SavedAccount assertBalance(long seed, OperatorSubtaskState checkpoint, int read)
        throws Exception {
      SavedAccount account = SavedAccount.of(checkpoint, NAMES);
      assertThat(account.accountedFor()).as("seed=%d", seed).isEqualTo(read);
      List<PlainRejection> lost = AlignedRecording.rejections(rejected);
      assertThat(account.rejected()).as("rejected, seed=%d", seed).isEqualTo(lost.size());
      long ofChannels = 0;
      for (int c = 0; c < NAMES.size(); c++) {
        ofChannels += account.get(c, ChannelLine.READ);
        for (ChannelLine line :
            List.of(
                ChannelLine.INVALID, ChannelLine.FUTURE, ChannelLine.LATE, ChannelLine.DUPLICATE)) {
          String name = NAMES.get(c);
          long of =
              lost.stream()
                  .filter(r -> r.channel().equals(name) && r.reason().equals(line.label()))
                  .count();
          assertThat(account.get(c, line)).as("%s of %s, seed=%d", line, name, seed).isEqualTo(of);
        }
      }
      assertThat(ofChannels).as("read of channels, seed=%d", seed).isEqualTo(read);
      return account;
    }

    void assertAsNeverKilled(long seed, List<DeviceReadings> records, SavedAccount account) {
      Map<String, List<DeviceReadings>> byDevice =
          records.stream()
              .collect(
                  Collectors.groupingBy(DeviceReadings::device, TreeMap::new, Collectors.toList()));
      long carried = 0;
      List<PlainRejection> expected = new ArrayList<>();
      for (var device : byDevice.entrySet()) {
        PlainDevice plain = new PlainDevice(alignment(), PlainTicks.ofPeriod(0, PERIOD));
        plain.arriveAll(device.getValue());
        expected.addAll(plain.rejected());
        carried += plain.carried(0);
        List<FrameBlock> own =
            blocks.stream().filter(block -> block.device().equals(device.getKey())).toList();
        assertThat(texts(AlignedRecording.frames(own)))
            .as("%s, seed=%d", device.getKey(), seed)
            .isEqualTo(texts(plain.frames()));
      }
      assertThat(account.get(Account.CARRIED)).as("seed=%d", seed).isEqualTo(carried);
      assertThat(AlignedRecording.rejections(rejected).stream().map(Object::toString).sorted())
          .as("seed=%d", seed)
          .isEqualTo(expected.stream().map(Object::toString).sorted().toList());
    }
  }

  private static final class Operator implements AutoCloseable {

    final KeyedOneInputStreamOperatorTestHarness<String, DeviceReadings, FrameBlock> harness;

    Operator(OperatorSubtaskState checkpoint, boolean rocksDb) throws Exception {
      harness =
          new KeyedOneInputStreamOperatorTestHarness<>(
              new AlignOperatorFactory(alignment()), DeviceReadings::device, Types.STRING);
      harness.setStateBackend(
          rocksDb ? new EmbeddedRocksDBStateBackend() : new HashMapStateBackend());
      harness.getExecutionConfig().enableObjectReuse();
      harness.setup(
          ElementTypes.FRAME_BLOCK.createSerializer(
              harness.getExecutionConfig().getSerializerConfig()));
      if (checkpoint != null) {
        harness.initializeState(checkpoint);
      }
      harness.open();
    }

    OperatorSubtaskState snapshot() throws Exception {
      harness.prepareSnapshotPreBarrier(1);
      return harness.snapshot(1, 1);
    }

    @Override
    public void close() throws Exception {
      harness.close();
    }
  }

  /** In order, within the bounds, late, equal, far ahead, out of range, or not finite. */
  private static List<DeviceReadings> chaos(SplittableRandom random) {
    List<DeviceReadings> records = new ArrayList<>();
    long millis = 10_000;
    for (int i = 0; i < RECORDS; i++) {
      millis += random.nextInt(30) + (random.nextInt(40) == 0 ? 3_000 : 0);
      int count = random.nextInt(7);
      int[] channels = new int[count];
      long[] micros = new long[count];
      double[] values = new double[count];
      for (int r = 0; r < count; r++) {
        channels[r] = random.nextInt(NAMES.size());
        long displaced =
            switch (random.nextInt(16)) {
              case 0 -> 120_000;
              case 1 -> -500 - random.nextInt(5_000);
              case 2 -> 400;
              default -> -random.nextInt(120);
            };
        micros[r] = (millis + displaced) / 5 * 5_000;
        values[r] = random.nextInt(50) == 0 ? Double.NaN : random.nextInt(120);
      }
      long stamp = random.nextInt(30) == 0 ? -1 : millis;
      SourceRecord source = new SourceRecord("t", 0, i, stamp, new byte[] {1});
      records.add(
          new DeviceReadings(source, "device-" + random.nextInt(3), channels, micros, values));
    }
    return records;
  }

  private static Alignment alignment() {
    List<Channel> channels = new ArrayList<>();
    for (String name : NAMES) {
      channels.add(new Channel(name, Aggregate.SUM, new Fill.Hold(80_000), 60_000, 0.5, 3));
    }
    channels.set(0, channels.get(0).withLate(LateReadings.CARRY).withTimeOffset(-7_000));
    channels.set(1, channels.get(1).withValidRange(new ValidRange(0, 110)));
    channels.set(2, channels.get(2).withDuplicates(Duplicates.MEAN));
    channels.set(3, channels.get(3).withDuplicates(Duplicates.LAST_WINS));
    return new Alignment(
        new Grid(0, PERIOD),
        new ChannelLayout(channels),
        new TimeBounds(20_000, 500_000, 60_000_000, 1_000_000),
        7);
  }

  private static int readings(List<DeviceReadings> records) {
    return records.stream().mapToInt(DeviceReadings::count).sum();
  }

  private static List<String> texts(List<PlainFrame> frames) {
    return frames.stream().map(PlainFrame::toString).toList();
  }
}
