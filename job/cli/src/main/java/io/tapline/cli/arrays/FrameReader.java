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
import java.util.OptionalLong;

/** Reads frames, [frames, channels] in float32, block by block out of a file. */
public interface FrameReader extends Closeable {
  /** As many as a network may have. */
  int MOST_CHANNELS = 65535;

  /**
   * Opens a file: NPY or CSV, by its name's ending.
   *
   * @throws UserFault if it is not there, cannot be read, or is neither of them
   */
  static FrameReader open(Path file) {
    ArrayFormat format = ArrayFormat.of(file);
    if (!Files.isRegularFile(file)) {
      throw new UserFault("there is no such file: file=" + file);
    }
    try {
      return switch (format) {
        case NPY -> NpyFrameReader.open(file);
        case CSV -> CsvFrameReader.open(file);
      };
    } catch (IOException e) {
      throw UserFault.ofFile("file cannot be read", file, e);
    }
  }

  /** Values of a frame. */
  int channels();

  /** How many frames the file holds, where it says so at its beginning. */
  OptionalLong frames();

  /**
   * Reads the next frames.
   *
   * @param frames where they are put, one behind the other, from index 0 on
   * @param count how many at most
   * @return how many there were; less than {@code count} only at the end
   * @throws UserFault if the file is damaged
   */
  int read(float[] frames, int count) throws IOException;
}
