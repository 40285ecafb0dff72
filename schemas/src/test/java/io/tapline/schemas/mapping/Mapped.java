/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.schemas.mapping;

import io.tapline.schemas.Readings;
import io.tapline.schemas.RecordDecoder;
import io.tapline.schemas.UndecodableRecordException;
import io.tapline.schemas.mapping.RecordMapping.DeviceSource;
import io.tapline.schemas.mapping.RecordMapping.StepSource;
import io.tapline.schemas.mapping.RecordMapping.TimeSource;
import io.tapline.schemas.mapping.RecordMapping.ValueSource;
import io.tapline.schemas.mapping.RecordMapping.ValueSource.Column;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Mappings in a few words, and what a record gives by them, a line a reading. */
final class Mapped {

  static final long RECORD_MILLIS = 5;

  private DeviceSource device = new DeviceSource.Constant("d");
  private TimeSource time = new TimeSource.OfRecord();
  private StepSource step;
  private FieldPath rows;
  private ValueSource values;

  static Mapped mapped() {
    return new Mapped();
  }

  Mapped device(String path) {
    device = new DeviceSource.Field(FieldPath.of(path));
    return this;
  }

  Mapped deviceOfKey() {
    device = new DeviceSource.Key();
    return this;
  }

  Mapped time(String path, EpochUnit unit) {
    return time(path, new TimeFormat.Epoch(unit));
  }

  Mapped time(String path, TimeFormat format) {
    time = new TimeSource.Field(FieldPath.of(path), format);
    return this;
  }

  Mapped every(long micros) {
    step = new StepSource.Constant(micros);
    return this;
  }

  Mapped step(String path, EpochUnit unit) {
    step = new StepSource.Field(FieldPath.of(path), unit);
    return this;
  }

  Mapped rows(String path) {
    rows = FieldPath.of(path);
    return this;
  }

  Mapped channel(String channel, String value) {
    values = new ValueSource.OneChannel(FieldPath.of(channel), null, FieldPath.of(value));
    return this;
  }

  Mapped only(String name, String value) {
    values = new ValueSource.OneChannel(null, name, FieldPath.of(value));
    return this;
  }

  /** Channel and path in turns. */
  Mapped columns(String... channelsAndPaths) {
    List<Column> columns = new ArrayList<>();
    for (int i = 0; i < channelsAndPaths.length; i += 2) {
      columns.add(new Column(channelsAndPaths[i], FieldPath.of(channelsAndPaths[i + 1])));
    }
    values = new ValueSource.Columns(columns);
    return this;
  }

  RecordMapping mapping() {
    return new RecordMapping(device, time, step, rows, values);
  }

  RecordDecoder json() {
    return RecordDecoders.of(new RecordFormat.Json(), mapping(), null);
  }

  RecordDecoder csv(char separator, String... columns) {
    return RecordDecoders.of(new RecordFormat.Csv(List.of(columns), separator), mapping(), null);
  }

  RecordDecoder avro(String schema) {
    return RecordDecoders.of(new RecordFormat.AvroSchema(schema), mapping(), null);
  }

  /** Each reading as {@code device/channel@micros=value}. */
  static List<String> readings(RecordDecoder decoder, String value)
      throws UndecodableRecordException {
    return readings(decoder, value.getBytes(StandardCharsets.UTF_8));
  }

  static List<String> readings(RecordDecoder decoder, byte[] value)
      throws UndecodableRecordException {
    return readings(decoder, "key".getBytes(StandardCharsets.UTF_8), value);
  }

  static List<String> readings(RecordDecoder decoder, byte[] key, byte[] value)
      throws UndecodableRecordException {
    Readings readings = new Readings();
    decoder.decode(key, value, RECORD_MILLIS, readings);
    List<String> lines = new ArrayList<>();
    for (int d = 0; d < readings.deviceCount(); d++) {
      for (int c = readings.firstChannel(d); c < readings.endChannel(d); c++) {
        for (int i = readings.start(c); i < readings.end(c); i++) {
          lines.add(
              "%s/%s@%d=%s"
                  .formatted(
                      readings.device(d),
                      readings.channel(c),
                      readings.timestampMicros(i),
                      readings.value(i)));
        }
      }
    }
    return lines;
  }

  /** What is told of a record that must be refused; nothing of it may be left behind. */
  static String refusal(RecordDecoder decoder, String value) {
    return refusal(decoder, value.getBytes(StandardCharsets.UTF_8));
  }

  static String refusal(RecordDecoder decoder, byte[] value) {
    Readings readings = new Readings();
    readings.begin("before");
    readings.beginChannel("c");
    readings.add(1, 2);
    try {
      decoder.decode(null, value, RECORD_MILLIS, readings);
    } catch (UndecodableRecordException e) {
      if (readings.size() != 0 || readings.channelCount() != 0) {
        throw new AssertionError("readings are left of a refused record: " + readings.size(), e);
      }
      return e.getMessage();
    }
    throw new AssertionError("the record was not refused: readings=" + readings.size());
  }
}
