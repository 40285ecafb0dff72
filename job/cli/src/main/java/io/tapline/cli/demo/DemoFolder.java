/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.cli.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The demo's files: its configuration and model, its recording, its checkpoints. */
final class DemoFolder implements AutoCloseable {

  private static final List<String> SHIPPED =
      List.of("pipeline.yaml", "plant-faults.yaml", "plant-faults.safetensors");

  private final Path folder;

  DemoFolder() throws IOException {
    folder = Files.createTempDirectory("tapline-demo-");
    for (String name : SHIPPED) {
      try (InputStream file = DemoFolder.class.getResourceAsStream("plant/" + name)) {
        Files.copy(file, folder.resolve(name));
      }
    }
  }

  Path pipeline() {
    return folder.resolve("pipeline.yaml");
  }

  Path recording() {
    return folder.resolve("plant.avro");
  }

  Path checkpoints() {
    return folder.resolve("checkpoints");
  }

  Path savepoints() {
    return folder.resolve("savepoints");
  }

  Path report() throws IOException {
    return Files.createTempFile("tapline-demo-", ".html");
  }

  /** May be called again, and by the clean-up of an interrupted process at the same time. */
  @Override
  public synchronized void close() {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(DemoFolder::delete);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
