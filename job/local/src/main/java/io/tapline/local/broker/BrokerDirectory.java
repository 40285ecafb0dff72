/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.local.broker;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.metadata.storage.Formatter;

/**
 * Where a broker keeps its data, for itself alone.
 *
 * <p>Kafka's own lock comes too late: a second broker on the same directory has written to the
 * first one's metadata log by the time it is refused, and the first ends with a corrupt record.
 */
final class BrokerDirectory implements AutoCloseable {

  private static final String FORMATTED = "meta.properties";
  private static final String LOCK = "tapline.lock";

  private final Path path;
  private FileChannel lock;

  BrokerDirectory(Path path) {
    this.path = path;
  }

  Path path() {
    return path;
  }

  /** Makes a broker's directory of an empty or missing one; one that was formatted stays as is. */
  void open() throws IOException {
    Files.createDirectories(path);
    boolean isNew = !Files.exists(path.resolve(FORMATTED));
    if (isNew) {
      refuseForeignFiles();
    }
    lock();
    if (isNew) {
      format();
    }
  }

  /** Lets another broker have the directory. */
  @Override
  public void close() throws IOException {
    lock.close();
  }

  private void lock() throws IOException {
    lock = FileChannel.open(path.resolve(LOCK), CREATE, WRITE);
    if (!isLocked()) {
      lock.close();
      throw new IOException(
          "directory is used by another broker: directory=%s; stop it or name another"
              .formatted(path));
    }
  }

  private boolean isLocked() throws IOException {
    try {
      return lock.tryLock() != null;
    } catch (OverlappingFileLockException inThisProcess) {
      return false;
    }
  }

  private void format() throws IOException {
    try {
      new Formatter()
          .setPrintStream(
              new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
          .setClusterId(Uuid.randomUuid().toString())
          .setNodeId(BrokerSettings.NODE_ID)
          .setControllerListenerName(BrokerSettings.CONTROLLER)
          .addDirectory(path.toString())
          .setMetadataLogDirectory(path.toString())
          .run();
    } catch (Exception e) {
      throw new IOException("broker directory cannot be formatted: directory=" + path, e);
    }
  }

  void delete() throws IOException {
    try (Stream<Path> all = Files.walk(path)) {
      List<Path> childrenFirst = all.sorted(Comparator.reverseOrder()).toList();
      for (Path each : childrenFirst) {
        Files.deleteIfExists(each);
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private void refuseForeignFiles() throws IOException {
    try (Stream<Path> files = Files.list(path)) {
      if (files.anyMatch(file -> !file.endsWith(LOCK))) {
        throw new IOException(
            "directory is neither empty nor a broker's: directory=%s; name another"
                .formatted(path));
      }
    }
  }
}
