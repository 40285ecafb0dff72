/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.schemas.mapping;

import io.tapline.schemas.UndecodableRecordException;
import io.tapline.schemas.mapping.RecordMapping.StepSource;
import io.tapline.schemas.mapping.RecordMapping.TimeSource;
import java.math.BigDecimal;
import java.util.List;

/** The times of one row: of its one value, or of each value of its arrays. */
final class RowTimes {

  private static final FieldPath OF_RECORD = FieldPath.of("record");

  private final TimeSource source;
  private final StepSource step;
  private final TimeReader reader;
  private long[] series = new long[16];
  private Object found;
  private boolean singleRead;
  private long single;
  private BigDecimal first;
  private BigDecimal gap;

  RowTimes(TimeSource source, StepSource step) {
    this.source = source;
    this.step = step;
    reader = source instanceof TimeSource.Field field ? new TimeReader(field.format()) : null;
  }

  /** Takes up the times of a row. */
  void of(Scope scope, long timestampMillis) throws UndecodableRecordException {
    if (source instanceof TimeSource.Field field) {
      found = scope.find(field.path());
    } else if (timestampMillis < 0) {
      throw new UndecodableRecordException("record has no timestamp, which is to be the time");
    } else {
      found = timestampMillis;
    }
    singleRead = false;
    first = null;
    if (step instanceof StepSource.Field field) {
      gap =
          Numbers.toDecimal(scope.find(field.path()), field.path())
              .movePointRight(field.unit().exponent());
    } else if (step instanceof StepSource.Constant constant) {
      gap = BigDecimal.valueOf(constant.micros());
    }
  }

  /** The time of each value of a row that is no array; read once, where one is asked for. */
  long single() throws UndecodableRecordException {
    if (!singleRead) {
      single =
          reader == null ? TimeReader.rounded(ofRecord(), OF_RECORD) : reader.micros(found, path());
      singleRead = true;
    }
    return single;
  }

  /** The times of so many values, valid until the next row's are taken up. */
  long[] series(int count) throws UndecodableRecordException {
    if (count > series.length) {
      series = new long[Math.max(count, 2 * series.length)];
    }
    if (found instanceof List<?> times) {
      each(times, count);
    } else if (gap == null) {
      throw new UndecodableRecordException(
          "an array of values needs an array of times, or time.step: path=%s, found=%s"
              .formatted(path(), Found.describe(found)));
    } else {
      stepped(count);
    }
    return series;
  }

  private void each(List<?> times, int count) throws UndecodableRecordException {
    if (times.size() != count) {
      throw new UndecodableRecordException(
          "arrays differ in length: path=%s, times=%d, values=%d"
              .formatted(path(), times.size(), count));
    }
    for (int i = 0; i < count; i++) {
      series[i] = reader.micros(times.get(i), path());
    }
  }

  private void stepped(int count) throws UndecodableRecordException {
    if (first == null) {
      first = reader == null ? ofRecord() : reader.exactMicros(found, path());
    }
    if (isWhole(first) && isWhole(gap) && count > 0) {
      // The last one fits, so all between do.
      TimeReader.rounded(at(count - 1), path());
      long start = TimeReader.rounded(first, path());
      long each = TimeReader.rounded(gap, path());
      for (int i = 0; i < count; i++) {
        series[i] = start + i * each;
      }
      return;
    }
    for (int i = 0; i < count; i++) {
      series[i] = TimeReader.rounded(at(i), path());
    }
  }

  private BigDecimal at(int i) {
    return first.add(gap.multiply(BigDecimal.valueOf(i)));
  }

  private static boolean isWhole(BigDecimal decimal) {
    return decimal.scale() <= 0 || decimal.stripTrailingZeros().scale() <= 0;
  }

  private BigDecimal ofRecord() {
    return BigDecimal.valueOf((long) found, -EpochUnit.MS.exponent());
  }

  private FieldPath path() {
    return source instanceof TimeSource.Field field ? field.path() : OF_RECORD;
  }
}
