/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import org.apache.flink.api.common.JobStatus;

/** Asks a Flink cluster for a job of a name that has not ended. */
public final class RunningJobs {

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private RunningJobs() {}

  /**
   * One line where such a job is there.
   *
   * @param rest the address of the cluster's REST interface
   * @throws IOException where it does not answer
   */
  public static Optional<String> problem(URI rest, String name)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(rest.resolve("/jobs/overview")).timeout(PATIENCE).build();
    byte[] answer =
        HttpClient.newBuilder()
            .connectTimeout(PATIENCE)
            .build()
            .send(request, BodyHandlers.ofByteArray())
            .body();
    return problem(new ObjectMapper().readTree(answer), name);
  }

  static Optional<String> problem(JsonNode overview, String name) {
    for (JsonNode job : overview.path("jobs")) {
      String state = job.path("state").asText();
      if (job.path("name").asText().equals(name) && !hasEnded(state)) {
        return Optional.of(
            "a job of this name is on the cluster: stop it, or give this one another name, or give"
                + " --ignore-running-job: name="
                + name
                + ", job="
                + job.path("jid").asText()
                + ", state="
                + state);
      }
    }
    return Optional.empty();
  }

  private static boolean hasEnded(String state) {
    try {
      return JobStatus.valueOf(state).isGloballyTerminalState();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
