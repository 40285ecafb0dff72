/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.cli.arrays;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;

/**
 * A file that is written beside the one that it will replace, and takes its place only once it is
 * whole: what was there stays until then, and for good where the writing fails.
 */
public final class UnfinishedFile implements Closeable {

  private final Path target;
  private final Path path;

  private UnfinishedFile(Path target, Path path) {
    this.target = target;
    this.path = path;
  }

  /**
   * Names a file of the same ending beside another; nothing is written yet. Where the other is a
   * link, the file that it leads to will be replaced.
   *
   * @throws AccessDeniedException if the other is there and must not be written
   */
  public static UnfinishedFile beside(Path file) throws IOException {
    Path target = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
    if (Files.exists(target) && !Files.isWritable(target)) {
      throw new AccessDeniedException(target.toString());
    }
    String name = target.getFileName().toString();
    String ending = name.substring(Math.max(0, name.lastIndexOf('.')));
    return new UnfinishedFile(target, target.resolveSibling("." + UUID.randomUUID() + ending));
  }

  /** Where to write. */
  public Path path() {
    return path;
  }

  /** Puts the file, which is whole and closed, into its place. */
  public void finish() throws IOException {
    Files.move(path, target, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Deletes what has not been finished. */
  @Override
  public void close() throws IOException {
    Files.deleteIfExists(path);
  }
}
