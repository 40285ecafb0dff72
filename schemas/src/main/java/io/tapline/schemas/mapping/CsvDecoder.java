/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.schemas.mapping;

import io.tapline.schemas.Readings;
import io.tapline.schemas.RecordDecoder;
import io.tapline.schemas.UndecodableRecordException;
import io.tapline.schemas.mapping.RecordFormat.Csv;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** Readings out of lines of separated values. Empty lines and a byte order mark are passed over. */
final class CsvDecoder implements RecordDecoder {

  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private final CSVFormat lines;
  private final Map<String, Integer> columns = new HashMap<>();
  private final RecordMapper mapper;

  CsvDecoder(Csv csv, RecordMapping mapping) {
    lines =
        CSVFormat.DEFAULT
            .builder()
            .setDelimiter(csv.separator())
            .setIgnoreSurroundingSpaces(true)
            .setIgnoreEmptyLines(true)
            .get();
    csv.columns().forEach(name -> columns.put(name, columns.size()));
    mapper = new RecordMapper(mapping);
  }

  @Override
  public void decode(byte[] key, byte[] value, long timestampMillis, Readings into)
      throws UndecodableRecordException {
    into.begin("");
    mapper.mapRows(rows(text(value)), key, timestampMillis, into);
  }

  private List<Row> rows(String text) throws UndecodableRecordException {
    List<Row> rows = new ArrayList<>();
    try (CSVParser parser = CSVParser.parse(text, lines)) {
      for (CSVRecord line : parser) {
        rows.add(row(line));
      }
    } catch (IOException | RuntimeException e) {
      throw new UndecodableRecordException("record is no CSV: " + e.getMessage());
    }
    if (rows.isEmpty()) {
      throw new UndecodableRecordException("record holds no line of values");
    }
    return rows;
  }

  private Row row(CSVRecord line) throws UndecodableRecordException {
    if (line.size() != columns.size()) {
      throw new UndecodableRecordException(
          "line has another number of values: expected=%d, found=%d, line=%d"
              .formatted(columns.size(), line.size(), line.getRecordNumber()));
    }
    return name -> {
      Integer column = columns.get(name);
      return column == null ? FieldPath.ABSENT : line.get(column);
    };
  }

  private static String text(byte[] value) throws UndecodableRecordException {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(value)).toString();
      return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw new UndecodableRecordException("record is not UTF-8 text: bytes=" + value.length);
    }
  }
}
