/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.schemas.mapping;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * Where the readings of a record are.
 *
 * <p>A record is one row, or has an array of them. A row's own fields come first; fields that it
 * does not have are looked for in the record around it, except values.
 *
 * @param step from one value of an array to the next; null where each has a time of its own
 * @param rows the array whose items are rows; null where the record is the row
 */
public record RecordMapping(
    DeviceSource device, TimeSource time, StepSource step, FieldPath rows, ValueSource values)
    implements Serializable {

  /** Where the device's name is. */
  public sealed interface DeviceSource extends Serializable {

    /** In a field: text, or a whole number. */
    record Field(FieldPath path) implements DeviceSource {}

    /** It is the record's key, in UTF-8. */
    record Key() implements DeviceSource {}

    /** It is the same in all records. */
    record Constant(String name) implements DeviceSource {}
  }

  /** Where the time is. */
  public sealed interface TimeSource extends Serializable {

    /** In a field. */
    record Field(FieldPath path, TimeFormat format) implements TimeSource {}

    /** It is the record's own timestamp. */
    record OfRecord() implements TimeSource {}
  }

  /** What lies between the values of an array, of which only the first one's time is said. */
  public sealed interface StepSource extends Serializable {

    /** A number in a field. */
    record Field(FieldPath path, EpochUnit unit) implements StepSource {}

    /** The same in all records. */
    record Constant(long micros) implements StepSource {}
  }

  /** Where values are, and of which channels. */
  public sealed interface ValueSource extends Serializable {

    /**
     * A row is of one channel.
     *
     * @param channel in which field the channel's name is; null where {@code name} is it
     */
    record OneChannel(FieldPath channel, String name, FieldPath value) implements ValueSource {}

    /** A row has a column for each channel. */
    record Columns(List<Column> columns) implements ValueSource {
      public Columns {
        columns = List.copyOf(columns);
      }
    }

    /** The value of one channel in a row. */
    record Column(String channel, FieldPath path) implements Serializable {}
  }

  /** Whether the record's key is needed. */
  public boolean needsKey() {
    return device instanceof DeviceSource.Key;
  }

  /** All paths that lead to fields of a row, or of the record around it. */
  public List<FieldPath> fields() {
    List<FieldPath> fields = new ArrayList<>();
    if (device instanceof DeviceSource.Field of) {
      fields.add(of.path());
    }
    if (time instanceof TimeSource.Field at) {
      fields.add(at.path());
    }
    if (step instanceof StepSource.Field apart) {
      fields.add(apart.path());
    }
    if (values instanceof ValueSource.OneChannel one) {
      if (one.channel() != null) {
        fields.add(one.channel());
      }
      fields.add(one.value());
    } else if (values instanceof ValueSource.Columns columns) {
      columns.columns().forEach(column -> fields.add(column.path()));
    }
    return fields;
  }
}
