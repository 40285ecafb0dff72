/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.local.broker;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.metadata.storage.Formatter;

/** Where a broker keeps its data. */
final class BrokerDirectory {

  private static final String FORMATTED = "meta.properties";

  private final Path path;

  BrokerDirectory(Path path) {
    this.path = path;
  }

  Path path() {
    return path;
  }

  /** Makes a broker's directory of an empty or missing one; one that was formatted stays as is. */
  void formatIfNew() throws IOException {
    Files.createDirectories(path);
    if (Files.exists(path.resolve(FORMATTED))) {
      return;
    }
    refuseForeignFiles();
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
      if (files.findAny().isPresent()) {
        throw new IOException(
            "directory is neither empty nor a broker's: directory=%s; name another"
                .formatted(path));
      }
    }
  }
}
