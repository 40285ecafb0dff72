/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;
import org.junit.jupiter.api.Test;

class ReadingDecoderTest {

  private final ReadingEncoder encoder = new ReadingEncoder();
  private final ReadingDecoder decoder = new ReadingDecoder();
  private final Readings readings = new Readings();

  @Test
  void shouldRefuseANameThatWouldNotFitAResult() {
    byte[] record = new ReadingEncoder().encode("d".repeat(1025), "c", 0, 1);

    assertThatThrownBy(() -> new ReadingDecoder().decode(record, new Readings()))
        .isInstanceOf(UndecodableRecordException.class)
        .hasMessage("name is too long: field=device, most bytes=1024, got=1025");
  }

  @Test
  void shouldReplaceTheReadingsOfTheRecordBefore() throws Exception {
    decoder.decode(encoder.encode(Golden.batch()), readings);
    decoder.decode(encoder.encode("fan", "current", 5, 0.5), readings);

    assertThat(ReadingText.of(readings)).containsExactly("fan current 5 0.5");
    assertThat(readings.size()).isOne();
  }

  @Test
  void shouldGiveTheSameStringForTheSameName() throws Exception {
    decoder.decode(encoder.encode("fan", "current", 5, 0.5), readings);
    String device = readings.device();
    String channel = readings.channel(0);

    decoder.decode(encoder.encode("fan", "current", 6, 0.5), readings);

    assertThat(readings.device()).isSameAs(device);
    assertThat(readings.channel(0)).isSameAs(channel);
  }

  @Test
  void shouldReadArraysThatCameInSeveralBlocks() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(Arrays.copyOf(encoder.encode(Golden.batch()), SingleObject.HEADER_BYTES));
    BinaryEncoder blocks =
        new EncoderFactory().configureBlockSize(64).blockingBinaryEncoder(out, null);
    ReadingBatch batch =
        new ReadingBatch(
            "fan",
            List.of(
                new ChannelSamples("a", 1L, longs(99), doubles(100)),
                new ChannelSamples("b", 1L, longs(0), doubles(1))));
    new SpecificDatumWriter<>(ReadingBatch.class).write(batch, blocks);
    blocks.flush();

    decoder.decode(out.toByteArray(), readings);

    assertThat(ReadingText.of(readings)).isEqualTo(ReadingText.of(batch));
  }

  @Test
  void shouldEncodeWhatItDecoded() throws Exception {
    byte[] record = encoder.encode(Golden.batch());
    decoder.decode(record, readings);

    assertThat(encoder.encode(readings)).isEqualTo(record);
  }

  @Test
  void shouldRefuseARecordWithoutValue() {
    assertRefused(
        null, "record has no value: a tombstone carries no reading; send none to this topic");
  }

  @Test
  void shouldRefuseARecordTooShortForAHeader() {
    assertRefused(
        new byte[] {(byte) 0xC3, 1},
        "record is too short for Avro's single-object header: bytes=2, needed=10");
  }

  @Test
  void shouldRefuseWhatIsNotSingleObjectEncoded() {
    assertRefused(
        "{\"device\": \"fan\"}".getBytes(StandardCharsets.UTF_8),
        "record does not start with C3 01: bytes=7B 22; write it in Avro's single-object encoding");
  }

  @Test
  void shouldNameTheUnknownFingerprintAndTheKnownOnes() {
    assertRefused(
        SingleObject.header(0xABCL),
        "schema is not that of a reading: fingerprint=0x0000000000000abc,"
            + " known=SensorReading=0x1baf64d08be1c6ba, ReadingBatch=0xb7378aac2bb6f165");
  }

  @Test
  void shouldRefuseARecordCutShort() {
    byte[] record = encoder.encode("fan", "current", 5, 0.5);

    assertRefused(
        Arrays.copyOf(record, record.length - 3),
        "record ends within a double: position=23, needed bytes=8, remaining bytes=5");
  }

  @Test
  void shouldRefuseTrailingBytes() {
    byte[] record = encoder.encode("fan", "current", 5, 0.5);

    assertRefused(
        Arrays.copyOf(record, record.length + 3),
        "record goes on after its last field: trailing bytes=3");
  }

  @Test
  void shouldRefuseAnAbsurdCountBeforeItMakesRoom() {
    byte[] record = encoder.encode(new ReadingBatch("fan", List.of()));
    byte[] absurd = Arrays.copyOf(record, record.length + 8);
    Arrays.fill(absurd, record.length - 1, absurd.length - 1, (byte) 0xFE);

    assertRefused(
        absurd,
        "count does not fit the record: field=channels, count=35745105703854015, remaining bytes=0");
  }

  @Test
  void shouldRefuseDeltasThatDoNotFitTheValues() {
    assertRefused(
        batchOf(new ChannelSamples("current", 5L, longs(3), doubles(3))),
        "a channel needs one timestamp delta fewer than values: channel=current, deltas=3, values=3");
    assertRefused(
        batchOf(new ChannelSamples("current", 5L, longs(1), doubles(3))),
        "a channel needs one timestamp delta fewer than values: channel=current, deltas=1,"
            + " values=more than that");
  }

  @Test
  void shouldRefuseATimeOutsideTheRangeOfALong() {
    assertRefused(
        batchOf(new ChannelSamples("current", Long.MAX_VALUE, longs(1), doubles(2))),
        "time is beyond 64 bits: channel=current, timestampMicros=9223372036854775807, delta=7");
  }

  @Test
  void shouldRefuseEmptyNames() {
    assertRefused(encoder.encode("", "current", 5, 0.5), "name is empty: field=device");
    assertRefused(encoder.encode("fan", "", 5, 0.5), "name is empty: field=channel");
  }

  @Test
  void shouldRefuseANameThatIsNotUtf8() {
    byte[] record = encoder.encode("fan", "current", 5, 0.5);
    record[12] = (byte) 0xFF;

    assertRefused(record, "name is not UTF-8: field=device, position=11, length=3");
  }

  private void assertRefused(byte[] record, String message) {
    assertThatThrownBy(() -> decoder.decode(record, readings))
        .isInstanceOf(UndecodableRecordException.class)
        .hasMessage(message);
    assertThat(readings.size()).isZero();
    assertThat(readings.channelCount()).isZero();
  }

  private byte[] batchOf(ChannelSamples samples) {
    return encoder.encode(new ReadingBatch("fan", List.of(samples)));
  }

  private static List<Long> longs(int count) {
    return Collections.nCopies(count, 7L);
  }

  private static List<Double> doubles(int count) {
    return Collections.nCopies(count, 0.5);
  }
}
