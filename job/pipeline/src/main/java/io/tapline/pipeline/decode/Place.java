/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.pipeline.decode;

import io.tapline.schemas.mapping.FieldPath;
import java.util.List;

/** A key of the configuration, and where what is wrong with it is told. */
record Place(String path, List<String> problems) {

  Place at(String key) {
    return new Place(path + "." + key, problems);
  }

  void problem(String what) {
    problems.add(path + ": " + what);
  }

  /** Tells a key that does not belong where it is. */
  void absent(String key, Object value, String where) {
    if (value != null) {
      at(key).problem("belongs to " + where);
    }
  }

  /** The field's path; one that leads nowhere where it cannot be read, which is told. */
  FieldPath fieldPath(String text) {
    try {
      return FieldPath.of(text);
    } catch (IllegalArgumentException e) {
      problem(e.getMessage());
      return FieldPath.of("$");
    }
  }
}
