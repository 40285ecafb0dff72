/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.cli.recording;

import io.tapline.cli.parquet.ParquetFiles;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.convert.GroupRecordConverter;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.RecordReader;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.IntLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.Type;

/** A Parquet file of flat columns, a row group at a time. Nested columns are left out. */
final class ParquetRows implements Rows {

  private final ParquetFileReader reader;
  private final MessageType schema;
  private final List<PrimitiveType> columns;

  private RecordReader<Group> group;
  private long leftInGroup;
  private long position;
  private Group row;

  private ParquetRows(ParquetFileReader reader) {
    this.reader = reader;
    List<Type> plain =
        reader.getFileMetaData().getSchema().getFields().stream()
            .filter(ParquetRows::isReadable)
            .toList();
    this.schema = new MessageType(reader.getFileMetaData().getSchema().getName(), plain);
    this.columns = plain.stream().map(Type::asPrimitiveType).toList();
  }

  static ParquetRows open(Path file) throws IOException {
    ParquetFileReader reader = ParquetFiles.open(file);
    try {
      ParquetRows rows = new ParquetRows(reader);
      reader.setRequestedSchema(rows.schema);
      return rows;
    } catch (RuntimeException e) {
      reader.close();
      throw e;
    }
  }

  private static boolean isReadable(Type type) {
    if (!type.isPrimitive() || type.isRepetition(Type.Repetition.REPEATED)) {
      return false;
    }
    LogicalTypeAnnotation logical = type.getLogicalTypeAnnotation();
    return switch (type.asPrimitiveType().getPrimitiveTypeName()) {
      case INT32, INT64 ->
          logical == null
              || logical instanceof TimestampLogicalTypeAnnotation
              || logical instanceof IntLogicalTypeAnnotation;
      case FLOAT, DOUBLE, BOOLEAN -> true;
      case BINARY -> !(logical instanceof LogicalTypeAnnotation.DecimalLogicalTypeAnnotation);
      default -> false;
    };
  }

  @Override
  public List<String> columns() {
    return columns.stream().map(Type::getName).toList();
  }

  @Override
  public boolean next() throws IOException {
    try {
      return readNext();
    } catch (RuntimeException e) {
      throw new IOException(e.getMessage() + ": row=" + (position + 1), e);
    }
  }

  private boolean readNext() throws IOException {
    while (leftInGroup == 0) {
      PageReadStore pages = reader.readNextRowGroup();
      if (pages == null) {
        return false;
      }
      leftInGroup = pages.getRowCount();
      group =
          new ColumnIOFactory()
              .getColumnIO(schema)
              .getRecordReader(pages, new GroupRecordConverter(schema));
    }
    row = group.read();
    leftInGroup--;
    position++;
    return true;
  }

  @Override
  public long position() {
    return position;
  }

  @Override
  public int fields() {
    return columns.size();
  }

  @Override
  public Object field(int column) {
    if (row.getFieldRepetitionCount(column) == 0) {
      return null;
    }
    return switch (columns.get(column).getPrimitiveTypeName()) {
      case INT32 -> number(column, row.getInteger(column, 0));
      case INT64 -> number(column, row.getLong(column, 0));
      case FLOAT -> row.getFloat(column, 0);
      case DOUBLE -> row.getDouble(column, 0);
      case BOOLEAN -> row.getBoolean(column, 0);
      default -> row.getString(column, 0);
    };
  }

  private Object number(int column, int value) {
    return isUnsigned(column) ? Integer.toUnsignedLong(value) : value;
  }

  /** A number as such, or the time that it is: without a zone, in UTC. */
  private Object number(int column, long value) {
    if (value < 0 && isUnsigned(column)) {
      return new BigInteger(Long.toUnsignedString(value));
    }
    if (columns.get(column).getLogicalTypeAnnotation()
        instanceof TimestampLogicalTypeAnnotation type) {
      ChronoUnit unit =
          switch (type.getUnit()) {
            case MILLIS -> ChronoUnit.MILLIS;
            case MICROS -> ChronoUnit.MICROS;
            case NANOS -> ChronoUnit.NANOS;
          };
      return Instant.EPOCH.plus(value, unit);
    }
    return value;
  }

  private boolean isUnsigned(int column) {
    return columns.get(column).getLogicalTypeAnnotation() instanceof IntLogicalTypeAnnotation type
        && !type.isSigned();
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
