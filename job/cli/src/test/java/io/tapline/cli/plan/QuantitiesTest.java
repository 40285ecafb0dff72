/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.cli.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuantitiesTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0 s",
    "1, 1 µs",
    "2500, 2.5 ms",
    "-20000, -20 ms",
    "8332.99, 8.333 ms",
    "999999, 999.999 ms",
    "1000001, 1.000001 s",
    "10700000, 10.7 s",
    "60000000, 1 min",
    "90000000, 90 s",
    "7200000000, 2 h",
    "2592000000000, 30 d",
  })
  void shouldWriteTimesInTheUnitThatDoesThemJustice(double micros, String text) {
    assertThat(Quantities.time(micros)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"0| 0 B", "9999| 9,999 B", "10000| 10.0 kB", "837600000| 837.6 MB"})
  void shouldWriteFewBytesExactly(long bytes, String text) {
    assertThat(Quantities.bytes(bytes)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"0.5, 0.5", "20, 20", "-11.5, -11.5", "1e-9, 1.0E-9"})
  void shouldWriteNumbersAsConfigured(double value, String text) {
    assertThat(Quantities.number(value)).isEqualTo(text);
  }

  @Test
  void shouldNameAFewAndCountTheRest() {
    assertThat(Quantities.names(List.of("a"))).isEqualTo("a");
    assertThat(Quantities.names(List.of("a", "b", "c", "d"))).isEqualTo("a, b, c, d");
    assertThat(Quantities.names(List.of("a", "b", "c", "d", "e"))).isEqualTo("a, b, c and 2 more");
  }
}
