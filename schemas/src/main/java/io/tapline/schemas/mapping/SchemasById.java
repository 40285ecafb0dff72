/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.schemas.mapping;

import io.tapline.schemas.UndecodableRecordException;
import org.apache.avro.Schema;

/** The schemas of a registry, by the numbers that it gave them. */
@FunctionalInterface
public interface SchemasById {

  /**
   * The schema of a number, which has been asked for before.
   *
   * @throws UndecodableRecordException where the registry has no such schema, or none of Avro
   */
  Schema schema(int id) throws UndecodableRecordException;
}
