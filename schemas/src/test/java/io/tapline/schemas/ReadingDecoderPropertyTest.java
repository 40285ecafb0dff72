/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.avro.Schema;
import org.apache.avro.message.BinaryMessageDecoder;
import org.apache.avro.specific.SpecificData;
import org.junit.jupiter.api.Test;

/** Whatever the bytes: readings that Avro itself reads the same, or a refusal. */
class ReadingDecoderPropertyTest {

  private static final int RECORDS = 20_000;
  private static final int MUTATIONS = 250_000;

  private final ReadingEncoder encoder = new ReadingEncoder();
  private final ReadingDecoder decoder = new ReadingDecoder();
  private final Readings readings = new Readings();
  private final BinaryMessageDecoder<SensorReading> avroReadings =
      avroDecoder(SensorReading.getClassSchema());
  private final BinaryMessageDecoder<ReadingBatch> avroBatches =
      avroDecoder(ReadingBatch.getClassSchema());

  @Test
  void shouldReadWhatAvroReads() throws Exception {
    for (int seed = 0; seed < RECORDS; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      byte[] record = randomRecord(random);

      decoder.decode(record, readings);

      assertThat(ReadingText.of(readings)).as("seed=%d", seed).isEqualTo(avroReads(record));
    }
  }

  @Test
  void shouldReadOrRefuseAnyBytes() {
    int accepted = 0;
    for (int seed = 0; seed < MUTATIONS; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      byte[] record =
          random.nextInt(8) == 0 ? randomBytes(random) : mutated(randomRecord(random), random);
      try {
        decoder.decode(record, readings);
        accepted++;
        assertThat(ReadingText.of(readings)).isEqualTo(avroReads(record));
      } catch (UndecodableRecordException refused) {
        assertThat(readings.size()).as("seed=%d", seed).isZero();
      } catch (Exception | AssertionError e) {
        fail("seed=" + seed, e);
      }
    }
    assertThat(accepted).isBetween(MUTATIONS / 100, MUTATIONS * 9 / 10);
  }

  private byte[] randomRecord(SplittableRandom random) {
    if (random.nextBoolean()) {
      return encoder.encode(
          name(random), name(random), random.nextLong() >> random.nextInt(64), value(random));
    }
    List<ChannelSamples> channels = new ArrayList<>();
    for (int c = random.nextInt(4); c > 0; c--) {
      channels.add(randomSamples(random));
    }
    return encoder.encode(new ReadingBatch(name(random), channels));
  }

  private static ChannelSamples randomSamples(SplittableRandom random) {
    List<Double> values = new ArrayList<>();
    for (int i = random.nextInt(6); i > 0; i--) {
      values.add(value(random));
    }
    List<Long> deltas = new ArrayList<>();
    for (int i = 1; i < values.size(); i++) {
      deltas.add(random.nextLong(-1_000, 1_000_000));
    }
    return new ChannelSamples(name(random), random.nextLong() >> 8, deltas, values);
  }

  private static String name(SplittableRandom random) {
    int length = random.nextInt(50) == 0 ? random.nextInt(1, 400) : random.nextInt(1, 12);
    return random
        .ints(length, 0, 6)
        .mapToObj("abcé€-"::charAt)
        .map(String::valueOf)
        .reduce("", String::concat);
  }

  private static double value(SplittableRandom random) {
    return Double.longBitsToDouble(random.nextLong());
  }

  private static byte[] randomBytes(SplittableRandom random) {
    byte[] bytes = new byte[random.nextInt(80)];
    random.nextBytes(bytes);
    byte[] header =
        SingleObject.header(
            KnownSchemas.fingerprint(
                random.nextBoolean()
                    ? SensorReading.getClassSchema()
                    : ReadingBatch.getClassSchema()));
    if (random.nextInt(4) > 0) {
      System.arraycopy(header, 0, bytes, 0, Math.min(bytes.length, header.length));
    }
    return bytes;
  }

  /** Changes, inserts, removes or copies a few bytes, mostly after the header. */
  private static byte[] mutated(byte[] record, SplittableRandom random) {
    byte[] bytes = record;
    for (int edits = random.nextInt(1, 4); edits > 0 && bytes.length > 0; edits--) {
      int from =
          random.nextInt(20) == 0 ? 0 : Math.min(SingleObject.HEADER_BYTES, bytes.length - 1);
      int at = random.nextInt(from, bytes.length);
      bytes = edited(bytes, at, random);
    }
    return bytes;
  }

  private static byte[] edited(byte[] bytes, int at, SplittableRandom random) {
    byte[] edited;
    switch (random.nextInt(5)) {
      case 0 -> {
        edited = bytes.clone();
        edited[at] ^= (byte) (1 << random.nextInt(8));
      }
      case 1 -> {
        edited = bytes.clone();
        edited[at] = (byte) random.nextInt();
      }
      case 2 -> edited = Arrays.copyOf(bytes, at);
      case 3 -> {
        edited = Arrays.copyOf(bytes, bytes.length + 1);
        System.arraycopy(bytes, at, edited, at + 1, bytes.length - at);
        edited[at] = (byte) random.nextInt();
      }
      default -> {
        edited = Arrays.copyOf(bytes, bytes.length - 1);
        System.arraycopy(bytes, at + 1, edited, at, bytes.length - at - 1);
      }
    }
    return edited;
  }

  private List<String> avroReads(byte[] record) throws Exception {
    return SingleObject.fingerprint(record)
            == KnownSchemas.fingerprint(SensorReading.getClassSchema())
        ? ReadingText.of(avroReadings.decode(record))
        : ReadingText.of(avroBatches.decode(record));
  }

  private static <T> BinaryMessageDecoder<T> avroDecoder(Schema schema) {
    return new BinaryMessageDecoder<>(SpecificData.get(), schema);
  }
}
