/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RootCauseTest {

  @Test
  void shouldBeTheInnermostCauseInOneLine() {
    String trace =
        """
        org.apache.flink.util.FlinkRuntimeException: Failed to send
        data to Kafka
        \tat io.tapline.A.b(A.java:1)
        \tSuppressed: java.io.IOException: closed
        \t\tat io.tapline.A.c(A.java:2)
        Caused by: java.lang.IllegalStateException: outer
        \tat io.tapline.A.d(A.java:3)
        Caused by: org.apache.kafka.common.errors.RecordTooLargeException: 200000 bytes: too\u001b[1m large
        \tat io.tapline.A.e(A.java:4)
        \tCaused by: java.io.IOException: of what was suppressed
        """;

    assertThat(RootCause.of(trace))
        .returns("org.apache.kafka.common.errors.RecordTooLargeException", RootCause::exception)
        .returns("RecordTooLargeException: 200000 bytes: too [1m large", RootCause::line);
  }

  @Test
  void shouldBeTheFailureItselfWhereNothingCausedIt() {
    assertThat(RootCause.of("java.lang.OutOfMemoryError\n\tat a.B.c(B.java:1)\n").line())
        .isEqualTo("OutOfMemoryError");
    assertThat(RootCause.of("").line()).isEmpty();
  }

  @Test
  void shouldCutAMessageThatIsTooLongForALine() {
    assertThat(RootCause.of("a.B: " + "x".repeat(5_000)).line())
        .endsWith("x …")
        .hasSizeLessThan(320);
  }
}
