/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.pipeline.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.flink.element.RejectedReadings;
import io.tapline.flink.element.RejectionReason;
import io.tapline.flink.element.SourceRecord;
import io.tapline.pipeline.config.ConfigCheck;
import io.tapline.schemas.RejectedReading;
import io.tapline.schemas.RejectedReadingCodec;
import io.tapline.schemas.UndecodableRecordException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.apache.flink.api.common.functions.util.ListCollector;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.record.AbstractRecords;
import org.apache.kafka.common.record.CompressionType;
import org.apache.kafka.common.record.RecordBatch;
import org.junit.jupiter.api.Test;

/** No record is larger than a producer sends, by the producer's own computation. */
class RejectedPartsTest {

  private static final int DEFAULT_REQUEST = 1_048_576;

  @Test
  void shouldPassOnWhatFits() {
    RejectedReadings small = rejected(new byte[100], "d", "because", names("a", 3));
    assertThat(parts(small, DEFAULT_REQUEST)).containsExactly(small);

    RejectedReadings undecodable =
        RejectedReadings.undecodable(source(new byte[1_000_000]), "no header");
    assertThat(parts(undecodable, DEFAULT_REQUEST)).containsExactly(undecodable);
    assertThat(sizes(List.of(undecodable))).allMatch(size -> size <= DEFAULT_REQUEST);
  }

  @Test
  void shouldCutBytesThatAloneAreTooLarge() {
    byte[] bytes = bytes(2_000_000);
    List<RejectedReadings> parts =
        parts(RejectedReadings.undecodable(source(bytes), "no header"), DEFAULT_REQUEST);

    assertThat(parts).hasSize(1);
    int kept = parts.get(0).source().value().length;
    assertThat(kept).isGreaterThan(1_000_000);
    assertThat(parts.get(0).source().value()).isEqualTo(Arrays.copyOf(bytes, kept));
    assertThat(parts.get(0).detail())
        .isEqualTo("no header [cut: the first " + kept + " of 2000000 bytes]");
    assertThat(sizes(parts)).allMatch(size -> size <= DEFAULT_REQUEST);
  }

  @Test
  void shouldSpreadManyReadingsOverSeveralRecords() throws Exception {
    byte[] bytes = bytes(900_000);
    RejectedReadings late = rejected(bytes, "press", "late", names("temperature", 60_000));
    List<RejectedReadings> parts = parts(late, DEFAULT_REQUEST);

    assertThat(parts).hasSizeGreaterThan(1);
    assertThat(sizes(parts)).allMatch(size -> size <= DEFAULT_REQUEST);
    int count = parts.size();
    assertThat(parts.get(0).detail()).isEqualTo("late [part 1 of " + count + "]");
    assertThat(parts.get(1).detail())
        .isEqualTo(
            "late [part 2 of "
                + count
                + ": the bytes are in part 1, of the same topic, partition and offset]");
    assertThat(parts.get(0).source().value()).isEqualTo(bytes);
    assertNothingIsLost(late, parts, "60 000 late readings");
    for (RejectedReadings part : parts.subList(1, count)) {
      RejectedReading decoded = decoded(part);
      assertThat(decoded.getBytes()).isEqualTo(ByteBuffer.allocate(0));
      assertThat(decoded.getOffset()).isEqualTo(40);
    }
  }

  @Test
  void shouldCutTextsThatAreTooLong() {
    String endless = "\uD83D\uDE00é".repeat(300_000);
    List<RejectedReadings> parts =
        parts(rejected(new byte[9], endless, endless, names(endless, 3)), DEFAULT_REQUEST);

    assertThat(sizes(parts)).allMatch(size -> size <= DEFAULT_REQUEST);
    assertThat(parts)
        .allSatisfy(
            part -> {
              assertThat(part.device()).endsWith("…").hasSizeBetween(21_843, 21_845);
              assertThat(part.channels()).allMatch(name -> name.endsWith("…"));
              assertThat(part.detail()).contains("…", " [cut: names of more than 21845 chars]");
            });
    assertThat(parts.stream().mapToInt(part -> part.channels().length).sum()).isEqualTo(3);
  }

  @Test
  void shouldNeverExceedTheRequestNorLoseAReading() throws Exception {
    for (long seed = 0; seed < 200; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      int request = random.nextInt(ConfigCheck.SMALLEST_REQUEST, 100_000);
      RejectedReadings rejected =
          rejected(
              bytes(random.nextInt(200_000)),
              "ü".repeat(random.nextInt(4_000)),
              "€".repeat(random.nextInt(4_000)),
              names("€".repeat(random.nextInt(300)), random.nextInt(3_000)));
      List<RejectedReadings> parts = parts(rejected, request);
      assertThat(sizes(parts)).as("seed=" + seed).allMatch(size -> size <= request);
      if (rejected.channels().length > 0) {
        assertThat(parts).as("seed=" + seed).allMatch(part -> part.channels().length > 0);
      }
      assertNothingIsLost(rejected, parts, "seed=" + seed);
    }
  }

  private static void assertNothingIsLost(
      RejectedReadings whole, List<RejectedReadings> parts, String what) {
    long[] micros = parts.stream().flatMapToLong(part -> Arrays.stream(part.micros())).toArray();
    assertThat(micros).as(what).isEqualTo(whole.micros());
    double[] values =
        parts.stream().flatMapToDouble(part -> Arrays.stream(part.values())).toArray();
    assertThat(values).as(what).isEqualTo(whole.values());
    long[] late = parts.stream().flatMapToLong(part -> Arrays.stream(part.lateMicros())).toArray();
    assertThat(late).as(what).isEqualTo(whole.lateMicros());
  }

  private static List<RejectedReadings> parts(RejectedReadings rejected, int request) {
    List<RejectedReadings> parts = new ArrayList<>();
    new RejectedParts(request).split(rejected, new ListCollector<>(parts));
    return parts;
  }

  /** What the producer compares with {@code max.request.size}. */
  private static List<Integer> sizes(List<RejectedReadings> parts) {
    return parts.stream()
        .map(RejectedPartsTest::serialized)
        .map(
            record ->
                AbstractRecords.estimateSizeInBytesUpperBound(
                    RecordBatch.CURRENT_MAGIC_VALUE,
                    CompressionType.LZ4,
                    record.key(),
                    record.value(),
                    record.headers().toArray()))
        .toList();
  }

  private static RejectedReading decoded(RejectedReadings part) throws UndecodableRecordException {
    return new RejectedReadingCodec().decode(serialized(part).value());
  }

  private static ProducerRecord<byte[], byte[]> serialized(RejectedReadings part) {
    RejectedSerializer serializer =
        new RejectedSerializer(new OutputTopic("rejected", asked -> TopicLimits.DEFAULTS));
    serializer.open(null, null);
    return serializer.serialize(part, null, null);
  }

  private static RejectedReadings rejected(
      byte[] bytes, String device, String detail, String[] channels) {
    int count = channels.length;
    return new RejectedReadings(
        source(bytes),
        RejectionReason.LATE,
        detail,
        device,
        channels,
        IntStream.range(0, count).mapToLong(i -> Long.MAX_VALUE - i).toArray(),
        IntStream.range(0, count).mapToDouble(i -> i).toArray(),
        IntStream.range(0, count).mapToLong(i -> Long.MIN_VALUE + i).toArray());
  }

  private static SourceRecord source(byte[] bytes) {
    return new SourceRecord("t".repeat(249), 2, 40, 1_000, bytes);
  }

  private static String[] names(String name, int count) {
    String[] names = new String[count];
    Arrays.fill(names, name);
    return names;
  }

  private static byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    for (int i = 0; i < count; i++) {
      bytes[i] = (byte) (i * 31);
    }
    return bytes;
  }
}
