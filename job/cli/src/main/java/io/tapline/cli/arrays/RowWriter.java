/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.cli.arrays;

import io.tapline.cli.UserFault;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Writes results, [rows, features] in float32, row by row into a file. */
public interface RowWriter extends Closeable {

  /**
   * Makes a file, or replaces it: NPY or CSV, by its name's ending.
   *
   * @param features the names of a row's values; NPY keeps only their count
   * @throws UserFault if the name is neither, or its folder is not there
   */
  static RowWriter create(Path file, List<String> features) throws IOException {
    checkPlace(file);
    return switch (ArrayFormat.of(file)) {
      case NPY -> NpyRowWriter.create(file, features.size());
      case CSV -> CsvRowWriter.create(file, features);
    };
  }

  /**
   * Checks that a file may be made there.
   *
   * @throws UserFault if its name tells no format, or its folder is not there
   */
  static void checkPlace(Path file) {
    ArrayFormat.of(file);
    Path folder = file.toAbsolutePath().getParent();
    if (!Files.isDirectory(folder)) {
      throw new UserFault("there is no such folder to write to: folder=" + folder);
    }
    if (Files.isDirectory(file)) {
      throw new UserFault("a folder has the name of the file to write: file=" + file);
    }
  }

  /** Writes one row: the values from {@code offset} on. */
  void write(float[] values, int offset) throws IOException;
}
