/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.cli;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** The user's input is at fault: told in a line each, without a stack trace, and exit code 2. */
public final class UserFault extends RuntimeException {

  private static final long serialVersionUID = 1;

  @SuppressWarnings("serial") // List.copyOf gives a serialisable list.
  private final List<String> problems;

  public UserFault(String problem) {
    this(List.of(problem));
  }

  public UserFault(List<String> problems) {
    super(String.join("; ", problems));
    this.problems = List.copyOf(problems);
  }

  /**
   * A file that the user named gives trouble: permissions, a full disk, a folder in its place.
   *
   * @param problem what cannot be done with it
   */
  public static UserFault ofFile(String problem, Path file, IOException cause) {
    UserFault fault = new UserFault(problem + ": file=" + file + ", reason=" + reason(cause));
    fault.initCause(cause);
    return fault;
  }

  /** Why, without the file's name, which is all that some exceptions say. */
  private static String reason(IOException cause) {
    if (cause instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (cause instanceof NoSuchFileException) {
      return "no such file or folder";
    }
    if (cause instanceof FileAlreadyExistsException) {
      return "another file has its name";
    }
    String said = cause instanceof FileSystemException file ? file.getReason() : cause.getMessage();
    return Objects.requireNonNullElse(said, cause.getClass().getSimpleName());
  }

  /** What, where, and how to fix it; a line each. */
  public List<String> problems() {
    return problems;
  }
}
