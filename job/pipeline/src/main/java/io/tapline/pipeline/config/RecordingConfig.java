/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.pipeline.config;

import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * How recordings are read: tables whose rows are not in Tapline's own columns, or Avro container
 * files of messages that are not in Tapline's own Avro. A row is a reading, with {@code channel}
 * and {@code value}, or has a column for each of several channels, with {@code values}.
 *
 * @param files which recordings: a glob on the file's name
 * @param topic the input topic whose messages they are, where they end in .avro; null for tables,
 *     which alone have all the rest
 * @param separator what stands between two fields, where a space stands for any number of them;
 *     null for a comma
 * @param header whether the first row names the columns; null where it does
 * @param columns their names, where there is no header; null where there is one
 * @param comment what a line to skip begins with; null where there is none
 * @param arrived when the rows came in; null where nobody knows, and the readings' own time counts
 */
public record RecordingConfig(
    String files,
    String topic,
    String separator,
    Boolean header,
    List<String> columns,
    String comment,
    DeviceConfig device,
    ReadingTimeConfig time,
    ArrivedConfig arrived,
    ChannelOfRowConfig channel,
    ValueOfRowConfig value,
    Map<String, String> values)
    implements MappingConfig {

  private static final String MESSAGES = ".avro";

  public RecordingConfig {
    columns = columns == null ? null : List.copyOf(columns);
    values = values == null ? null : Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /**
   * When rows came in: one of them.
   *
   * @param field the column of the time of arrival, which unit, pattern and zone describe as they
   *     do that of {@code time}
   * @param row whether they came in as they stand, and nobody knows when
   */
  public record ArrivedConfig(
      String field, ReadingTimeConfig.Unit unit, String pattern, String zone, Boolean row) {

    public boolean isByRow() {
      return Boolean.TRUE.equals(row);
    }

    /** The field, as that of the readings' time is given. */
    public ReadingTimeConfig time() {
      return new ReadingTimeConfig(field, unit, pattern, zone, null, null);
    }
  }

  /** Whether a file holds messages, and no table. */
  public static boolean holdsMessages(Path file) {
    return holdsMessages(file.getFileName().toString());
  }

  private static boolean holdsMessages(String name) {
    return name.toLowerCase(Locale.ROOT).endsWith(MESSAGES);
  }

  /** Whether the files hold messages, and no tables. */
  public boolean isOfMessages() {
    return holdsMessages(files);
  }

  /** Whether this says how a file is read. */
  public boolean matches(Path file) {
    return isOfMessages() == holdsMessages(file)
        && FileSystems.getDefault().getPathMatcher("glob:" + files).matches(file.getFileName());
  }

  /** What stands between two fields. */
  public String separatorOrComma() {
    return Objects.requireNonNullElse(separator, ",");
  }

  /** Whether the first row names the columns. */
  public boolean hasHeader() {
    return !Boolean.FALSE.equals(header);
  }
}
