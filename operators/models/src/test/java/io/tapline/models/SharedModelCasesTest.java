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
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Small models beside the project give what their frameworks give, whatever the blocks of frames.
 *
 * <p>Those that do not yet are listed, with the reason: {@code refused-keras.txt} and {@code
 * refused-onnx.txt}. A case that is listed and equal fails, so that the lists shrink.
 */
class SharedModelCasesTest {
  private static final Path CASES = Path.of("../../../shared/cases/models");
  private static final int[] BLOCKS = {1, 7, 64};

  @TestFactory
  Stream<DynamicTest> shouldGiveWhatTheFrameworkGives() throws IOException {
    Map<String, String> waiting = waiting();
    return cases("positive")
        .filter(folder -> !waiting.containsKey(name(folder)))
        .map(folder -> dynamicTest(name(folder), () -> checkEqual(SharedCase.read(folder))));
  }

  @TestFactory
  Stream<DynamicTest> shouldNotYetTake() throws IOException {
    Map<String, String> waiting = waiting();
    return cases("positive")
        .filter(folder -> waiting.containsKey(name(folder)))
        .map(
            folder ->
                dynamicTest(
                    name(folder) + ": " + waiting.get(name(folder)),
                    () -> assertThat(isEqual(SharedCase.read(folder))).isFalse()));
  }

  @TestFactory
  Stream<DynamicTest> shouldRefuseWhatCannotBeTaken() throws IOException {
    Map<String, String> waiting = waiting();
    return cases("negative")
        .filter(folder -> !waiting.containsKey(name(folder)))
        .map(folder -> dynamicTest(name(folder), () -> checkRefused(SharedCase.read(folder))));
  }

  @Test
  void shouldListNothingButCases() throws IOException {
    assertThat(Stream.concat(cases("positive"), cases("negative")))
        .extracting(SharedModelCasesTest::name)
        .containsAll(waiting().keySet());
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

  private static Stream<Path> cases(String kind) throws IOException {
    assumeTrue(Files.exists(CASES), "no shared cases");
    try (Stream<Path> folders = Files.list(CASES.resolve(kind))) {
      return folders.sorted().toList().stream();
    }
  }

  private static String name(Path folder) {
    return folder.getFileName().toString();
  }

  /** Names of cases, each with the reason for which it is not equal yet. */
  private static Map<String, String> waiting() throws IOException {
    Map<String, String> waiting = new TreeMap<>();
    for (String list : new String[] {"refused-keras.txt", "refused-onnx.txt"}) {
      try (InputStream stream = SharedModelCasesTest.class.getResourceAsStream(list)) {
        new String(stream.readAllBytes(), StandardCharsets.UTF_8)
            .lines()
            .filter(line -> !line.isBlank() && !line.startsWith("#"))
            .map(line -> line.split(": ", 2))
            .forEach(entry -> waiting.put(entry[0], entry[1]));
      }
    }
    return waiting;
  }
}
