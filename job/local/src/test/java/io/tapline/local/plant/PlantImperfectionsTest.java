/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.local.plant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tapline.alignment.Verdict;
import io.tapline.schemas.ReadingDecoder;
import io.tapline.schemas.Readings;
import io.tapline.schemas.RecordedMessage;
import io.tapline.schemas.UndecodableRecordException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

class PlantImperfectionsTest {

  private static final Plant PLANT = new Plant(21, Duration.ofSeconds(60));
  private static final double SECONDS = 60;

  @Test
  void shouldTakeEveryChannelsSamplesAtItsRate() throws Exception {
    Map<String, Integer> counts = new HashMap<>();
    decode(
        (message, readings) -> {
          for (int c = 0; c < readings.channelCount(); c++) {
            int count = readings.end(c) - readings.start(c);
            counts.merge(readings.channel(c), count, Integer::sum);
          }
        });
    for (PlantChannel channel : PlantChannel.values()) {
      double perSecond = counts.get(channel.channelName()) / SECONDS / PLANT.devices().size();
      assertThat(perSecond / channel.rateHz()).as(channel.channelName()).isBetween(0.97, 1.01);
    }
  }

  @Test
  void shouldLoseAndDoubleSamplesAsOftenAsRealSensors() {
    GroundTruth truth = exhausted();
    double taken = truth.readings() + truth.lostSamples() - truth.duplicateReadings();
    assertThat(truth.lostSamples() / taken).isCloseTo(0.005, within(0.0005));
    assertThat(truth.duplicateReadings() / taken).isCloseTo(0.002, within(0.0003));
  }

  @Test
  void shouldHaveEveryImperfectionOfTheNetwork() {
    GroundTruth truth = exhausted();
    assertThat(truth.outOfOrderBatches() / (double) truth.records()).isBetween(0.005, 0.015);
    assertThat(truth.delayedBatches() / (double) truth.records()).isBetween(0.01, 0.03);
    assertThat(truth.lateBatches()).isPositive();
    assertThat(truth.lateReadings()).isGreaterThanOrEqualTo(truth.lateBatches());
    assertThat(truth.backlogBatches()).isGreaterThan(200);
    assertThat(truth.undecodableRecords()).isEqualTo(6);
    assertThat(truth.unknownChannelReadings()).isEqualTo(6);
    assertThat(truth.futureReadings()).isEqualTo(1);
  }

  @Test
  void shouldBeCountedByTheAlignmentAsTheTruthSays() {
    for (long seed = 1; seed <= 4; seed++) {
      Plant plant = new Plant(seed, Duration.ofSeconds(30));
      PlantFrames frames = new PlantFrames(block -> {}).run(plant);
      GroundTruth truth = exhausted(plant);
      String as = "seed=" + seed;
      assertThat(frames.count(Verdict.LATE)).as(as).isEqualTo(truth.lateReadings());
      assertThat(frames.count(Verdict.DUPLICATE)).as(as).isEqualTo(truth.duplicateReadings());
      assertThat(frames.count(Verdict.FUTURE)).as(as).isEqualTo(truth.futureReadings());
      assertThat(frames.count(Verdict.INVALID)).as(as).isZero();
      assertThat(frames.unknownChannel()).as(as).isEqualTo(truth.unknownChannelReadings());
      assertThat(frames.undecodable()).as(as).isEqualTo(truth.undecodableRecords());
      assertThat(frames.framed())
          .as(as)
          .isEqualTo(
              truth.readings()
                  - truth.lateReadings()
                  - truth.duplicateReadings()
                  - truth.futureReadings()
                  - truth.unknownChannelReadings());
    }
  }

  @Test
  void shouldSendEveryFrameOfEveryDeviceDespiteTheOutage() {
    Map<String, Long> frames = new HashMap<>();
    Map<String, Integer> segments = new HashMap<>();
    new PlantFrames(
            block -> {
              frames.merge(block.device(), (long) block.frames(), Long::sum);
              segments.merge(block.device(), block.segmentStart() ? 1 : 0, Integer::sum);
            })
        .run(PLANT);
    for (String device : PLANT.devices()) {
      assertThat(frames.get(device)).as(device).isBetween(23_998L, 24_001L);
      assertThat(segments).as(device).containsEntry(device, 1);
    }
  }

  @Test
  void shouldSendTheBacklogOfTheOutageInOrder() throws Exception {
    long[] last = {0};
    long[] longestSilence = {0};
    decode(
        (message, readings) -> {
          if (readings.device().equals(PLANT.offlineDevice()) && readings.size() > 1) {
            long arrival = message.getTimestampMillis();
            longestSilence[0] = last[0] == 0 ? 0 : Math.max(longestSilence[0], arrival - last[0]);
            last[0] = arrival;
          }
        });
    assertThat(longestSilence[0]).isBetween(7_000L, 7_600L);
  }

  private static GroundTruth exhausted() {
    return exhausted(PLANT);
  }

  private static GroundTruth exhausted(Plant plant) {
    PlantMessages messages = plant.messages();
    while (messages.hasNext()) {
      messages.next();
    }
    return messages.groundTruth();
  }

  /** Every decodable message and its readings; the others are undecodable for sure. */
  private static void decode(BiConsumer<RecordedMessage, Readings> consumer) {
    ReadingDecoder decoder = new ReadingDecoder();
    Readings readings = new Readings();
    PlantMessages messages = PLANT.messages();
    int undecodable = 0;
    while (messages.hasNext()) {
      RecordedMessage message = messages.next();
      try {
        decoder.decode(message.getValue().array(), readings);
        assertThat(readings.device())
            .isEqualTo(StandardCharsets.UTF_8.decode(message.getKey()).toString());
        consumer.accept(message, readings);
      } catch (UndecodableRecordException e) {
        undecodable++;
      }
    }
    assertThat(undecodable).isEqualTo(6);
  }
}
