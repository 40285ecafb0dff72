/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.pipeline.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.alignment.Aggregate;
import io.tapline.alignment.Channel;
import io.tapline.alignment.ChannelLayout;
import io.tapline.alignment.Derivation;
import io.tapline.alignment.DerivedChannel;
import io.tapline.alignment.Fill;
import io.tapline.flink.element.DeviceReadings;
import io.tapline.flink.element.RejectedReadings;
import io.tapline.flink.element.RejectionReason;
import io.tapline.flink.state.Account;
import io.tapline.schemas.ReadingEncoder;
import io.tapline.schemas.Readings;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** No record restarts the job, and none goes without a trace. */
class DecodeOperatorTest {

  private static final long SEED = 9_002;
  private static final int MUTATIONS = 100_000;

  private final ReadingEncoder encoder = new ReadingEncoder();
  private DecodeHarness decode;

  @BeforeEach
  void start() throws Exception {
    decode = new DecodeHarness("a", "b");
  }

  @AfterEach
  void close() throws Exception {
    decode.close();
  }

  @Test
  void shouldHandOnTheReadingsOfKnownChannelsInTheOrderOfTheRecord() throws Exception {
    Readings batch = new Readings();
    batch.begin("d");
    batch.beginChannel("b");
    batch.add(30, 3);
    batch.add(20, 2);
    batch.beginChannel("a");
    batch.add(10, 1);
    decode.record(encoder.encode(batch));

    DeviceReadings readings = decode.readings().get(0);
    assertThat(readings.device()).isEqualTo("d");
    assertThat(readings.source().offset()).isZero();
    assertThat(readings.channels()).containsExactly(1, 1, 0);
    assertThat(readings.micros()).containsExactly(30, 20, 10);
    assertThat(readings.values()).containsExactly(3, 2, 1);
    assertThat(decode.rejected()).isEmpty();
    assertThat(decode.counts().get(Account.READ)).isEqualTo(3);
  }

  @Test
  void shouldRejectTheReadingsOfUnknownChannelsAndHandOnTheRest() throws Exception {
    Readings batch = new Readings();
    batch.begin("d");
    batch.beginChannel("x");
    batch.add(1, 10);
    batch.beginChannel("a");
    batch.add(2, 20);
    batch.beginChannel("y");
    batch.add(3, 30);
    batch.add(4, 40);
    byte[] bytes = encoder.encode(batch);
    decode.record(bytes);

    assertThat(decode.readings()).singleElement().extracting(DeviceReadings::count).isEqualTo(1);
    assertThat(decode.readings().get(0).values()).containsExactly(20);
    RejectedReadings rejected = decode.rejected().get(0);
    assertThat(rejected.reason()).isEqualTo(RejectionReason.UNKNOWN_CHANNEL);
    assertThat(rejected.device()).isEqualTo("d");
    assertThat(rejected.channels()).containsExactly("x", "y", "y");
    assertThat(rejected.micros()).containsExactly(1, 3, 4);
    assertThat(rejected.values()).containsExactly(10, 30, 40);
    assertThat(rejected.lateMicros()).containsExactly(0, 0, 0);
    assertThat(rejected.source().value()).isSameAs(bytes);
    assertThat(decode.counts().get(Account.READ)).isEqualTo(4);
    assertThat(decode.counts().get(Account.UNKNOWN_CHANNEL)).isEqualTo(3);
  }

  @Test
  void shouldNumberMeasuredChannelsApartAndNotKnowDerivedOnes() throws Exception {
    decode.close();
    decode =
        new DecodeHarness(
            Decoding.OWN_AVRO,
            new ChannelLayout(
                List.of(
                    new DerivedChannel("a.norm", Derivation.NORM, List.of("a"), 1, 0),
                    new Channel("a", Aggregate.LAST, new Fill.Hold(0), 0, 1, 0))));
    decode.record(encoder.encode("d", "a", 1, 10));
    decode.record(encoder.encode("d", "a.norm", 2, 20));

    assertThat(decode.readings()).singleElement().extracting(r -> r.channels()[0]).isEqualTo(0);
    RejectedReadings rejected = decode.rejected().get(0);
    assertThat(rejected.reason()).isEqualTo(RejectionReason.UNKNOWN_CHANNEL);
    assertThat(rejected.channels()).containsExactly("a.norm");
    assertThat(decode.counts().get(Account.UNKNOWN_CHANNEL)).isEqualTo(1);
  }

  @Test
  void shouldRejectARecordOfOnlyUnknownChannelsWithoutHandingOnAnything() throws Exception {
    decode.record(encoder.encode("d", "x", 1, 2));
    assertThat(decode.readings()).isEmpty();
    assertThat(decode.rejected()).hasSize(1);
  }

  @Test
  void shouldRejectATombstone() throws Exception {
    decode.record(new byte[0]);
    assertThat(decode.readings()).isEmpty();
    RejectedReadings rejected = decode.rejected().get(0);
    assertThat(rejected.reason()).isEqualTo(RejectionReason.UNDECODABLE);
    assertThat(rejected.device()).isNull();
    assertThat(rejected.detail()).isNotBlank();
    assertThat(decode.counts().get(Account.READ)).isEqualTo(1);
    assertThat(decode.counts().get(Account.UNDECODABLE)).isEqualTo(1);
  }

  @Test
  void shouldCountNothingForARecordWithoutReadings() throws Exception {
    Readings empty = new Readings();
    empty.begin("d");
    decode.record(encoder.encode(empty));
    assertThat(decode.readings()).isEmpty();
    assertThat(decode.rejected()).isEmpty();
    assertThat(decode.counts().get(Account.READ)).isZero();
  }

  @Test
  void shouldGoOnCountingAfterARestore() throws Exception {
    decode.record(encoder.encode("d", "a", 1, 2));
    decode.record(new byte[] {1});
    decode.restore();
    decode.record(encoder.encode("d", "x", 1, 2));

    assertThat(decode.counts().get(Account.READ)).isEqualTo(3);
    assertThat(decode.counts().get(Account.UNDECODABLE)).isEqualTo(1);
    assertThat(decode.counts().get(Account.UNKNOWN_CHANNEL)).isEqualTo(1);
  }

  @Test
  void shouldEndInReadingsOrRejectionsWhateverTheBytes() throws Exception {
    SplittableRandom random = new SplittableRandom(SEED);
    long handedOn = 0;
    long unknown = 0;
    long undecodable = 0;
    for (int i = 0; i < MUTATIONS; i++) {
      byte[] record = mutated(record(random), random);
      try {
        decode.record(record);
      } catch (Exception e) {
        throw new AssertionError("seed=" + SEED + ", i=" + i, e);
      }
      for (DeviceReadings readings : decode.readings()) {
        handedOn += readings.count();
        assertThat(readings.count()).as("seed=%d, i=%d", SEED, i).isPositive();
      }
      for (RejectedReadings rejected : decode.rejected()) {
        assertThat(rejected.source().value()).isSameAs(record);
        if (rejected.reason() == RejectionReason.UNDECODABLE) {
          undecodable++;
        } else {
          unknown += rejected.channels().length;
        }
      }
      decode.forget();
    }
    assertThat(handedOn).isPositive();
    assertThat(unknown).isPositive();
    assertThat(undecodable).isBetween(MUTATIONS / 10L, MUTATIONS * 9L / 10);
    assertThat(decode.counts().get(Account.READ)).isEqualTo(handedOn + unknown + undecodable);
    assertThat(decode.counts().get(Account.UNKNOWN_CHANNEL)).isEqualTo(unknown);
    assertThat(decode.counts().get(Account.UNDECODABLE)).isEqualTo(undecodable);
  }

  private byte[] record(SplittableRandom random) {
    Readings batch = new Readings();
    batch.begin("device-" + random.nextInt(5));
    for (int c = random.nextInt(4); c >= 0; c--) {
      batch.beginChannel(random.nextInt(4) == 0 ? "x" : random.nextBoolean() ? "a" : "b");
      for (int i = random.nextInt(5); i > 0; i--) {
        batch.add(random.nextLong() >> 12, Double.longBitsToDouble(random.nextLong()));
      }
    }
    return random.nextInt(4) == 0
        ? encoder.encode(batch.device(), "a", random.nextLong(), random.nextDouble())
        : encoder.encode(batch);
  }

  /** One to three bytes are changed, or the record is cut; some stay as they are. */
  private static byte[] mutated(byte[] record, SplittableRandom random) {
    byte[] mutated = record.clone();
    for (int edits = random.nextInt(4); edits > 0; edits--) {
      int at = random.nextInt(mutated.length);
      if (random.nextInt(6) == 0) {
        mutated = Arrays.copyOf(mutated, Math.max(1, at));
      } else {
        mutated[at] = (byte) random.nextInt();
      }
    }
    return mutated;
  }
}
