/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.local.formats;

import io.tapline.schemas.RecordedMessage;
import io.tapline.schemas.SensorReading;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;

/** Two values of a device at one time, in the words of each format. */
record Sample(String device, long micros, double a, double b) {

  private static final long START = 1_772_366_400_000_000L;
  private static final Schema SCHEMA = new Schema.Parser().parse(LoopbackRegistry.SCHEMA);

  /** So many of each of two devices, a tick of 10 ms each. */
  static List<Sample> samples(long seed, int count) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Sample> samples = new ArrayList<>();
    for (int tick = 0; tick < count; tick++) {
      for (String device : List.of("pump-1", "pump-2")) {
        long micros = START + tick * 10_000L + random.nextInt(10_000);
        samples.add(new Sample(device, micros, random.nextDouble(), random.nextInt(1000) / 8.0));
      }
    }
    return samples;
  }

  SensorReading[] own() {
    return new SensorReading[] {
      new SensorReading(device, "a", micros, a), new SensorReading(device, "b", micros, b)
    };
  }

  /** Milliseconds with decimals, a reading a row. */
  RecordedMessage json() {
    return message(
        device,
        """
        {"machine": {"id": "%s"}, "ts": %d.%03d,
         "samples": [{"sensor": "a", "v": %s}, {"sensor": "b", "v": "%s"}]}
        """
            .formatted(device, micros / 1_000, micros % 1_000, a, b)
            .getBytes(StandardCharsets.UTF_8));
  }

  /** Seconds with decimals; the record's key is the device. */
  RecordedMessage csv() {
    return message(
        device,
        String.format(
                Locale.ROOT, "%d.%06d;\"%s\";%s%n", micros / 1_000_000, micros % 1_000_000, a, b)
            .getBytes(StandardCharsets.UTF_8));
  }

  RecordedMessage confluent() throws IOException {
    GenericRecord machine = new GenericData.Record(SCHEMA.getField("machine").schema());
    machine.put("id", device);
    GenericRecord record = new GenericData.Record(SCHEMA);
    record.put("at", micros);
    record.put("machine", machine);
    record.put("a", a);
    record.put("b", b);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(ByteBuffer.allocate(5).putInt(1, LoopbackRegistry.ID).array());
    BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
    new GenericDatumWriter<GenericRecord>(SCHEMA).write(record, encoder);
    encoder.flush();
    return message(null, bytes.toByteArray());
  }

  private RecordedMessage message(String key, byte[] value) {
    ByteBuffer keyBytes =
        key == null ? null : ByteBuffer.wrap(key.getBytes(StandardCharsets.UTF_8));
    return new RecordedMessage(micros / 1_000, keyBytes, ByteBuffer.wrap(value));
  }
}
