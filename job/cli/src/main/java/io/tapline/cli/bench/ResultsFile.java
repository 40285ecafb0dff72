/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.cli.bench;

import io.tapline.cli.UserFault;
import java.nio.file.Files;
import java.nio.file.Path;

/** The file that a benchmark's results are written to when it is done. */
final class ResultsFile {

  private ResultsFile() {}

  /**
   * Looks whether it can be written: nobody should wait for minutes to hear that it cannot.
   *
   * @throws UserFault if not
   */
  static void check(Path json) {
    Path folder = json.toAbsolutePath().getParent();
    if (!Files.isDirectory(folder)) {
      throw new UserFault("there is no such folder to write to: folder=" + folder);
    }
    if (Files.isDirectory(json) || !Files.isWritable(Files.exists(json) ? json : folder)) {
      throw new UserFault("file cannot be written, name another with --json: file=" + json);
    }
  }
}
