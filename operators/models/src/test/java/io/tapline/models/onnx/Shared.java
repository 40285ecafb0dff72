/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.onnx;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** What lies beside the project; tests of it are skipped where it is absent. */
final class Shared {
  private Shared() {}

  static Path path(String name) {
    Path path = Path.of("../../../shared").resolve(name);
    assumeTrue(Files.exists(path), () -> "not beside the project: " + path);
    return path;
  }
}
