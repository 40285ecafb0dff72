/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.pipeline.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * How recordings whose rows are not in Tapline's own columns are read. A row is a reading, with
 * {@code channel} and {@code value}, or has a column for each of several channels, with {@code
 * values}.
 *
 * @param files which recordings: a glob on the file's name
 * @param separator what stands between two fields; a space stands for any number of them
 * @param header whether the first row names the columns
 * @param columns their names, where there is no header; null where there is one
 * @param comment what a line to skip begins with; null where there is none
 * @param channel null where {@code values} is given
 * @param value null where {@code values} is given
 * @param values the column of each channel; null where a row is a reading
 */
public record RecordingConfig(
    String files,
    String separator,
    Boolean header,
    List<String> columns,
    String comment,
    RecordingDeviceConfig device,
    RecordingTimeConfig time,
    RecordingFieldConfig channel,
    RecordingFieldConfig value,
    Map<String, String> values) {

  public RecordingConfig {
    separator = Objects.requireNonNullElse(separator, ",");
    header = Objects.requireNonNullElse(header, true);
    columns = columns == null ? null : List.copyOf(columns);
    values = values == null ? null : Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }
}
