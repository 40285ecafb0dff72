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
 * Models of other people, beside the project, give what their frameworks give, whatever the blocks
 * of frames. Those that do not yet are listed in {@code refused-real.txt}, with the reason.
 */
class SharedRealModelsTest {
  private static final SharedCases CASES =
      new SharedCases(Path.of("../../../shared/cases/real-models"), "refused-real.txt");

  @TestFactory
  Stream<DynamicTest> shouldGiveWhatTheFrameworkGives() throws IOException {
    return CASES.equal("");
  }

  @TestFactory
  Stream<DynamicTest> shouldNotYetTake() throws IOException {
    return CASES.notYetEqual("");
  }

  @Test
  void shouldListNothingButCases() throws IOException {
    assertThat(CASES.names("")).containsAll(CASES.waiting().keySet());
  }
}
