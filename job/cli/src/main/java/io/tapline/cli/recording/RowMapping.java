/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.cli.recording;

import io.tapline.cli.UserFault;
import io.tapline.pipeline.config.RecordingConfig;
import io.tapline.pipeline.config.RecordingDeviceConfig;
import io.tapline.pipeline.config.RecordingFieldConfig;
import io.tapline.pipeline.config.RecordingTimeConfig;
import io.tapline.pipeline.config.RecordingTimeConfig.Unit;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** From the fields of a row to its readings: which column is what. */
final class RowMapping {

  private static final String DEVICE = "device";
  private static final String TIME = "timestamp_us";
  private static final String CHANNEL = "channel";
  private static final String VALUE = "value";

  private final Rows rows;
  private final Set<String> missing = new TreeSet<>();
  private final List<String> columns;

  /** The column of the device; -1 where all rows are of one. */
  private final int device;

  private final String onlyDevice;
  private final int time;
  private final ReadingTime reading;

  /** The column that names the channel, and that of its value; -1 where a row has several. */
  private final int channel;

  private final int value;
  private final List<String> channels = new ArrayList<>();
  private final List<Integer> values = new ArrayList<>();

  /**
   * Finds the columns that an entry of the configuration names.
   *
   * @throws UserFault where some are missing
   */
  RowMapping(Path file, Rows rows, List<String> columns, RecordingConfig config) {
    this.rows = rows;
    this.columns = columns;
    RecordingDeviceConfig from = config.device();
    device = from.field() == null ? -1 : column(from.field());
    onlyDevice = Boolean.TRUE.equals(from.file()) ? nameOf(file) : from.constant();
    time = column(config.time().field());
    boolean known = time >= 0 && rows.isTime(time);
    reading = known ? ReadingTime.ISO_8601 : ReadingTime.of(config.time());
    channel = config.channel() == null ? -1 : column(config.channel().field());
    value = config.value() == null ? -1 : column(config.value().field());
    if (config.values() != null) {
      config
          .values()
          .forEach(
              (name, field) -> {
                channels.add(name);
                values.add(column(field));
              });
    }
    if (!missing.isEmpty()) {
      throw new UserFault(
          file
              + ": columns are missing; name those that stand for them under recordings in the"
              + " configuration: missing="
              + missing
              + ", found="
              + columns);
    }
  }

  /**
   * Tapline's own columns: device, timestamp_us, and either channel and value, or a column for each
   * channel under its name. What else there is, such as a label, is nobody's reading.
   *
   * @param measured the channels that may have a column
   */
  static RecordingConfig ownColumns(List<String> columns, List<String> measured) {
    Map<String, String> values = new LinkedHashMap<>();
    measured.stream().filter(columns::contains).forEach(name -> values.put(name, name));
    boolean wide = !values.isEmpty() && !(columns.contains(CHANNEL) && columns.contains(VALUE));
    return new RecordingConfig(
        "*",
        null,
        null,
        null,
        null,
        new RecordingDeviceConfig(DEVICE, null, null),
        new RecordingTimeConfig(TIME, Unit.US, null, null),
        wide ? null : new RecordingFieldConfig(CHANNEL),
        wide ? null : new RecordingFieldConfig(VALUE),
        wide ? values : null);
  }

  private int column(String name) {
    int column = columns.indexOf(name);
    if (column < 0) {
      missing.add(name);
    }
    return column;
  }

  private static String nameOf(Path file) {
    String name = file.getFileName().toString();
    int ending = name.lastIndexOf('.');
    return ending > 0 ? name.substring(0, ending) : name;
  }

  /** The most readings that a row can have. */
  int width() {
    return Math.max(1, values.size());
  }

  /**
   * Adds the readings of the row to a table.
   *
   * @throws IllegalArgumentException that says what is wrong with the row; then nothing is added
   */
  void read(ReadingTable table) {
    if (rows.fields() != columns.size()) {
      throw new IllegalArgumentException(
          "another number of fields than columns: fields="
              + rows.fields()
              + ", columns="
              + columns.size());
    }
    String name = device < 0 ? onlyDevice : notEmpty(device);
    long micros = micros();
    if (channel >= 0) {
      table.add(name, notEmpty(channel), micros, number(value), rows.position());
      return;
    }
    double[] numbers = new double[values.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = isBlank(i) ? 0 : number(values.get(i));
    }
    for (int i = 0; i < numbers.length; i++) {
      if (!isBlank(i)) {
        table.add(name, channels.get(i), micros, numbers[i], rows.position());
      }
    }
  }

  private boolean isBlank(int of) {
    return rows.text(values.get(of)).isEmpty();
  }

  private long micros() {
    String text = rows.text(time);
    try {
      return reading.micros(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(e.getMessage() + ": " + columns.get(time) + "=" + text, e);
    }
  }

  private String notEmpty(int column) {
    String text = rows.text(column);
    if (text.isEmpty()) {
      throw new IllegalArgumentException("must not be empty: column=" + columns.get(column));
    }
    return text;
  }

  private double number(int column) {
    String text = rows.text(column);
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("not a number: " + columns.get(column) + "=" + text, e);
    }
  }
}
