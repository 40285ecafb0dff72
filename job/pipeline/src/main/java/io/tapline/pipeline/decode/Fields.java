/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.pipeline.decode;

import io.tapline.pipeline.config.InputTopicConfig.Format;
import io.tapline.pipeline.config.RecordingConfig;
import io.tapline.schemas.mapping.FieldPath;
import java.util.Locale;

/**
 * What the fields of records are like.
 *
 * @param nested whether a field may lie in another one; else it is a column, whose name is taken as
 *     it stands, with all its dots and brackets
 * @param typed whether a field may say by its own type that it is a time
 */
record Fields(boolean nested, boolean typed) {

  private static final String PARQUET = ".parquet";

  /** The fields of a topic's records. */
  static Fields of(Format format) {
    return switch (format) {
      case JSON -> new Fields(true, false);
      case CSV -> new Fields(false, false);
      default -> new Fields(true, true);
    };
  }

  /** The columns of a recording; Parquet's have types. */
  static Fields of(RecordingConfig config) {
    return new Fields(false, config.files().toLowerCase(Locale.ROOT).endsWith(PARQUET));
  }

  FieldPath path(String text, Place place) {
    return nested ? place.fieldPath(text) : FieldPath.ofColumn(text);
  }
}
