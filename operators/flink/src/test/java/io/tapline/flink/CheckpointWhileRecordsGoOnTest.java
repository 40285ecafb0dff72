/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.alignment.FrameBlock;
import io.tapline.flink.element.DeviceReadings;
import io.tapline.flink.element.SourceRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.junit.jupiter.api.Test;

/**
 * A checkpoint of state on the heap is written beside the task, which goes on meanwhile: what is
 * written is what was there at the barrier.
 */
class CheckpointWhileRecordsGoOnTest {

  private static final long SEED = 81_000;
  private static final int RECORDS = 6_000;

  @Test
  void shouldWriteTheStateOfTheBarrierOfFewDevices() throws Exception {
    run(20);
  }

  @Test
  void shouldWriteTheStateOfTheBarrierOfDevicesWhoseRecordsAreBundled() throws Exception {
    run(700);
  }

  private static void run(int devices) throws Exception {
    List<DeviceReadings> records = records(devices);
    try (Harness<DeviceReadings, FrameBlock> running = harness()) {
      feed(running, records.subList(0, RECORDS / 2));
      Harness.Checkpoint first = running.beginCheckpoint();
      running.output().clear();
      feed(running, records.subList(RECORDS / 2, RECORDS));
      Harness.Checkpoint second = running.beginCheckpoint();
      List<String> after = texts(running.output());
      feed(running, records(devices).subList(0, 100));

      assertThat(goOn(first.finish(), records.subList(RECORDS / 2, RECORDS)))
          .as("seed=%d", SEED)
          .isEqualTo(after);
      assertThat(second.finish()).as("the second is written after the first").isNotNull();
    }
  }

  private static List<String> goOn(OperatorSubtaskState state, List<DeviceReadings> records)
      throws Exception {
    try (Harness<DeviceReadings, FrameBlock> restored = harness()) {
      restored.restart(state);
      feed(restored, records);
      restored.snapshot();
      return texts(restored.output());
    }
  }

  private static void feed(Harness<DeviceReadings, FrameBlock> align, List<DeviceReadings> records)
      throws Exception {
    for (DeviceReadings record : records) {
      align.element(record, record.source().timestampMillis());
    }
  }

  /** Whole rows, single readings, and in a third of them a disorder. */
  private static List<DeviceReadings> records(int devices) {
    SplittableRandom random = new SplittableRandom(SEED);
    List<DeviceReadings> records = new ArrayList<>();
    for (int i = 0; i < RECORDS; i++) {
      long millis = 10_000 + i / devices * 10L;
      long micros = (millis - (random.nextInt(3) == 0 ? 10 : 0)) * 1_000 + random.nextInt(3);
      int[] channels = random.nextInt(4) == 0 ? new int[] {random.nextInt(2)} : new int[] {0, 1};
      long[] times = new long[channels.length];
      double[] values = new double[channels.length];
      for (int r = 0; r < channels.length; r++) {
        times[r] = micros;
        values[r] = random.nextInt(1_000);
      }
      SourceRecord source = new SourceRecord("t", 0, i, millis, new byte[] {1});
      String device = "device-" + random.nextInt(devices);
      records.add(new DeviceReadings(source, device, channels, times, values));
    }
    return records;
  }

  private static List<String> texts(List<FrameBlock> blocks) {
    return blocks.stream().map(ManyDevicesTest::textOf).toList();
  }

  private static Harness<DeviceReadings, FrameBlock> harness() throws Exception {
    return new Harness<>(
        () -> new AlignOperatorFactory(AlignOperatorTest.alignment("a", "b")),
        DeviceReadings::device,
        HashMapStateBackend::new,
        false);
  }
}
