/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.cli.recording;

import io.tapline.pipeline.config.RecordingConfig;
import io.tapline.pipeline.decode.ArrivalFactory;
import io.tapline.schemas.UndecodableRecordException;
import io.tapline.schemas.mapping.FieldPath;
import io.tapline.schemas.mapping.RecordMapping.TimeSource;
import io.tapline.schemas.mapping.Row;
import io.tapline.schemas.mapping.TimeReader;
import java.util.Optional;

/**
 * When the rows of one table came in: by a column, as they stand, or, where nobody knows, at the
 * time of their own readings.
 */
final class RowArrivals {

  private final TimeSource.Field column;
  private final TimeReader reader;
  private final boolean byRow;
  private long furthestMicros = Long.MIN_VALUE;

  RowArrivals(RecordingConfig config) {
    column = ArrivalFactory.of(config).orElse(null);
    reader = column == null ? null : new TimeReader(column.format());
    byRow = isByRow(config);
  }

  /** Whether rows came in as they stand, and nobody knows when. */
  static boolean isByRow(RecordingConfig config) {
    return config.arrived() != null && config.arrived().isByRow();
  }

  /** The column that says it. */
  Optional<FieldPath> column() {
    return Optional.ofNullable(column).map(TimeSource.Field::path);
  }

  /**
   * When a row came in, in microseconds since the epoch; rows are asked for in their order.
   *
   * <p>Where they came in as they stand, that is no sooner than any of them was taken. It serves to
   * put them among those of other files, and is nobody's timestamp: after one clock that leapt
   * ahead, it would let the leap pass for the present.
   *
   * @param takenMicros the time of the row's readings
   */
  long micros(Row row, long takenMicros) throws UndecodableRecordException {
    if (column != null) {
      return reader.micros(row.field(column.path().text()), column.path());
    }
    if (!byRow) {
      return takenMicros;
    }
    furthestMicros = Math.max(furthestMicros, takenMicros);
    return furthestMicros;
  }
}
