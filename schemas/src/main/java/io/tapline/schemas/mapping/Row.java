/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.schemas.mapping;

/** Named fields that come neither as a map nor as an Avro record, such as a line's columns. */
@FunctionalInterface
public interface Row {

  /** The field of this name: null where it is blank, {@link FieldPath#ABSENT} where none is. */
  Object field(String name);
}
