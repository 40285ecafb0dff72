/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.pipeline.config;

import java.time.Duration;
import java.util.Map;

/** Where readings are in the records of a topic, or in the rows of a recording. */
public sealed interface MappingConfig permits InputTopicConfig, RecordingConfig {

  DeviceConfig device();

  ReadingTimeConfig time();

  /** The path of the array whose items are rows; null where the record is the row. */
  default String rows() {
    return null;
  }

  /** Null where each channel has a column. */
  ChannelOfRowConfig channel();

  /** Null where each channel has a column. */
  ValueOfRowConfig value();

  /** Paths, or columns, by channel; null where a row is of one channel. */
  Map<String, String> values();

  /**
   * Where the device's name is: one of them.
   *
   * @param key whether it is the record's key, which topics alone have
   * @param file whether it is the file's name without its ending, which recordings alone have
   */
  record DeviceConfig(String field, Boolean key, String constant, Boolean file) {

    public boolean isKey() {
      return Boolean.TRUE.equals(key);
    }

    public boolean isFile() {
      return Boolean.TRUE.equals(file);
    }
  }

  /**
   * Where the time is: in a field, as a number or as text, or in the record's own timestamp.
   *
   * @param unit null where a pattern says it, or the field's own type
   * @param record whether it is the record's timestamp, which topics alone have
   * @param step null where there are no arrays, as in recordings
   */
  record ReadingTimeConfig(
      String field, Unit unit, String pattern, String zone, Boolean record, StepConfig step) {

    /** What a number counts since the epoch; or what text is. */
    public enum Unit {
      S,
      MS,
      US,
      NS,
      ISO_8601
    }
  }

  /** What lies between the values of an array that has one time: a field, or always the same. */
  record StepConfig(String field, Unit unit, Duration every) {

    /** What a number counts. */
    public enum Unit {
      S,
      MS,
      US,
      NS
    }
  }

  /** Of which channel a row is: a field, or always the same. */
  record ChannelOfRowConfig(String field, String constant) {}

  /** Where the value of a row is. */
  record ValueOfRowConfig(String field) {}
}
