/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.cli.arrays;

import io.tapline.cli.UserFault;
import java.nio.file.Path;
import java.util.Locale;

/** The formats of arrays in files. */
enum ArrayFormat {
  NPY,
  CSV;

  /** The format that a file's name tells by its ending. */
  static ArrayFormat of(Path file) {
    String name = file.toString().toLowerCase(Locale.ROOT);
    for (ArrayFormat format : values()) {
      if (name.endsWith("." + format.name().toLowerCase(Locale.ROOT))) {
        return format;
      }
    }
    throw new UserFault("name must end in .npy or .csv: file=" + file);
  }
}
