/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Native models whose layers have no weights, so that a test can say the whole of them. */
final class WeightlessModel {

  private WeightlessModel() {}

  /**
   * Writes a model file, and beside it the empty file of its weights.
   *
   * @param topology the keys from {@code input} on
   */
  static Path write(Path file, String topology) throws IOException {
    Files.writeString(
        file,
        """
        format: tapline-model/1
        name: weightless
        version: "1"
        weights: none.safetensors
        """
            + topology);
    byte[] noTensors = {2, 0, 0, 0, 0, 0, 0, 0, '{', '}'};
    Files.write(file.resolveSibling("none.safetensors"), noTensors);
    return file;
  }
}
