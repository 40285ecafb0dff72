/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.pipeline.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordingCheckTest {

  private static final String GOOD =
      "device: {file: true}, time: {field: t, unit: s}, values: {a: x}";

  @Test
  void shouldTakeAnEntryThatSaysEverythingOnce() {
    assertThat(problemsOf("{files: '*.csv', " + GOOD + "}")).isEmpty();
    assertThat(problemsOf("{files: '*.csv', separator: \"\\t\", " + GOOD + "}")).isEmpty();
    assertThat(problemsOf("{files: '*.csv', header: false, columns: [t, x], " + GOOD + "}"))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "file: true| file: false| device: give one of field, constant, and file: true: given=0",
        "file: true| file: true, field: d| device: give one of field, constant, and file: true: given=2",
        "unit: s| zone: UTC| time: give one of unit and pattern: given=0",
        "unit: s| unit: s, pattern: yyyy| time: give one of unit and pattern: given=2",
        "unit: s| unit: s, zone: UTC| time.zone: belongs to a pattern or to iso-8601: a number counts from the epoch in UTC",
        "unit: s| pattern: '{'| time.pattern: not a pattern such as yyyy-MM-dd HH:mm:ss: value={",
        "unit: s| unit: iso-8601, zone: Berlin| time.zone: not a zone such as Europe/Berlin or +02:00: value=Berlin",
        "values: {a: x}| value: {field: x}| give either values, or both channel and value",
        "values: {a: x}| values: {a: x}, value: {field: x}| give either values, or both channel and value",
        "{a: x}| {b: x}| values: no measured channel has this name: channel=b, channels=a",
        "values: {a: x}| values: {a: x}, separator: '::'| separator: one character such as , or ; or \\t or a space: value=::",
        "values: {a: x}| values: {a: x}, separator: '\"'| separator: one character such as , or ; or \\t or a space: value=\"",
        "values: {a: x}| values: {a: x}, header: false| columns: without a header the columns must be named: columns is missing",
        "values: {a: x}| values: {a: x}, columns: [t, x]| columns: the header names them: remove one, or write header: false",
        "values: {a: x}| values: {a: x}, header: false, columns: [u, y]| columns: these are not among them: fields=t, x, columns=u, y",
      })
  void shouldTellWhatContradictsItself(String good, String bad, String told) {
    assertThat(problemsOf("{files: '*.csv', " + GOOD.replace(good, bad) + "}"))
        .containsExactly("recordings[0] (*.csv): " + told);
  }

  @Test
  void shouldTellAGlobThatIsNone() {
    assertThat(problemsOf("{files: '[', " + GOOD + "}"))
        .singleElement()
        .asString()
        .startsWith("recordings[0] ([): files: not a glob such as *_phone.csv: reason=");
  }

  private static List<String> problemsOf(String recording) {
    PipelineConfig config = Mistaken.minimalWith("recordings: [" + recording + "]\n");
    return ConfigCheck.problemsOf(config);
  }
}
