/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.cli;

import java.nio.file.Path;

/** Where the log of this process is; the launcher may say so, and log4j2.properties has it too. */
public final class LogFile {

  private LogFile() {}

  public static Path path() {
    String given = System.getProperty("tapline.log");
    return given == null
        ? Path.of(System.getProperty("java.io.tmpdir"), "tapline.log")
        : Path.of(given);
  }
}
