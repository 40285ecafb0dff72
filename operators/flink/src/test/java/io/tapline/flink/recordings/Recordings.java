/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.flink.recordings;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;

/** The shared recordings, which lie beside the project; a test that needs one skips without it. */
public final class Recordings {

  private static final Path FOLDER = project().resolveSibling("shared/recordings");
  private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

  private Recordings() {}

  /** The rows of a file without its header, each split into its fields. */
  public static List<String[]> rows(String file, String separator) {
    Path path = FOLDER.resolve(file);
    assumeTrue(Files.exists(path), "the shared recordings are not beside the project: " + path);
    try {
      List<String[]> rows = new ArrayList<>();
      List<String> lines = Files.readAllLines(path);
      for (String line : lines.subList(1, lines.size())) {
        rows.add(line.trim().split(separator, -1));
      }
      return rows;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Fields of a row as numbers. */
  public static double[] numbers(String[] row, int from, int to) {
    double[] numbers = new double[to - from];
    for (int i = from; i < to; i++) {
      numbers[i - from] = Double.parseDouble(row[i]);
    }
    return numbers;
  }

  /** A local time without a zone, taken as UTC. */
  public static long localMicros(String time) {
    return LocalDateTime.parse(time, LOCAL).toEpochSecond(ZoneOffset.UTC) * 1_000_000;
  }

  /** The project's own folder, whichever of its modules the tests run in. */
  private static Path project() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("mvnw"))) {
      folder = folder.getParent();
    }
    return folder;
  }
}
