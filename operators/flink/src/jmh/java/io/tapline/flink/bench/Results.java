/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.flink.bench;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * All that a run measured; as JSON, these are the keys.
 *
 * @param machine where it ran
 * @param rows speed of each operator where devices send blocks, one row for each of the channels,
 *     orders and numbers of devices
 * @param otherRows the same of other records, and what else was measured beside
 * @param notes what makes rows less certain, or was not measured
 */
record Results(Machine machine, List<Row> rows, List<Row> otherRows, List<String> notes) {

  /** All that was measured. */
  @JsonIgnore
  List<Row> allRows() {
    return Stream.concat(rows.stream(), otherRows.stream()).toList();
  }

  Optional<Row> row(Subject subject) {
    return allRows().stream().filter(row -> row.subject().equals(subject)).findFirst();
  }

  /** Writes them as JSON. */
  void write(Path file) throws IOException {
    new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValue(file.toFile(), this);
  }
}
