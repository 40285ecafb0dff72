/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.schemas.mapping;

import io.tapline.schemas.RecordDecoder;
import org.apache.avro.Schema;

/** The decoder of each format. */
public final class RecordDecoders {

  private RecordDecoders() {}

  /**
   * A decoder, which belongs to one thread.
   *
   * @param registry asked by records of {@link RecordFormat.ConfluentAvro} alone
   */
  public static RecordDecoder of(RecordFormat format, RecordMapping mapping, SchemasById registry) {
    if (format instanceof RecordFormat.Csv csv) {
      return new CsvDecoder(csv, mapping);
    }
    if (format instanceof RecordFormat.AvroSchema avro) {
      return new AvroDecoder(new Schema.Parser().parse(avro.schema()), mapping);
    }
    return format instanceof RecordFormat.Json
        ? new JsonDecoder(mapping)
        : new ConfluentAvroDecoder(registry, mapping);
  }
}
