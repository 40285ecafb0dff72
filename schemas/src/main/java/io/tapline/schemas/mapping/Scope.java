/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.schemas.mapping;

import io.tapline.schemas.UndecodableRecordException;

/** Where a row's fields are looked for: in itself, then in the record around it. */
final class Scope {

  private Object row;
  private Object record;

  void enter(Object row, Object record) {
    this.row = row;
    this.record = record;
  }

  /** A field of the row, or else of the record; {@link FieldPath#ABSENT} where neither has it. */
  Object find(FieldPath path) throws UndecodableRecordException {
    if (row == record) {
      return path.find(row);
    }
    Object found = path.fits(row) ? path.find(row) : FieldPath.ABSENT;
    return found == FieldPath.ABSENT ? path.find(record) : found;
  }

  /** A field of the row alone. */
  Object findInRow(FieldPath path) throws UndecodableRecordException {
    return path.find(row);
  }
}
