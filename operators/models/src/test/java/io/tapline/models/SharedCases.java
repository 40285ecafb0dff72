/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.tapline.network.graph.InvalidNetworkException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * Folders of models beside the project, and lists of those that are not equal yet: a name and a
 * reason in each line. A case that is listed and equal fails, so that the lists shrink.
 */
final class SharedCases {
  private static final int[] BLOCKS = {1, 7, 64};

  private final Path root;
  private final List<String> lists;

  SharedCases(Path root, String... lists) {
    this.root = root;
    this.lists = List.of(lists);
  }

  /** Tests of the cases of a folder that are not listed. */
  Stream<DynamicTest> equal(String kind) throws IOException {
    Map<String, String> waiting = waiting();
    return folders(kind).stream()
        .filter(folder -> !waiting.containsKey(name(folder)))
        .map(folder -> dynamicTest(name(folder), () -> checkEqual(SharedCase.read(folder))));
  }

  /** Tests of the cases of a folder that are listed. */
  Stream<DynamicTest> notYetEqual(String kind) throws IOException {
    Map<String, String> waiting = waiting();
    return folders(kind).stream()
        .filter(folder -> waiting.containsKey(name(folder)))
        .map(
            folder ->
                dynamicTest(
                    name(folder) + ": " + waiting.get(name(folder)),
                    () -> assertThat(isEqual(SharedCase.read(folder))).isFalse()));
  }

  /** Tests of the cases of a folder that must be refused, and are not listed. */
  Stream<DynamicTest> refused(String kind) throws IOException {
    Map<String, String> waiting = waiting();
    return folders(kind).stream()
        .filter(folder -> !waiting.containsKey(name(folder)))
        .map(folder -> dynamicTest(name(folder), () -> checkRefused(SharedCase.read(folder))));
  }

  List<String> names(String kind) throws IOException {
    return folders(kind).stream().map(SharedCases::name).toList();
  }

  private List<Path> folders(String kind) throws IOException {
    assumeTrue(Files.exists(root), "no shared cases");
    try (Stream<Path> folders = Files.list(root.resolve(kind))) {
      return folders.filter(Files::isDirectory).sorted().toList();
    }
  }

  private static String name(Path folder) {
    return folder.getFileName().toString();
  }

  /** Names of cases, each with the reason for which it is not equal yet. */
  Map<String, String> waiting() throws IOException {
    Map<String, String> waiting = new TreeMap<>();
    for (String list : lists) {
      try (InputStream stream = SharedCases.class.getResourceAsStream(list)) {
        new String(stream.readAllBytes(), StandardCharsets.UTF_8)
            .lines()
            .filter(line -> !line.isBlank() && !line.startsWith("#"))
            .map(line -> line.split(": ", 2))
            .forEach(entry -> waiting.put(entry[0], entry[1]));
      }
    }
    return waiting;
  }

  private static void checkEqual(SharedCase shared) throws IOException {
    float[][] rows = shared.run(BLOCKS[0]);
    shared.checkExpected(rows);
    for (int i = 1; i < BLOCKS.length; i++) {
      assertThat(shared.run(BLOCKS[i])).as("blocks of " + BLOCKS[i]).isDeepEqualTo(rows);
    }
  }

  private static boolean isEqual(SharedCase shared) throws IOException {
    try {
      checkEqual(shared);
      return true;
    } catch (InvalidModelException | InvalidNetworkException | AssertionError e) {
      return false;
    }
  }

  /** Where it may run, an exact result is right too. */
  private static void checkRefused(SharedCase shared) throws IOException {
    float[][] rows;
    try {
      rows = shared.run(BLOCKS[0]);
    } catch (InvalidModelException | InvalidNetworkException e) {
      return;
    }
    assertThat(shared.mayRun()).as("a model that must be refused was run").isTrue();
    shared.checkExpected(rows);
  }
}
