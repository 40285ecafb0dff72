/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Records of every released schema version are read forever. The bytes under {@code golden/} were
 * written by the release that they are named after, and never change.
 */
class GoldenRecordTest {

  private final Readings readings = new Readings();

  @ParameterizedTest
  @CsvSource({
    "SensorReading,   1baf64d08be1c6ba",
    "ReadingBatch,    b7378aac2bb6f165",
    "FeatureVector,   8e6954d34a161e3c",
    "Frame,           7adca9a2bce4d50c",
    "RejectedReading, 19943d6f7bf98fed",
    "RecordedMessage, dd2cf83b83b61bdb",
  })
  void shouldKeepEverySchemaUnderItsFingerprint(String name, String fingerprint) {
    Schema schema = KnownSchemas.find(Long.parseUnsignedLong(fingerprint, 16));

    assertThat(schema)
        .as(
            "schema of fingerprint %s: a changed schema is a new version beside the old",
            fingerprint)
        .isNotNull();
    assertThat(schema.getName()).isEqualTo(name);
  }

  @Test
  void shouldReadSensorReadingOfVersion1() throws Exception {
    byte[] golden = golden("v1/SensorReading.hex");

    new ReadingDecoder().decode(golden, readings);

    assertThat(readings.device()).isEqualTo("pump-7");
    assertThat(readings.channel(0)).isEqualTo("acceleration-x");
    assertThat(readings.timestampMicros(0)).isEqualTo(1_700_000_000_123_456L);
    assertThat(readings.value(0)).isEqualTo(-9.80665);
    assertThat(new ReadingEncoder().encode(Golden.reading())).isEqualTo(golden);
  }

  @Test
  void shouldReadReadingBatchOfVersion1() throws Exception {
    byte[] golden = golden("v1/ReadingBatch.hex");

    new ReadingDecoder().decode(golden, readings);

    assertThat(ReadingText.of(readings))
        .containsExactly(
            "pump-7 temperature 1700000000000000 21.5",
            "pump-7 temperature 1700000001000000 21.625",
            "pump-7 temperature 1700000000999999 NaN",
            "pump-7 pression-é 1700000000500000 101325.0");
    assertThat(new ReadingEncoder().encode(Golden.batch())).isEqualTo(golden);
  }

  @Test
  void shouldReadFeatureVectorOfVersion1() throws Exception {
    byte[] golden = golden("v1/FeatureVector.hex");

    assertThat(new FeatureVectorCodec().decode(golden)).isEqualTo(Golden.features());
    assertThat(new FeatureVectorCodec().encode(Golden.features())).isEqualTo(golden);
  }

  @Test
  void shouldReadFrameOfVersion1() throws Exception {
    byte[] golden = golden("v1/Frame.hex");

    assertThat(new FrameCodec().decode(golden)).isEqualTo(Golden.frame());
    assertThat(new FrameCodec().encode(Golden.frame())).isEqualTo(golden);
  }

  @Test
  void shouldReadRejectedReadingOfVersion1() throws Exception {
    byte[] golden = golden("v1/RejectedReading.hex");

    assertThat(new RejectedReadingCodec().decode(golden)).isEqualTo(Golden.rejected());
    assertThat(new RejectedReadingCodec().encode(Golden.rejected())).isEqualTo(golden);
  }

  @Test
  void shouldReadRecordingOfVersion1() throws Exception {
    Path file = Path.of(GoldenRecordTest.class.getResource("/golden/v1/recording.avro").toURI());

    try (RecordingReader reader = RecordingReader.open(file)) {
      assertThat(reader)
          .toIterable()
          .isEqualTo(
              List.of(
                  new RecordedMessage(1_700_000_000_123L, bytes("pump-7"), bytes("reading")),
                  new RecordedMessage(1_700_000_000_124L, null, null)));
    }
  }

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] golden(String name) {
    try (var in = GoldenRecordTest.class.getResourceAsStream("/golden/" + name)) {
      return HexFormat.of().parseHex(new String(in.readAllBytes(), StandardCharsets.UTF_8).strip());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
