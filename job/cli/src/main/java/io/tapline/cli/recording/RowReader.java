/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.cli.recording;

import io.tapline.cli.UserFault;
import io.tapline.schemas.Readings;
import io.tapline.schemas.UndecodableRecordException;
import io.tapline.schemas.mapping.FieldPath;
import io.tapline.schemas.mapping.RecordMapper;
import io.tapline.schemas.mapping.RecordMapping;
import io.tapline.schemas.mapping.Row;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** From the rows of a table to their readings, by a mapping whose fields are columns. */
final class RowReader {

  private static final long NO_TIMESTAMP = -1;

  private final Rows rows;
  private final Map<String, Integer> columns = new HashMap<>();
  private final int width;
  private final RecordMapper mapper;
  private final Row row = this::field;
  private final RowArrivals arrivals;
  private final Readings readings = new Readings();

  /**
   * @param columns the names of the table's columns
   * @param arrivals when its rows came in
   * @throws UserFault where some are missing, or cannot be told apart
   */
  RowReader(
      Path file, Rows rows, List<String> columns, RecordMapping mapping, RowArrivals arrivals) {
    List<FieldPath> asked = new ArrayList<>(mapping.fields());
    arrivals.column().ifPresent(asked::add);
    checkColumns(file, columns, asked);
    this.arrivals = arrivals;
    this.rows = rows;
    this.width = columns.size();
    this.mapper = new RecordMapper(mapping);
    for (int column = 0; column < width; column++) {
      this.columns.put(columns.get(column), column);
    }
  }

  private static void checkColumns(Path file, List<String> columns, List<FieldPath> asked) {
    Set<String> missing = new TreeSet<>();
    for (FieldPath field : asked) {
      int found = Collections.frequency(columns, field.text());
      if (found == 0) {
        missing.add(field.text());
      } else if (found > 1) {
        throw new UserFault(file + ": two columns have one name: name=" + field.text());
      }
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
   * The readings of the row, which are valid until the next one is read.
   *
   * @throws UndecodableRecordException that says what is wrong with the row
   */
  Readings read() throws UndecodableRecordException {
    if (rows.fields() != width) {
      throw new UndecodableRecordException(
          "line has another number of values: expected=%d, found=%d"
              .formatted(width, rows.fields()));
    }
    mapper.map(row, null, NO_TIMESTAMP, readings);
    return readings;
  }

  /**
   * When the row that was read came in, in microseconds since the epoch; to be asked once of each
   * row that has readings.
   */
  long arrivedMicros() throws UndecodableRecordException {
    return arrivals.micros(row, readings.timestampMicros(0));
  }

  private Object field(String name) {
    Integer column = columns.get(name);
    return column == null ? FieldPath.ABSENT : rows.field(column);
  }
}
