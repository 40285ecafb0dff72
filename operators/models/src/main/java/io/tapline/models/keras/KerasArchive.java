/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.keras;

import io.tapline.models.InvalidModelException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * A {@code .keras} file: a zip archive of {@code config.json}, {@code metadata.json} and {@code
 * model.weights.h5}. Its entries are read into memory, each up to a limit, and never written
 * anywhere.
 */
final class KerasArchive implements AutoCloseable {
  static final String CONFIG = "config.json";
  static final String METADATA = "metadata.json";
  static final String WEIGHTS = "model.weights.h5";

  /** Keras writes three, and one for each vocabulary of a text model. */
  private static final int MAX_ENTRIES = 1000;

  private final ZipFile zip;

  private KerasArchive(ZipFile zip) {
    this.zip = zip;
  }

  static KerasArchive open(Path file) throws IOException {
    ZipFile zip;
    try {
      zip = new ZipFile(file.toFile());
    } catch (ZipException | EOFException | IllegalArgumentException e) {
      throw invalid("archive is damaged, copy or save it again: reason=" + e.getMessage());
    }
    if (zip.size() > MAX_ENTRIES) {
      zip.close();
      throw invalid("archive has too many entries: maximum=" + MAX_ENTRIES);
    }
    return new KerasArchive(zip);
  }

  /** The bytes of an entry, which may be {@code maximum} at most. */
  byte[] entry(String name, int maximum) throws IOException {
    ZipEntry entry = zip.getEntry(name);
    if (entry == null) {
      throw invalid(
          "archive lacks an entry, save the model with model.save(\"model.keras\"): entry=" + name);
    }
    byte[] bytes;
    boolean tooLarge;
    // What the archive says of the entry's size is not trusted: bytes are counted as they come.
    try (InputStream stream = zip.getInputStream(entry)) {
      bytes = stream.readNBytes(maximum);
      tooLarge = stream.read() >= 0;
    } catch (IOException | IllegalArgumentException e) {
      throw invalid(
          "archive is damaged, copy or save it again: entry="
              + name
              + ", reason="
              + e.getMessage());
    }
    if (tooLarge) {
      throw invalid("entry is too large: entry=" + name + ", maximum bytes=" + maximum);
    }
    return bytes;
  }

  private static InvalidModelException invalid(String problem) {
    return new InvalidModelException(List.of(problem));
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }
}
