/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.schemas.mapping;

import static io.tapline.schemas.mapping.Mapped.mapped;
import static io.tapline.schemas.mapping.Mapped.readings;
import static io.tapline.schemas.mapping.Mapped.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.schemas.RecordDecoder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.message.BinaryMessageEncoder;
import org.junit.jupiter.api.Test;

class AvroDecoderTest {

  private static final String SCHEMA =
      """
      {"type": "record", "name": "Sample", "namespace": "plant", "fields": [
        {"name": "machine", "type": {"type": "record", "name": "Machine", "fields": [
          {"name": "id", "type": ["null", "string"]},
          {"name": "kind", "type": {"type": "enum", "name": "Kind", "symbols": ["PUMP", "FAN"]}}]}},
        {"name": "at", "type": {"type": "long", "logicalType": "timestamp-millis"}},
        {"name": "atMicros", "type": {"type": "long", "logicalType": "timestamp-micros"}},
        {"name": "seconds", "type": "int"},
        {"name": "f", "type": ["null", "float"]},
        {"name": "ok", "type": "boolean"},
        {"name": "price", "type": {"type": "bytes", "logicalType": "decimal", "precision": 9, "scale": 3}},
        {"name": "raw", "type": {"type": "fixed", "name": "Raw", "size": 2}},
        {"name": "tags", "type": {"type": "map", "values": "double"}},
        {"name": "series", "type": {"type": "array", "items": "double"}}]}
      """;
  private static final Schema PARSED = new Schema.Parser().parse(SCHEMA);

  private static final RecordDecoder DECODER =
      mapped()
          .device("machine.id")
          .time("at", new TimeFormat.Typed())
          .columns("f", "f", "ok", "ok", "price", "price", "tag", "tags.x")
          .avro(SCHEMA);

  @Test
  void shouldReadTypesAsAUserExpects() throws Exception {
    assertThat(readings(DECODER, body(sample())))
        .containsExactly(
            "p/f@-1000=0.5", "p/ok@-1000=1.0", "p/price@-1000=-1.25", "p/tag@-1000=7.5");
  }

  @Test
  void shouldTakeTimesByTheirTypeOrTheirUnit() throws Exception {
    byte[] record = body(sample());
    assertThat(readings(time("atMicros", new TimeFormat.Typed()), record))
        .containsExactly("PUMP/ok@1234567=1.0");
    assertThat(readings(time("seconds", new TimeFormat.Epoch(EpochUnit.S)), record))
        .containsExactly("PUMP/ok@3000000=1.0");
    assertThat(refusal(time("seconds", new TimeFormat.Typed()), record))
        .isEqualTo("not a time as time.unit or time.pattern has it: path=seconds, found=3");
  }

  @Test
  void shouldReadBodiesAloneAndBehindTheHeaderOfTheirSchema() throws Exception {
    assertThat(readings(DECODER, singleObject(sample())))
        .isEqualTo(readings(DECODER, body(sample())));
  }

  @Test
  void shouldReadArraysByStep() throws Exception {
    RecordDecoder series =
        mapped().time("seconds", EpochUnit.S).every(10).only("x", "series").avro(SCHEMA);
    assertThat(readings(series, body(sample())))
        .containsExactly("d/x@3000000=1.0", "d/x@3000010=2.0");
  }

  @Test
  void shouldSayWhatIsNoNumber() throws Exception {
    for (String path : List.of("raw", "machine", "tags", "at", "machine.kind")) {
      RecordDecoder decoder = mapped().only("x", path).avro(SCHEMA);
      assertThat(refusal(decoder, body(sample()))).startsWith("not a number: path=" + path);
    }
  }

  @Test
  void shouldRefuseWhatDoesNotFollowTheSchema() throws Exception {
    byte[] body = body(sample());
    byte[] longer = Arrays.copyOf(body, body.length + 1);
    assertThat(refusal(DECODER, longer))
        .isEqualTo("record goes on after its last field: trailing bytes=1");
    for (int length = 0; length < body.length; length++) {
      assertThat(refusal(DECODER, Arrays.copyOf(body, length))).isNotBlank();
    }
  }

  @Test
  void shouldNotTakeLengthsAtTheirWord() throws Exception {
    byte[] gigabytes =
        body(
            encoder -> {
              encoder.writeIndex(1);
              encoder.writeLong(2L << 30);
            });
    assertThat(refusal(DECODER, gigabytes)).startsWith("length does not fit the record: field=id");
    String nulls =
        "{\"type\":\"record\",\"name\":\"R\",\"fields\":[{\"name\":\"n\",\"type\":"
            + "{\"type\":\"array\",\"items\":\"null\"}}]}";
    RecordDecoder decoder = mapped().only("x", "n").avro(nulls);
    byte[] blocks =
        body(
            encoder -> {
              for (int i = 0; i < 1000; i++) {
                encoder.writeLong(1500);
              }
              encoder.writeLong(0);
            });
    assertThat(refusal(decoder, blocks)).startsWith("record has more items than bytes: field=n");
  }

  @Test
  void shouldRefuseDepthsThatNoStackWouldHold() throws Exception {
    String list =
        "{\"type\":\"record\",\"name\":\"L\",\"fields\":[{\"name\":\"v\",\"type\":\"int\"},"
            + "{\"name\":\"next\",\"type\":[\"null\",\"L\"]}]}";
    RecordDecoder decoder = mapped().only("x", "v").avro(list);
    byte[] deep =
        body(
            encoder -> {
              for (int i = 0; i < 100_000; i++) {
                encoder.writeInt(1);
                encoder.writeIndex(1);
              }
            });
    assertThat(refusal(decoder, deep)).startsWith("record is nested too deep: ");
    byte[] shallow =
        body(
            encoder -> {
              encoder.writeInt(3);
              encoder.writeIndex(0);
            });
    assertThat(readings(decoder, shallow)).containsExactly("d/x@5000=3.0");
  }

  private static RecordDecoder time(String path, TimeFormat format) {
    return mapped().device("machine.kind").time(path, format).columns("ok", "ok").avro(SCHEMA);
  }

  private static GenericRecord sample() {
    GenericRecord machine = new GenericData.Record(PARSED.getField("machine").schema());
    machine.put("id", "p");
    machine.put(
        "kind", new GenericData.EnumSymbol(machine.getSchema().getField("kind").schema(), "PUMP"));
    GenericRecord sample = new GenericData.Record(PARSED);
    sample.put("machine", machine);
    sample.put("at", -1L);
    sample.put("atMicros", 1_234_567L);
    sample.put("seconds", 3);
    sample.put("f", 0.5f);
    sample.put("ok", true);
    sample.put("price", ByteBuffer.wrap(new BigDecimal("-1.250").unscaledValue().toByteArray()));
    sample.put("raw", new GenericData.Fixed(PARSED.getField("raw").schema(), new byte[] {1, 2}));
    sample.put("tags", Map.of("x", 7.5));
    sample.put("series", List.of(1.0, 2.0));
    return sample;
  }

  private static byte[] body(GenericRecord record) throws IOException {
    return body(
        encoder ->
            new GenericDatumWriter<GenericRecord>(record.getSchema()).write(record, encoder));
  }

  private static byte[] singleObject(GenericRecord record) throws IOException {
    return new BinaryMessageEncoder<GenericRecord>(GenericData.get(), record.getSchema())
        .encode(record)
        .array();
  }

  private interface Body {
    void writeTo(BinaryEncoder encoder) throws IOException;
  }

  private static byte[] body(Body body) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
    body.writeTo(encoder);
    encoder.flush();
    return bytes.toByteArray();
  }
}
