/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.pipeline.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.flink.element.DeviceReadings;
import io.tapline.flink.element.RejectedReadings;
import io.tapline.flink.element.RejectionReason;
import io.tapline.flink.state.Account;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Whatever the bytes of whichever format, the operator throws nothing, and what it read is handed
 * on or rejected. {@code -Dtapline.fuzz.records=1000000} asks for more records of each format.
 */
class FormatFuzzTest {

  private static final long SEED = 77_001;
  private static final int RECORDS = Integer.getInteger("tapline.fuzz.records", 20_000);

  private RegistryServer server;
  private DecodeHarness decode;
  private long handedOn;
  private long rejected;
  private long undecodable;
  private int longestDetail;

  @BeforeEach
  void start() throws Exception {
    server = new RegistryServer().knows(FuzzedFormat.SCHEMA_ID, FuzzedFormat.SCHEMA.toString());
  }

  @AfterEach
  void close() throws Exception {
    decode.close();
    server.close();
  }

  @ParameterizedTest
  @EnumSource
  void shouldEndInReadingsOrRejectionsWhateverTheBytes(FuzzedFormat format) throws Exception {
    SplittableRandom random = new SplittableRandom(SEED);
    Mutation mutation = new Mutation(random);
    decode = new DecodeHarness(format.decoding(server.access()), "a", "b");
    for (int i = 0; i < RECORDS; i++) {
      byte[] record = mutation.of(format.record(random), format.record(random));
      feed(record, "format=%s, seed=%d, i=%d".formatted(format, SEED, i));
    }
    if (RECORDS > 20_000) {
      System.out.printf(
          "format=%s seed=%d records=%d handed-on=%d rejected=%d undecodable=%d%n",
          format, SEED, RECORDS, handedOn, rejected, undecodable);
    }
    assertThat(handedOn).isPositive();
    assertThat(rejected).isPositive();
    assertThat(undecodable).isBetween(RECORDS / 10L, RECORDS * 95L / 100);
    assertThat(longestDetail).isLessThan(4_000);
    assertThat(decode.counts().get(Account.READ)).isEqualTo(handedOn + rejected + undecodable);
    assertThat(decode.counts().get(Account.UNDECODABLE)).isEqualTo(undecodable);
  }

  /** What takes a naive reader minutes, gigabytes or its stack. */
  @ParameterizedTest
  @EnumSource
  void shouldRefuseRecordsThatAreMadeToHurt(FuzzedFormat format) throws Exception {
    decode = new DecodeHarness(format.decoding(server.access()), "a", "b");
    byte[] header = {0, 0, 0, 0, FuzzedFormat.SCHEMA_ID};
    for (String text :
        new String[] {
          "[".repeat(5_000_000),
          "{\"s\":".repeat(1_000_000),
          "{\"id\":\"d\",\"s\":[{\"t\":\"2026-03-01T12:00:00Z\",\"c\":\"a\",\"v\":"
              + "1".repeat(10_000_000)
              + "}]}",
          "{\"id\":\"d\",\"s\":[{\"t\":\"" + "2".repeat(10_000_000) + "\",\"c\":\"a\",\"v\":1}]}",
          "d;" + "1".repeat(10_000_000) + ";a;1",
          "d;1e999999999;a;1",
          "\"" + "x".repeat(10_000_000),
          ";".repeat(10_000_000)
        }) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      feed(bytes, "text=" + text.substring(0, 10));
      feed(Mutation.join(header, bytes), "text after a header=" + text.substring(0, 10));
    }
    feed(new byte[10_000_000], "zeros");
    feed(Mutation.join(header, new byte[10_000_000]), "zeros after a header");
    assertThat(handedOn).isZero();
    assertThat(undecodable).isEqualTo(18);
  }

  private void feed(byte[] record, String what) {
    String topic = Decodings.TOPIC;
    try {
      decode.record(topic, null, record);
    } catch (Throwable e) {
      throw new AssertionError(what, e);
    }
    for (DeviceReadings readings : decode.readings()) {
      assertThat(readings.count()).as(what).isPositive();
      handedOn += readings.count();
    }
    for (RejectedReadings each : decode.rejected()) {
      assertThat(each.source().value()).as(what).isSameAs(record);
      assertThat(each.detail()).as(what).isNotBlank();
      longestDetail = Math.max(longestDetail, each.detail().length());
      if (each.reason() == RejectionReason.UNDECODABLE) {
        undecodable++;
      } else {
        rejected += each.channels().length;
      }
    }
    decode.forget();
  }
}
