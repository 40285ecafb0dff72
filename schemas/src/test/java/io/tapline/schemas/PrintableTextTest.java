/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PrintableTextTest {

  @Test
  void shouldEscapeWhatIsNoCharacterToRead() {
    assertThat(PrintableText.of("pump\n12:00 ERROR all is lost\r"))
        .isEqualTo("pump\\n12:00 ERROR all is lost\\r");
    assertThat(PrintableText.of("\u001b[2Jpump\t\u0000\u007f\u009b"))
        .isEqualTo("\\u001b[2Jpump\\t\\u0000\\u007f\\u009b");
    assertThat(PrintableText.of("a\u2028b\u202ec\u2066d")).isEqualTo("a\\u2028b\\u202ec\\u2066d");
  }

  @Test
  void shouldLeaveAllElseAsItIs() {
    String text = "pump-é \uD83D\uDE00 \\n 'x'";
    assertThat(PrintableText.of(text)).isSameAs(text);
  }
}
