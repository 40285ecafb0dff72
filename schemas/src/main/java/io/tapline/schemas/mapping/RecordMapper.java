/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.schemas.mapping;

import io.tapline.schemas.Readings;
import io.tapline.schemas.UndecodableRecordException;
import io.tapline.schemas.mapping.RecordMapping.DeviceSource;
import io.tapline.schemas.mapping.RecordMapping.ValueSource;
import io.tapline.schemas.mapping.RecordMapping.ValueSource.Column;
import java.util.List;

/**
 * Follows a mapping through records, whatever their format: fields are those of a {@link
 * java.util.Map}, of an Avro record or of a {@link Row}.
 *
 * <p>A blank value is no reading: null, or text of nothing but spaces; in a column also an absent
 * one. A record that has not one of the mapped fields is none of this mapping, and refused. Not for
 * use by several threads at once.
 */
public final class RecordMapper {

  private final RecordMapping mapping;
  private final RowTimes times;
  private final Scope scope = new Scope();
  private Readings into;
  private byte[] key;
  private long timestampMillis;
  private boolean anyField;

  /**
   * @throws IllegalArgumentException where the mapping's time pattern is none
   */
  public RecordMapper(RecordMapping mapping) {
    this.mapping = mapping;
    times = new RowTimes(mapping.time(), mapping.step());
  }

  /**
   * Replaces the content of {@code into} by the readings of a record; a refused record leaves it
   * without readings.
   *
   * @param key the Kafka record's key, or null
   * @param timestampMillis the Kafka record's timestamp, negative where it had none
   */
  public void map(Object record, byte[] key, long timestampMillis, Readings into)
      throws UndecodableRecordException {
    map(null, record, key, timestampMillis, into);
  }

  /** The same of rows that have no record around them, such as a table's. */
  public void mapRows(List<?> rows, byte[] key, long timestampMillis, Readings into)
      throws UndecodableRecordException {
    map(rows, FieldPath.ABSENT, key, timestampMillis, into);
  }

  private void map(List<?> table, Object record, byte[] key, long timestampMillis, Readings into)
      throws UndecodableRecordException {
    this.into = into;
    this.key = key;
    this.timestampMillis = timestampMillis;
    anyField = false;
    into.begin("");
    boolean mapped = false;
    try {
      if (table == null && mapping.rows() == null) {
        row(record, record);
        requireAnyField();
      } else {
        List<?> rows = table == null ? rows(record) : table;
        rows(rows, record);
        if (!rows.isEmpty()) {
          requireAnyField();
        }
      }
      mapped = true;
    } finally {
      if (!mapped) {
        into.begin("");
      }
    }
  }

  /** A path that leads nowhere would otherwise make a whole topic no readings, without a trace. */
  private void requireAnyField() throws UndecodableRecordException {
    if (!anyField && mapping.values() instanceof ValueSource.Columns columns) {
      throw new UndecodableRecordException(
          "record has none of the mapped fields: the first is path="
              + columns.columns().get(0).path());
    }
  }

  private List<?> rows(Object record) throws UndecodableRecordException {
    Object found = mapping.rows().find(record);
    if (found instanceof List<?> rows) {
      return rows;
    }
    throw new UndecodableRecordException(
        "not an array of rows: path=%s, found=%s".formatted(mapping.rows(), Found.describe(found)));
  }

  private void rows(List<?> rows, Object record) throws UndecodableRecordException {
    for (int i = 0; i < rows.size(); i++) {
      try {
        if (rows.get(i) != null) {
          row(rows.get(i), record);
        }
      } catch (UndecodableRecordException e) {
        throw new UndecodableRecordException(e.getMessage() + ", row=" + i);
      }
    }
  }

  private void row(Object row, Object record) throws UndecodableRecordException {
    scope.enter(row, record);
    device(deviceName());
    times.of(scope, timestampMillis);
    if (mapping.values() instanceof ValueSource.Columns columns) {
      columns(columns.columns());
    } else {
      oneChannel((ValueSource.OneChannel) mapping.values());
    }
  }

  private String deviceName() throws UndecodableRecordException {
    if (mapping.device() instanceof DeviceSource.Field field) {
      return Names.of(scope.find(field.path()), field.path());
    }
    return mapping.device() instanceof DeviceSource.Constant constant
        ? constant.name()
        : Names.ofKey(key);
  }

  private void device(String name) {
    if (into.channelCount() == 0) {
      into.begin(name);
    } else if (!name.equals(into.device(into.deviceCount() - 1))) {
      into.beginDevice(name);
    }
  }

  private void oneChannel(ValueSource.OneChannel source) throws UndecodableRecordException {
    String channel =
        source.channel() == null
            ? source.name()
            : Names.of(scope.find(source.channel()), source.channel());
    Object found = scope.findInRow(source.value());
    if (found == FieldPath.ABSENT) {
      throw new UndecodableRecordException("no such field: path=" + source.value());
    }
    values(channel, found, source.value());
  }

  private void columns(List<Column> columns) throws UndecodableRecordException {
    for (Column column : columns) {
      Object found = scope.findInRow(column.path());
      if (found != FieldPath.ABSENT) {
        anyField = true;
        values(column.channel(), found, column.path());
      }
    }
  }

  private void values(String channel, Object found, FieldPath path)
      throws UndecodableRecordException {
    if (found instanceof List<?> values) {
      series(channel, values, path);
    } else if (!isBlank(found)) {
      into.beginChannel(channel);
      into.add(times.single(), Numbers.toDouble(found, path));
    }
  }

  private void series(String channel, List<?> values, FieldPath path)
      throws UndecodableRecordException {
    long[] micros = times.series(values.size());
    into.beginChannel(channel);
    for (int i = 0; i < values.size(); i++) {
      Object value = values.get(i);
      if (!isBlank(value)) {
        into.add(micros[i], Numbers.toDouble(value, path));
      }
    }
  }

  private static boolean isBlank(Object found) {
    return found == null || (found instanceof CharSequence text && text.toString().isBlank());
  }
}
