/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.local.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.local.account.JobMetrics;
import io.tapline.local.frames.AlignerAlone;
import io.tapline.local.junit.TaplineExtension;
import io.tapline.local.recordings.ResultsByDevice;
import io.tapline.schemas.Frame;
import io.tapline.schemas.FrameCodec;
import io.tapline.schemas.ReadingEncoder;
import io.tapline.schemas.RecordedMessage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A thousand orders of arrival within the bounds, from a broker's partitions through the whole job:
 * the frames of every device are those of the one that was in order, to the byte.
 */
class ArrivalOrderIT {

  private static final int SHUFFLES = 1_000;
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final ShuffledDevices SENT = new ShuffledDevices(SHUFFLES);

  @RegisterExtension
  static final TaplineExtension tapline =
      TaplineExtension.builder().configuration(JobMetrics.atOnce()).build();

  @TempDir Path folder;

  @ParameterizedTest(name = "partitions={0}, parallelism={1}")
  @CsvSource({"1,1", "2,1", "4,1", "1,2", "2,2", "4,2"})
  void shouldGiveTheSameFramesInEveryOrderWithinTheBounds(int partitions, int parallelism)
      throws Exception {
    OrderJob job = new OrderJob(tapline, folder, 1, partitions, true);
    job.start(parallelism);
    job.publishByChannel(SENT);
    job.restart(parallelism);
    assertBalance(job.account(SENT.readings()));
    job.drain();

    assertThat(tapline.collectAll(job.rejected, PATIENCE)).isEmpty();
    List<ConsumerRecord<byte[], byte[]>> frames = tapline.collectAll(job.frames, PATIENCE);
    assertThat(ofDevice0(frames)).hasSizeGreaterThan(100).isEqualTo(alignedAlone(job));
    assertSameOfEveryDevice(frames);
    assertSameOfEveryDevice(tapline.collectAll(job.results, PATIENCE));
  }

  @ParameterizedTest(name = "keyed={0}")
  @ValueSource(booleans = {true, false})
  void shouldGiveTheSameFramesOfTwoTopicsWhereOneIsReadAheadOfTheOther(boolean keyed)
      throws Exception {
    OrderJob job = new OrderJob(tapline, folder, 2, 4, keyed);
    // A backlog, which is stopped in the middle of its first part.
    job.publish(SENT.slices(500_000, 0, 0.5));
    job.start(1);
    job.awaitRead(SENT.readings() / 8);
    job.restart(4);
    job.awaitRead(SENT.readings() / 4);
    job.publishLive(SENT.slices(500_000, 0.5, 0.75));
    job.restart(2);
    job.publishLive(SENT.slices(500_000, 0.75, 1));
    assertBalance(job.account(SENT.readings()));
    job.drain();

    assertThat(tapline.collectAll(job.rejected, PATIENCE)).isEmpty();
    List<ConsumerRecord<byte[], byte[]>> frames = tapline.collectAll(job.frames, PATIENCE);
    assertThat(ofDevice0(frames)).hasSizeGreaterThan(100).isEqualTo(alignedAlone(job));
    assertSameOfEveryDevice(frames);
    assertSameOfEveryDevice(tapline.collectAll(job.results, PATIENCE));
  }

  /** Everything sent was read, and is framed or waits for the end; nothing was rejected. */
  private static void assertBalance(Map<String, Long> account) {
    long sent = SENT.readings();
    assertThat(account.get("framed") + account.get("buffered")).as("%s", account).isEqualTo(sent);
    assertThat(account.get("buffered")).isPositive();
    account.keySet().removeAll(List.of("read", "framed", "buffered"));
    assertThat(account.values()).as("%s", account).containsOnly(0L);
  }

  private static List<Frame> ofDevice0(List<ConsumerRecord<byte[], byte[]>> records)
      throws Exception {
    FrameCodec codec = new FrameCodec();
    List<Frame> frames = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : records) {
      Frame frame = codec.decode(record.value());
      if (frame.getDevice().equals(ShuffledDevices.name(0))) {
        frames.add(frame);
      }
    }
    return frames;
  }

  private static List<Frame> alignedAlone(OrderJob job) {
    ReadingEncoder encoder = new ReadingEncoder();
    List<RecordedMessage> messages =
        SENT.inOrder().stream().map(arrival -> arrival.message(encoder, true)).toList();
    return new AlignerAlone(job.alignment()).framesOf(messages).get(ShuffledDevices.name(0));
  }

  private static void assertSameOfEveryDevice(List<ConsumerRecord<byte[], byte[]>> records) {
    Map<String, List<String>> byDevice = ResultsByDevice.bytes(records);
    assertThat(byDevice).hasSize(SHUFFLES + 1);
    List<String> inOrder = nameless(0, byDevice);
    for (int device = 1; device <= SHUFFLES; device++) {
      assertThat(nameless(device, byDevice)).as("seed=%d", device).isEqualTo(inOrder);
    }
  }

  private static List<String> nameless(int device, Map<String, List<String>> byDevice) {
    String name = ShuffledDevices.name(device);
    String bytes = HexFormat.of().formatHex(name.getBytes(StandardCharsets.UTF_8));
    return byDevice.get(name).stream().map(record -> record.replace(bytes, "")).toList();
  }
}
