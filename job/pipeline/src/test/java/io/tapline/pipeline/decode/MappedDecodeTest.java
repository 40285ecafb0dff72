/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.pipeline.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.tapline.flink.element.DeviceReadings;
import io.tapline.flink.element.RejectedReadings;
import io.tapline.flink.element.RejectionReason;
import io.tapline.flink.state.Account;
import io.tapline.schemas.ReadingEncoder;
import io.tapline.schemas.mapping.RecordFormat;
import io.tapline.schemas.mapping.RecordMapping;
import io.tapline.schemas.mapping.RecordMapping.DeviceSource;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Records of users' own formats through the operator: handed on, rejected, counted, awaited. */
@Timeout(60) // For a record that would wait for ever.
class MappedDecodeTest {

  private static final RecordFormat CSV = new RecordFormat.Csv(Decodings.COLUMNS, ',');

  private DecodeHarness decode;

  @AfterEach
  void close() throws Exception {
    decode.close();
  }

  @Test
  void shouldDecodeEachTopicInItsFormat() throws Exception {
    decode = new DecodeHarness(Decodings.of(CSV), "a", "b");
    record("p,5,b,1.5");
    decode.record("own", null, new ReadingEncoder().encode("q", "a", 6, 2.5));

    assertThat(decode.readings())
        .extracting(
            DeviceReadings::device, r -> r.channels()[0], r -> r.micros()[0], r -> r.values()[0])
        .containsExactly(tuple("p", 1, 5L, 1.5), tuple("q", 0, 6L, 2.5));
    assertThat(decode.counts().get(Account.READ)).isEqualTo(2);
  }

  @Test
  void shouldHandOnTheReadingsOfEachDeviceTogether() throws Exception {
    decode = new DecodeHarness(Decodings.of(CSV), "a", "b");
    byte[] bytes = record("p,1,a,1\nq,2,b,2\np,3,x,3\np,4,b,4\n");

    assertThat(decode.readings()).extracting(DeviceReadings::device).containsExactly("p", "q");
    assertThat(decode.readings().get(0).channels()).containsExactly(0, 1);
    assertThat(decode.readings().get(0).micros()).containsExactly(1, 4);
    assertThat(decode.readings().get(1).values()).containsExactly(2);
    RejectedReadings rejected = decode.rejected().get(0);
    assertThat(rejected.reason()).isEqualTo(RejectionReason.UNKNOWN_CHANNEL);
    assertThat(rejected.device()).isEqualTo("p");
    assertThat(rejected.channels()).containsExactly("x");
    assertThat(rejected.source().value()).isSameAs(bytes);
    assertThat(decode.counts().get(Account.READ)).isEqualTo(4);
    assertThat(decode.counts().get(Account.UNKNOWN_CHANNEL)).isEqualTo(1);
  }

  @Test
  void shouldRejectReadingsOfDevicesThatDoNotMatchThePattern() throws Exception {
    decode = new DecodeHarness(Decodings.of(CSV, "pump-\\d+", null), "a");
    byte[] bytes = record("pump-1,1,a,1\nfan-1,2,a,2\nfan-1,3,x,3\npump-1x,4,a,4");
    decode.record("own", null, new ReadingEncoder().encode("fan-2", "a", 6, 2.5));

    assertThat(decode.readings()).extracting(DeviceReadings::device).containsExactly("pump-1");
    assertThat(decode.rejected())
        .extracting(RejectedReadings::reason, RejectedReadings::device)
        .containsExactly(
            tuple(RejectionReason.UNKNOWN_DEVICE, "fan-1"),
            tuple(RejectionReason.UNKNOWN_DEVICE, "pump-1x"),
            tuple(RejectionReason.UNKNOWN_DEVICE, "fan-2"));
    RejectedReadings fan = decode.rejected().get(0);
    assertThat(fan.channels()).containsExactly("a", "x");
    assertThat(fan.micros()).containsExactly(2, 3);
    assertThat(fan.values()).containsExactly(2, 3);
    assertThat(fan.detail()).contains("input.device-pattern");
    assertThat(fan.source().value()).isSameAs(bytes);
    assertThat(decode.counts().get(Account.READ)).isEqualTo(5);
    assertThat(decode.counts().get(Account.UNKNOWN_DEVICE)).isEqualTo(4);
    assertThat(decode.counts().get(Account.UNKNOWN_CHANNEL)).isZero();
  }

  @Test
  void shouldRejectTheWholeRecordWithPathAndWhatWasFound() throws Exception {
    decode = new DecodeHarness(Decodings.of(CSV), "a");
    byte[] bytes = record("p,1,a,1\np,2,a,warm");

    assertThat(decode.readings()).isEmpty();
    RejectedReadings rejected = decode.rejected().get(0);
    assertThat(rejected.reason()).isEqualTo(RejectionReason.UNDECODABLE);
    assertThat(rejected.detail()).isEqualTo("not a number: path=v, found=\"warm\", row=1");
    assertThat(rejected.source().value()).isSameAs(bytes);
    assertThat(rejected.source().topic()).isEqualTo(Decodings.TOPIC);
    assertThat(decode.counts().get(Account.READ)).isEqualTo(1);
    assertThat(decode.counts().get(Account.UNDECODABLE)).isEqualTo(1);
  }

  @Test
  void shouldRejectARecordWhoseDevicesWouldMultiplyItsBytes() throws Exception {
    decode = new DecodeHarness(Decodings.of(CSV), "a");
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 3_000; i++) {
      lines.append("device-").append(i).append(",1,a,1.00000000000000\n");
    }
    record(lines.toString());
    assertThat(decode.readings()).isEmpty();
    assertThat(decode.rejected().get(0).detail())
        .startsWith("too many devices in a record of this size: send fewer at once: devices=3000");
  }

  @Test
  void shouldTakeTheDeviceFromTheKeyAndNotCarryTheKeyOn() throws Exception {
    RecordMapping own = Decodings.mapping(null);
    RecordMapping keyed =
        new RecordMapping(new DeviceSource.Key(), own.time(), null, null, own.values());
    decode = new DecodeHarness(Decodings.of(CSV, keyed, null, null), "a");
    decode.record(Decodings.TOPIC, bytes("pump-7"), bytes("other,1,a,1"));

    assertThat(decode.readings().get(0).device()).isEqualTo("pump-7");
    assertThat(decode.readings().get(0).source().key()).isNull();
  }

  @Test
  void shouldDoAllElseWhileARecordWaitsForItsSchema() throws Exception {
    try (RegistryServer server = new RegistryServer().answers(3, 503, "")) {
      Decoding decoding = Decodings.of(new RecordFormat.ConfluentAvro(), null, server.access());
      decode = new DecodeHarness(decoding, "a");
      decode.record("own", null, new ReadingEncoder().encode("p", "a", 1, 1));
      AtomicReference<OperatorSubtaskState> meanwhile = new AtomicReference<>();
      AtomicLong waiting = new AtomicLong();
      decode.mail(
          () -> {
            meanwhile.set(decode.snapshot());
            waiting.set(decode.gauge("waiting-for-schema"));
            server.knows(3, Decodings.SCHEMA);
          });
      byte[] waits = {0, 0, 0, 0, 3, 2, 'q', 14, 2, 2, 'a', 0, 0, 0, 0, 0, 0, (byte) 0xF0, 0x3F};
      decode.record(Decodings.TOPIC, null, waits);

      assertThat(decode.readings()).extracting(DeviceReadings::device).containsExactly("p", "q");
      assertThat(decode.readings().get(1).micros()).containsExactly(7);
      assertThat(decode.rejected()).isEmpty();
      assertThat(decode.counts().get(Account.READ)).isEqualTo(2);
      assertThat(waiting).hasValue(1);
      assertThat(decode.gauge("waiting-for-schema")).isZero();

      // What was stored meanwhile knows nothing of the record, which the source reads again.
      decode.restore(meanwhile.get());
      assertThat(decode.counts().get(Account.READ)).isEqualTo(1);
      decode.record(Decodings.TOPIC, null, waits);
      assertThat(decode.counts().get(Account.READ)).isEqualTo(2);
    }
  }

  @Test
  void shouldRejectRecordsOfASchemaThatTheRegistryDoesNotHave() throws Exception {
    try (RegistryServer server = new RegistryServer()) {
      decode =
          new DecodeHarness(
              Decodings.of(new RecordFormat.ConfluentAvro(), null, server.access()), "a");
      decode.record(Decodings.TOPIC, null, new byte[] {0, 0, 0, 0, 4, 2});
      decode.record(Decodings.TOPIC, null, new byte[] {5, 0, 0, 0, 4, 2});

      assertThat(decode.rejected())
          .extracting(RejectedReadings::detail)
          .containsExactly(
              "the registry has no such schema: id=4",
              "record does not start with 00 and a schema id: byte=05, id=4");
    }
  }

  private byte[] record(String text) throws Exception {
    byte[] bytes = bytes(text);
    decode.record(Decodings.TOPIC, null, bytes);
    return bytes;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
