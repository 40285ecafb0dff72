/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTextTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "=cmd|' /C calc'!A0",
        "+1+cmd",
        "-1-cmd",
        "@SUM(A1)",
        "-",
        "--1",
        "+pump",
        "\t=1",
        "\r=1",
        "\n=1",
        "'=1",
        "'"
      })
  void shouldGuardWhatASpreadsheetWouldRun(String text) {
    assertThat(CsvText.guarded(text)).isEqualTo("'" + text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "pump-7", "a=b", "1", "-7", "+4.5", "-1.5e-7", ".5", "-.5", "é"})
  void shouldLeaveNumbersAndPlainNamesAsTheyAre(String text) {
    assertThat(CsvText.guarded(text)).isEqualTo(text);
  }

  @Test
  void shouldLeaveAMissingTextMissing() {
    assertThat(CsvText.guarded(null)).isNull();
  }
}
