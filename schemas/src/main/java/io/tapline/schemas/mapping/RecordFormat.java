/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.schemas.mapping;

import java.io.Serializable;
import java.util.List;

/** How a record's value is written, apart from Tapline's own Avro, which needs no mapping. */
public sealed interface RecordFormat extends Serializable {

  /**
   * Avro of one schema: the body alone, or in single-object encoding.
   *
   * @param schema in JSON, as Avro has it: its own class is too large to send along
   */
  record AvroSchema(String schema) implements RecordFormat {}

  /** Avro with the number of its schema in a registry before it. */
  record ConfluentAvro() implements RecordFormat {}

  /** A JSON document in UTF-8. */
  record Json() implements RecordFormat {}

  /** Lines of separated values in UTF-8; each line is a row. */
  record Csv(List<String> columns, char separator) implements RecordFormat {
    public Csv {
      columns = List.copyOf(columns);
    }
  }
}
