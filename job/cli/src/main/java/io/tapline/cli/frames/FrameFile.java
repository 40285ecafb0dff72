/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.cli.frames;

import io.tapline.alignment.FrameBlock;
import io.tapline.cli.UserFault;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Writes frames to a file, in the order in which they come. */
public interface FrameFile extends Closeable {

  /** The formats, by the endings of files' names. */
  enum Format {
    CSV,
    PARQUET,
    NPY
  }

  /** Writes the frames of a block, which is not kept. */
  void write(FrameBlock block) throws IOException;

  /**
   * Makes a file, or replaces it.
   *
   * @param channels the names of a frame's values, in the order of the layout
   */
  static FrameFile create(Path file, List<String> channels) throws IOException {
    return switch (formatOf(file)) {
      case CSV -> new CsvFrameFile(file, channels);
      case PARQUET -> new ParquetFrameFile(file, channels);
      case NPY -> new NpyFrameFile(file, channels.size());
    };
  }

  /** How many frames a file holds that was written whole. */
  static long count(Path file) throws IOException {
    return switch (formatOf(file)) {
      case CSV -> CsvFrameFile.count(file);
      case PARQUET -> ParquetFrameFile.count(file);
      case NPY -> NpyFrameFile.count(file);
    };
  }

  /**
   * Checks that frames of these channels can be written there.
   *
   * @throws UserFault if the name tells no format, its folder is not there, or two columns would
   *     have one name
   */
  static void checkPlace(Path file, List<String> channels) {
    FrameColumns columns = new FrameColumns(channels);
    if (formatOf(file) != Format.NPY) {
      columns.requireDistinct();
    }
    Path folder = file.toAbsolutePath().getParent();
    if (!Files.isDirectory(folder)) {
      throw new UserFault("there is no such folder to write to: folder=" + folder);
    }
    if (Files.isDirectory(file)) {
      throw new UserFault("a folder has the name of the file to write: file=" + file);
    }
  }

  private static Format formatOf(Path file) {
    String name = file.toString().toLowerCase(Locale.ROOT);
    for (Format format : Format.values()) {
      if (name.endsWith("." + format.name().toLowerCase(Locale.ROOT))) {
        return format;
      }
    }
    throw new UserFault("name must end in .csv, .parquet or .npy: file=" + file);
  }
}
