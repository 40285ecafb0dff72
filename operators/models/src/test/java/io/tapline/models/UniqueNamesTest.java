/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class UniqueNamesTest {

  @Test
  void shouldNumberNamesThatAreTaken() {
    UniqueNames names = UniqueNames.without("input");

    assertThat(names.take("a")).isEqualTo("a");
    assertThat(names.take("a_2")).isEqualTo("a_2");
    assertThat(names.take("a")).isEqualTo("a_3");
    assertThat(names.take("a")).isEqualTo("a_4");
    assertThat(names.take("A")).isEqualTo("A");
    assertThat(names.take("input")).isEqualTo("input_2");
  }

  @Test
  void shouldTellFilesApartByMoreThanCapitals() {
    UniqueNames names = UniqueNames.ofFilesWithout("rejected");

    assertThat(names.take("a")).isEqualTo("a");
    assertThat(names.take("A")).isEqualTo("A_2");
    assertThat(names.take("Rejected")).isEqualTo("Rejected_2");
  }

  @Test
  void shouldShortenNamesAndKeepThemApart() {
    UniqueNames names = UniqueNames.without("input");
    Set<String> taken = new HashSet<>();
    for (int i = 0; i < 200; i++) {
      String name = names.take("x".repeat(1_000 + i));
      assertThat(name).startsWith("xxx").hasSizeLessThanOrEqualTo(ModelLimits.LONGEST_NAME);
      assertThat(taken.add(name)).isTrue();
    }
    assertThat(names.take("x".repeat(187) + "\uD83D\uDE00".repeat(100)))
        .isEqualTo("x".repeat(187) + "_2");
    assertThat(names.take("y".repeat(200))).isEqualTo("y".repeat(200));
  }

  /** One after the other would take a minute. */
  @Test
  void shouldNotLookForANumberFromTheStartEachTime() {
    UniqueNames names = UniqueNames.without("input");
    String last = "";
    for (int i = 0; i < 1_000_000; i++) {
      last = names.take("same");
    }
    assertThat(last).isEqualTo("same_1000000");
  }
}
