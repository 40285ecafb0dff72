/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Small models beside the project give what their frameworks give, whatever the blocks of frames.
 *
 * <p>Those that do not yet are listed, with the reason: {@code refused-keras.txt} and {@code
 * refused-onnx.txt}.
 */
class SharedModelCasesTest {
  private static final SharedCases CASES =
      new SharedCases(
          Path.of("../../../shared/cases/models"), "refused-keras.txt", "refused-onnx.txt");

  @TestFactory
  Stream<DynamicTest> shouldGiveWhatTheFrameworkGives() throws IOException {
    return CASES.equal("positive");
  }

  @TestFactory
  Stream<DynamicTest> shouldNotYetTake() throws IOException {
    return CASES.notYetEqual("positive");
  }

  @TestFactory
  Stream<DynamicTest> shouldRefuseWhatCannotBeTaken() throws IOException {
    return CASES.refused("negative");
  }

  @Test
  void shouldListNothingButCases() throws IOException {
    assertThat(Stream.concat(CASES.names("positive").stream(), CASES.names("negative").stream()))
        .containsAll(CASES.waiting().keySet());
  }
}
