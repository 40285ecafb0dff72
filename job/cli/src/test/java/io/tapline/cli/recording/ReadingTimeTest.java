/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.cli.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapline.pipeline.config.RecordingTimeConfig;
import io.tapline.pipeline.config.RecordingTimeConfig.Unit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReadingTimeTest {

  @ParameterizedTest
  @CsvSource({
    "S,  1657535121.514,               1657535121514000",
    "S,  0.008332999999993262,         8333",
    "S,  0.0000005,                    1",
    "S,  0.00000049999,                0",
    "S,  1e3,                          1000000000",
    "MS, 1657535121514,                1657535121514000",
    "MS, -1.5,                         -1500",
    "US, 12,                           12",
    "NS, 4240926430258,                4240926430",
    "NS, 4240926430500,                4240926431",
    "ISO_8601, 2020-03-09T10:14:33Z,   1583748873000000",
    "ISO_8601, 2020-03-09T10:14:33.0000015+02:00, 1583741673000002",
    "ISO_8601, 2020-03-09T10:14:33,    1583748873000000",
    "ISO_8601, 1969-12-31T23:59:59.999999Z, -1",
  })
  void shouldReadAUnit(Unit unit, String text, long micros) {
    assertThat(time(unit, null, null).micros(text)).isEqualTo(micros);
  }

  @ParameterizedTest
  @CsvSource({
    "yyyy-MM-dd HH:mm:ss,     Europe/Moscow, 2020-03-09 10:14:33,       1583738073000000",
    "yyyy-MM-dd HH:mm:ss,     ,              2020-03-09 10:14:33,       1583748873000000",
    "dd.MM.yyyy HH:mm:ss.SSS, +01:00,        09.03.2020 10:14:33.250,   1583745273250000",
    "yyyyMMddHHmmss XXX,      Europe/Moscow, 20200309101433 +00:00,     1583748873000000",
  })
  void shouldReadAPatternInItsZone(String pattern, String zone, String text, long micros) {
    assertThat(time(null, pattern, zone).micros(text)).isEqualTo(micros);
  }

  @Test
  void shouldReadIso8601InTheZoneThatItDoesNotTell() {
    ReadingTime moscow = time(Unit.ISO_8601, null, "Europe/Moscow");

    assertThat(moscow.micros("2020-03-09T10:14:33")).isEqualTo(1583738073000000L);
    assertThat(moscow.micros("2020-03-09T10:14:33Z")).isEqualTo(1583748873000000L);
  }

  @ParameterizedTest
  @CsvSource({
    "S,, not a number",
    "S, noon, not a number",
    "S, NaN, not a number",
    "S, 1e19, not a number",
    "S, 1e999999999, not a number",
    "S, 1e-999999999, not a number",
    "ISO_8601, 2020-03-09 10:14:33, not a time in the form of ISO 8601",
    "ISO_8601, 2020-03-09, not a time in the form of ISO 8601",
  })
  void shouldSayWhatATextIsNot(Unit unit, String text, String told) {
    assertThatThrownBy(() -> time(unit, null, null).micros(text == null ? "" : text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(told);
  }

  private static ReadingTime time(Unit unit, String pattern, String zone) {
    return ReadingTime.of(new RecordingTimeConfig("t", unit, pattern, zone));
  }
}
