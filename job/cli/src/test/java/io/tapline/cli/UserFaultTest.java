/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class UserFaultTest {

  private static final Path FILE = Path.of("y.csv");

  @Test
  void shouldSayWhyAFileGivesTrouble() {
    assertThat(reasonOf(new AccessDeniedException("y.csv"))).isEqualTo("permission denied");
    assertThat(reasonOf(new NoSuchFileException("y.csv"))).isEqualTo("no such file or folder");
    assertThat(reasonOf(new FileAlreadyExistsException("y.csv")))
        .isEqualTo("another file has its name");
    assertThat(reasonOf(new FileSystemException("y.csv", null, "Is a directory")))
        .isEqualTo("Is a directory");
    assertThat(reasonOf(new FileSystemException("y.csv"))).isEqualTo("FileSystemException");
    assertThat(reasonOf(new IOException("No space left on device")))
        .isEqualTo("No space left on device");
  }

  private static String reasonOf(IOException cause) {
    UserFault fault = UserFault.ofFile("file cannot be written", FILE, cause);
    assertThat(fault).hasCause(cause);
    String start = "file cannot be written: file=y.csv, reason=";
    assertThat(fault.problems()).singleElement().asString().startsWith(start);
    return fault.getMessage().substring(start.length());
  }
}
