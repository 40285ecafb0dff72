/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.local.limits;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.local.junit.TaplineExtension;
import io.tapline.schemas.FeatureVector;
import io.tapline.schemas.FeatureVectorCodec;
import io.tapline.schemas.FrameCodec;
import io.tapline.schemas.ReadingEncoder;
import io.tapline.schemas.RecordedMessage;
import io.tapline.schemas.RejectedReading;
import io.tapline.schemas.RejectedReadingCodec;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What an output's topic would refuse is written all the same, and the job never restarts. */
class LimitedTopicsIT {

  @RegisterExtension
  static final TaplineExtension tapline = TaplineExtension.builder().slots(2).build();

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int TICKS = 50;
  private static final long TICK_MICROS = 10_000;

  private final ReadingEncoder encoder = new ReadingEncoder();
  @TempDir private Path folder;
  private String readings;

  @BeforeEach
  void createTopic() {
    readings = tapline.createTopic("readings", 1);
  }

  @Test
  void shouldWriteTimesAheadToTopicsThatTakeNone() throws Exception {
    long now = System.currentTimeMillis();
    long ahead = now + 30_000;
    publish("pump-1", ahead);
    publishUndecodable(now + Duration.ofMinutes(30).toMillis(), new byte[100]);

    LimitedJob job = run(Map.of("message.timestamp.after.max.ms", "1000"));
    assertEverythingArrived(job, ahead);
    assertThat(timestamps(job)).allMatch(stamp -> stamp < now + 60_000);
  }

  @Test
  void shouldWriteTheTimesOfAnOldRecordingToTopicsThatTakeRecentOnesAlone() throws Exception {
    long now = System.currentTimeMillis();
    long old = 1_577_836_800_000L;
    publish("pump-1", old);
    publishUndecodable(old, new byte[100]);

    LimitedJob job = run(Map.of("message.timestamp.before.max.ms", "20000"));
    assertEverythingArrived(job, old);
    assertThat(timestamps(job)).allMatch(stamp -> stamp >= now);
  }

  @Test
  void shouldWriteRejectedRecordsInPartsThatTheirTopicTakes() throws Exception {
    long now = System.currentTimeMillis();
    byte[] large = new byte[200_000];
    new SplittableRandom(11).nextBytes(large);
    publish("pump-1", now);
    publishUndecodable(now, large);

    LimitedJob job = run(Map.of("max.message.bytes", "100000"));
    assertEverythingArrived(job, now);
    RejectedReading rejected = rejected(job).get(0);
    int kept = rejected.getBytes().remaining();
    assertThat(kept).isBetween(90_000, 100_000);
    assertThat(rejected.getBytes()).isEqualTo(ByteBuffer.wrap(Arrays.copyOf(large, kept)));
    assertThat(rejected.getDetail()).endsWith(" [cut: the first " + kept + " of 200000 bytes]");
  }

  private LimitedJob run(Map<String, String> limits) throws Exception {
    LimitedJob job = new LimitedJob(tapline, folder, readings, limits);
    job.runToItsEnd(PATIENCE);
    return job;
  }

  /** Two readings of a tick each, from a time on. */
  private void publish(String device, long startMillis) {
    List<RecordedMessage> messages = new ArrayList<>();
    for (int tick = 0; tick < TICKS; tick++) {
      long millis = startMillis + tick * TICK_MICROS / 1_000;
      messages.add(message(device, "a", millis));
      messages.add(message(device, "b", millis));
    }
    tapline.publish(readings, messages);
  }

  private void publishUndecodable(long millis, byte[] bytes) {
    tapline.publish(readings, List.of(new RecordedMessage(millis, null, ByteBuffer.wrap(bytes))));
  }

  private RecordedMessage message(String device, String channel, long millis) {
    byte[] value = encoder.encode(device, channel, millis * 1_000, 0.5);
    return new RecordedMessage(millis, null, ByteBuffer.wrap(value));
  }

  /** All frames and results of one device, under its true times, and one rejected record. */
  private static void assertEverythingArrived(LimitedJob job, long startMillis) throws Exception {
    long firstTick = startMillis * 1_000 / TICK_MICROS * TICK_MICROS;
    List<Long> frames = new ArrayList<>();
    FrameCodec frameCodec = new FrameCodec();
    for (ConsumerRecord<byte[], byte[]> record : tapline.collectAll(job.frames, PATIENCE)) {
      frames.add(frameCodec.decode(record.value()).getTimestampMicros());
    }
    assertThat(frames).hasSize(TICKS).first().isEqualTo(firstTick);
    List<Long> results = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : tapline.collectAll(job.results, PATIENCE)) {
      FeatureVector result = new FeatureVectorCodec().decode(record.value());
      results.add(result.getTimestampMicros());
    }
    assertThat(results).hasSize(TICKS).first().isEqualTo(firstTick);
    assertThat(rejected(job)).hasSize(1);
  }

  private static List<RejectedReading> rejected(LimitedJob job) throws Exception {
    RejectedReadingCodec codec = new RejectedReadingCodec();
    List<RejectedReading> rejected = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : tapline.collectAll(job.rejected, PATIENCE)) {
      rejected.add(codec.decode(record.value()));
    }
    return rejected;
  }

  private static List<Long> timestamps(LimitedJob job) {
    List<Long> timestamps = new ArrayList<>();
    for (String topic : List.of(job.results, job.frames, job.rejected)) {
      tapline.collectAll(topic, PATIENCE).forEach(record -> timestamps.add(record.timestamp()));
    }
    return timestamps;
  }
}
