/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The failures of a job, after each of which it starts again from its last checkpoint: a line for
 * each cause, and another whenever that cause has come twice as often.
 */
final class RestartReport {

  private static final int MOST_CAUSES = 100;

  private static final String ANY = "see the log";

  /** What to do about causes that a user meets first. */
  private static final Map<String, String> ADVICE =
      Map.of(
          "org.apache.kafka.common.errors.TransactionalIdAuthorizationException",
          "grant this job's Kafka user Write and Describe on its transactional ids, whose prefix"
              + " tapline plan names",
          "org.apache.kafka.common.errors.TopicAuthorizationException",
          "grant this job's Kafka user Read on its input topics, and Write on those that it writes",
          "org.apache.kafka.common.errors.GroupAuthorizationException",
          "grant this job's Kafka user Read on its consumer group, which tapline plan names",
          "org.apache.kafka.common.errors.ClusterAuthorizationException",
          "grant this job's Kafka user IdempotentWrite on the cluster",
          "org.apache.kafka.common.errors.UnknownTopicOrPartitionException",
          "create the topic again",
          "org.apache.kafka.common.errors.RecordTooLargeException",
          "raise max.message.bytes of the topic that the task writes",
          "org.apache.kafka.common.errors.TimeoutException",
          "see whether Kafka is up and can be reached; the job goes on by itself once it is");

  private Set<String> known = new HashSet<>();

  /** Without their numbers; the oldest go where there are too many. */
  private final Map<RootCause, Integer> times =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<RootCause, Integer> eldest) {
          return size() > MOST_CAUSES;
        }
      };

  /**
   * What is new since the last call.
   *
   * @param answer of Flink's REST interface to {@code /jobs/:id/exceptions}; absent where it did
   *     not answer
   */
  List<String> lines(JsonNode answer) {
    JsonNode entries = answer.path("exceptionHistory").path("entries");
    Set<String> ids = new HashSet<>();
    Map<RootCause, JsonNode> newest = new LinkedHashMap<>();
    Map<RootCause, Integer> before = new HashMap<>();
    // The newest comes first.
    for (int i = entries.size() - 1; i >= 0; i--) {
      JsonNode entry = entries.get(i);
      String id =
          entry.path("timestamp").asText()
              + entry.path("taskName").asText()
              + entry.path("exceptionName").asText();
      ids.add(id);
      if (!known.contains(id)) {
        RootCause kind = cause(entry).withoutNumbers();
        int count = times.merge(kind, 1, Integer::sum);
        before.putIfAbsent(kind, count - 1);
        newest.put(kind, entry);
      }
    }
    if (!answer.isMissingNode()) {
      known = ids;
    }
    // Another line whenever a power of two was reached.
    return newest.keySet().stream()
        .filter(times::containsKey)
        .filter(kind -> Integer.highestOneBit(times.get(kind)) > before.get(kind))
        .map(kind -> line(newest.get(kind), times.get(kind)))
        .toList();
  }

  private static RootCause cause(JsonNode entry) {
    return RootCause.of(entry.path("stacktrace").asText(""));
  }

  private static String line(JsonNode entry, int count) {
    RootCause cause = cause(entry);
    String advice = ADVICE.getOrDefault(cause.exception(), ANY + ": " + LogFile.path());
    String task = entry.path("taskName").asText("").replaceFirst(" - execution #\\d+$", "");
    return (count == 1
            ? "the job failed, and starts again from its last checkpoint: "
            : "the job has failed %,d times from this cause, and starts again: ".formatted(count))
        + advice
        + ": cause="
        + cause.line()
        + (isUnknown(task) ? "" : ", task=" + task);
  }

  private static boolean isUnknown(String task) {
    return task.isEmpty() || task.equals("null");
  }
}
