/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.schemas.mapping;

import static io.tapline.schemas.mapping.Mapped.mapped;
import static io.tapline.schemas.mapping.Mapped.readings;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.tapline.schemas.ReadingDecoder;
import io.tapline.schemas.ReadingEncoder;
import io.tapline.schemas.Readings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.junit.jupiter.api.Test;

/** The same readings, written by each format's own library, read as the same bits from all. */
class FormatsAgreeTest {

  private static final long SEED = 4_711;
  private static final int RECORDS = 3_000;
  private static final String ALPHABET = "aZ09 -_.,;\"'\\/\n\té漢😀";

  private static final Schema SCHEMA =
      new Schema.Parser()
          .parse(
              """
              {"type":"record","name":"Batch","fields":[
                {"name":"device","type":"string"},
                {"name":"rows","type":{"type":"array","items":{"type":"record","name":"Row","fields":[
                  {"name":"channel","type":"string"},
                  {"name":"t","type":{"type":"long","logicalType":"timestamp-micros"}},
                  {"name":"v","type":"double"}]}}}]}
              """);

  private record Row(String channel, long micros, double value) {}

  @Test
  void shouldReadTheSameBitsFromEveryFormat() throws Exception {
    SplittableRandom random = new SplittableRandom(SEED);
    var json =
        mapped()
            .device("device")
            .time("t", EpochUnit.S)
            .rows("rows")
            .channel("channel", "v")
            .json();
    var csv =
        mapped()
            .device("device")
            .time("t", EpochUnit.MS)
            .channel("channel", "v")
            .csv(',', "device", "channel", "t", "v");
    var avro =
        mapped()
            .device("device")
            .time("t", new TimeFormat.Typed())
            .rows("rows")
            .channel("channel", "v")
            .avro(SCHEMA.toString());
    for (int i = 0; i < RECORDS; i++) {
      String device = name(random);
      List<Row> rows = rows(random);
      String where = "seed=%d, i=%d".formatted(SEED, i);
      List<String> expected = readings(new ReadingDecoder(), own(device, rows));

      assertThat(readings(json, json(device, rows))).as("json, " + where).isEqualTo(expected);
      assertThat(readings(csv, csv(device, rows))).as("csv, " + where).isEqualTo(expected);
      assertThat(readings(avro, avro(device, rows))).as("avro, " + where).isEqualTo(expected);
    }
  }

  /** Not blank, and without spaces around it, which CSV would lose. */
  private static String name(SplittableRandom random) {
    StringBuilder name = new StringBuilder("x");
    for (int i = random.nextInt(12); i > 0; i--) {
      name.appendCodePoint(ALPHABET.codePoints().skip(random.nextInt(18)).findFirst().getAsInt());
    }
    return name.append('x').toString();
  }

  private static List<Row> rows(SplittableRandom random) {
    List<Row> rows = new ArrayList<>();
    for (int i = random.nextInt(5); i >= 0; i--) {
      double value = Double.longBitsToDouble(random.nextLong());
      rows.add(new Row(name(random), random.nextLong() >> random.nextInt(40), value));
    }
    return rows;
  }

  private static byte[] own(String device, List<Row> rows) {
    Readings readings = new Readings();
    readings.begin(device);
    for (Row row : rows) {
      readings.beginChannel(row.channel());
      readings.add(row.micros(), row.value());
    }
    return new ReadingEncoder().encode(readings);
  }

  /** Seconds with six decimals; every other value as text. */
  private static byte[] json(String device, List<Row> rows) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = new JsonFactory().createGenerator(bytes)) {
      json.writeStartObject();
      json.writeStringField("device", device);
      json.writeArrayFieldStart("rows");
      for (Row row : rows) {
        json.writeStartObject();
        json.writeNumberField("t", BigDecimal.valueOf(row.micros(), 6));
        json.writeStringField("channel", row.channel());
        if (row.micros() % 2 == 0) {
          json.writeNumberField("v", row.value());
        } else {
          json.writeStringField("v", Double.toString(row.value()));
        }
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    return bytes.toByteArray();
  }

  private static byte[] csv(String device, List<Row> rows) throws IOException {
    StringWriter text = new StringWriter();
    try (CSVPrinter csv = new CSVPrinter(text, CSVFormat.DEFAULT)) {
      for (Row row : rows) {
        csv.printRecord(device, row.channel(), BigDecimal.valueOf(row.micros(), 3), row.value());
      }
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] avro(String device, List<Row> rows) throws IOException {
    GenericRecord batch = new GenericData.Record(SCHEMA);
    List<GenericRecord> items = new ArrayList<>();
    for (Row row : rows) {
      GenericRecord item =
          new GenericData.Record(SCHEMA.getField("rows").schema().getElementType());
      item.put("channel", row.channel());
      item.put("t", row.micros());
      item.put("v", row.value());
      items.add(item);
    }
    batch.put("device", device);
    batch.put("rows", items);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
    new GenericDatumWriter<GenericRecord>(SCHEMA).write(batch, encoder);
    encoder.flush();
    return bytes.toByteArray();
  }
}
