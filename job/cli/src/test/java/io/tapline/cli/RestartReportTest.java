/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.junit.jupiter.api.Test;

class RestartReportTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int HISTORY = 16;

  private final ArrayNode entries = JSON.createArrayNode();
  private final RestartReport report = new RestartReport();

  @Test
  void shouldNameTheRootCauseAndWhatToDoInOneLine() {
    fail(
        "Writer: scores",
        "org.apache.flink.util.FlinkRuntimeException: cannot\n\tat a.B.c(B.java:1)\nCaused by:"
            + " org.apache.kafka.common.errors.TransactionalIdAuthorizationException: Transactional"
            + " Id authorization failed.");

    assertThat(look())
        .containsExactly(
            "the job failed, and starts again from its last checkpoint: grant this job's Kafka user"
                + " Write and Describe on its transactional ids, whose prefix tapline plan names:"
                + " cause=TransactionalIdAuthorizationException: Transactional Id authorization"
                + " failed., task=Writer: scores");
  }

  @Test
  void shouldPointToTheLogWhereItKnowsNoAdvice() {
    fail("null", "java.lang.IllegalStateException: broken");

    assertThat(look())
        .containsExactly(
            "the job failed, and starts again from its last checkpoint: see the log: "
                + LogFile.path()
                + ": cause=IllegalStateException: broken");
  }

  @Test
  void shouldReportEachFailureOnce() {
    fail("a", "java.lang.IllegalStateException: broken");

    assertThat(look()).hasSize(1);
    assertThat(look()).isEmpty();
    assertThat(report.lines(MissingNode.getInstance())).as("no answer").isEmpty();
    assertThat(look()).isEmpty();
  }

  /** Of 100 failures of one kind the 1st, 2nd, 4th … 64th have a line. */
  @Test
  void shouldCountACauseThatRepeatsThoughItsNumbersDiffer() {
    int lines = 0;
    for (int failure = 1; failure <= 100; failure++) {
      fail("a", "java.lang.IllegalStateException: expired after " + failure + " ms");
      List<String> reported = look();
      lines += reported.size();
      if (failure == 64) {
        assertThat(reported)
            .singleElement()
            .asString()
            .startsWith("the job has failed 64 times from this cause, and starts again: ")
            .contains("cause=IllegalStateException: expired after 64 ms");
      }
    }

    assertThat(lines).isEqualTo(7);
  }

  @Test
  void shouldReportManyFailuresOfOneCauseInOneLine() {
    for (int failure = 0; failure < 5; failure++) {
      fail("a", "java.lang.IllegalStateException: broken");
    }
    fail("a", "java.lang.IllegalStateException: otherwise");

    assertThat(look())
        .satisfiesExactly(
            line -> assertThat(line).contains("failed 5 times", "broken"),
            line -> assertThat(line).contains("otherwise"));
  }

  private void fail(String task, String trace) {
    ObjectNode entry = JSON.createObjectNode();
    entry.put("exceptionName", "java.lang.Exception");
    entry.put("timestamp", failures++);
    entry.put("taskName", task);
    entry.put("stacktrace", trace);
    entries.insert(0, entry);
    while (entries.size() > HISTORY) {
      entries.remove(HISTORY);
    }
  }

  private long failures = 1_700_000_000_000L;

  private List<String> look() {
    JsonNode answer =
        JSON.createObjectNode()
            .set("exceptionHistory", JSON.createObjectNode().set("entries", entries.deepCopy()));
    return report.lines(answer);
  }
}
