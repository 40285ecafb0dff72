/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.pipeline.decode;

import io.tapline.schemas.ReadingEncoder;
import io.tapline.schemas.Readings;
import io.tapline.schemas.mapping.FieldPath;
import io.tapline.schemas.mapping.RecordFormat;
import io.tapline.schemas.mapping.RecordMapping;
import io.tapline.schemas.mapping.RecordMapping.DeviceSource;
import io.tapline.schemas.mapping.RecordMapping.TimeSource;
import io.tapline.schemas.mapping.RecordMapping.ValueSource;
import io.tapline.schemas.mapping.TimeFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;

/** Good records of every format, to be spoilt. */
enum FuzzedFormat {
  OWN_AVRO {
    @Override
    Decoding decoding(RegistryAccess registry) {
      return Decoding.OWN_AVRO;
    }

    @Override
    byte[] record(SplittableRandom random) {
      Readings batch = new Readings();
      batch.begin("device-" + random.nextInt(5));
      for (int c = random.nextInt(4); c >= 0; c--) {
        batch.beginChannel(channel(random));
        for (int i = random.nextInt(5); i > 0; i--) {
          batch.add(random.nextLong() >> 12, Double.longBitsToDouble(random.nextLong()));
        }
      }
      return random.nextInt(4) == 0
          ? new ReadingEncoder().encode(batch.device(), "a", random.nextLong(), random.nextDouble())
          : new ReadingEncoder().encode(batch);
    }
  },
  AVRO_SCHEMA {
    @Override
    Decoding decoding(RegistryAccess registry) {
      return Decodings.of(new RecordFormat.AvroSchema(SCHEMA.toString()), ROWS, null, null);
    }

    @Override
    byte[] record(SplittableRandom random) {
      return avro(random, new byte[0]);
    }
  },
  CONFLUENT_AVRO {
    @Override
    Decoding decoding(RegistryAccess registry) {
      return Decodings.of(new RecordFormat.ConfluentAvro(), ROWS, null, registry);
    }

    @Override
    byte[] record(SplittableRandom random) {
      return avro(random, new byte[] {0, 0, 0, 0, SCHEMA_ID});
    }
  },
  JSON {
    @Override
    Decoding decoding(RegistryAccess registry) {
      return Decodings.of(new RecordFormat.Json(), ROWS, null, null);
    }

    @Override
    byte[] record(SplittableRandom random) {
      StringBuilder json =
          new StringBuilder("{\"id\": \"device-" + random.nextInt(5) + "\", \"s\": [");
      for (int i = 0; i <= random.nextInt(4); i++) {
        json.append(i == 0 ? "" : ", ")
            .append(
                "{\"t\": \"2026-03-01T12:00:0%dZ\", \"c\": \"%s\", \"v\": %s}"
                    .formatted(random.nextInt(10), channel(random), value(random)));
      }
      return json.append("]}").toString().getBytes(StandardCharsets.UTF_8);
    }
  },
  CSV {
    @Override
    Decoding decoding(RegistryAccess registry) {
      return Decodings.of(new RecordFormat.Csv(Decodings.COLUMNS, ';'), "device-.*", null);
    }

    @Override
    byte[] record(SplittableRandom random) {
      StringBuilder csv = new StringBuilder();
      for (int i = 0; i <= random.nextInt(4); i++) {
        csv.append(
            "\"device-%d\";%d.%d;%s;%s\r\n"
                .formatted(
                    random.nextInt(5),
                    random.nextLong() >> 12,
                    random.nextInt(100),
                    channel(random),
                    value(random)));
      }
      return csv.toString().getBytes(StandardCharsets.UTF_8);
    }
  };

  static final byte SCHEMA_ID = 7;

  /** Nested, recursive, and with the logical types that make objects of numbers. */
  static final Schema SCHEMA =
      new Schema.Parser()
          .parse(
              """
              {"type": "record", "name": "Batch", "fields": [
                {"name": "id", "type": ["null", "string"]},
                {"name": "s", "type": {"type": "array", "items": {"type": "record", "name": "S", "fields": [
                  {"name": "t", "type": {"type": "long", "logicalType": "timestamp-micros"}},
                  {"name": "c", "type": {"type": "enum", "name": "C", "symbols": ["a", "b", "x"]}},
                  {"name": "v", "type": ["double", {"type": "bytes", "logicalType": "decimal", "precision": 9, "scale": 2}]}]}}},
                {"name": "none", "type": {"type": "array", "items": "null"}},
                {"name": "tags", "type": {"type": "map", "values": "string"}},
                {"name": "inner", "type": ["null", "Batch"]}]}
              """);

  private static final RecordMapping ROWS =
      new RecordMapping(
          new DeviceSource.Field(FieldPath.of("id")),
          new TimeSource.Field(FieldPath.of("t"), new TimeFormat.Iso8601(null)),
          null,
          FieldPath.of("s"),
          new ValueSource.OneChannel(FieldPath.of("c"), null, FieldPath.of("v")));

  abstract Decoding decoding(RegistryAccess registry);

  abstract byte[] record(SplittableRandom random);

  private static String channel(SplittableRandom random) {
    return List.of("a", "b", "x").get(random.nextInt(3));
  }

  private static String value(SplittableRandom random) {
    return random.nextInt(5) == 0
        ? "\"" + random.nextInt() + "\""
        : Double.toString(random.nextDouble());
  }

  private static byte[] avro(SplittableRandom random, byte[] header) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(header);
    BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
    try {
      new GenericDatumWriter<GenericRecord>(SCHEMA)
          .write(batch(random, random.nextInt(3)), encoder);
      encoder.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static GenericRecord batch(SplittableRandom random, int depth) {
    Schema row = SCHEMA.getField("s").schema().getElementType();
    List<GenericRecord> rows = new ArrayList<>();
    for (int i = random.nextInt(4); i >= 0; i--) {
      GenericRecord each = new GenericData.Record(row);
      each.put("t", random.nextLong() >> 12);
      each.put("c", new GenericData.EnumSymbol(row.getField("c").schema(), channel(random)));
      each.put("v", random.nextDouble());
      rows.add(each);
    }
    GenericRecord batch = new GenericData.Record(SCHEMA);
    batch.put("id", "device-" + random.nextInt(5));
    batch.put("s", rows);
    batch.put("none", Arrays.asList(null, null));
    batch.put("tags", Map.of("k", "v"));
    batch.put("inner", depth == 0 ? null : batch(random, depth - 1));
    return batch;
  }
}
