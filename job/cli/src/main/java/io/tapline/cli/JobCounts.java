/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A running job's own counts, asked from Flink's REST interface and summed over subtasks.
 *
 * @param byName such as {@code decode.read}: the operator, and the count
 */
public record JobCounts(Map<String, Long> byName) {

  private static final HttpClient HTTP =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int HTTP_OK = 200;
  private static final String GROUP = ".tapline.";

  /** What a job says of itself now; counts that Flink has not gathered yet are absent. */
  public static JobCounts of(URI rest, String jobId) throws IOException, InterruptedException {
    Map<String, Long> byName = new HashMap<>();
    for (JsonNode vertex : get(rest.resolve("/jobs/" + jobId)).path("vertices")) {
      String metrics =
          "/jobs/" + jobId + "/vertices/" + vertex.get("id").asText() + "/subtasks/metrics";
      List<String> ids = new ArrayList<>();
      for (JsonNode metric : get(rest.resolve(metrics))) {
        String id = metric.get("id").asText();
        if (id.contains(GROUP) && !id.contains("lateness")) {
          ids.add(id);
        }
      }
      if (ids.isEmpty()) {
        continue;
      }
      JsonNode sums = get(rest.resolve(metrics + "?agg=sum&get=" + String.join(",", ids)));
      for (JsonNode sum : sums) {
        String name = sum.get("id").asText().replace(GROUP, ".");
        byName.merge(name, Math.round(sum.get("sum").asDouble()), Long::sum);
      }
    }
    return new JobCounts(byName);
  }

  public long get(String name) {
    return byName.getOrDefault(name, 0L);
  }

  /** What Flink's REST interface answers; nothing where it has nothing there. */
  static JsonNode get(URI uri) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(10)).build();
    HttpResponse<byte[]> answer = HTTP.send(request, BodyHandlers.ofByteArray());
    // While a job starts or fails over, Flink may know no vertices or metrics of it.
    return answer.statusCode() == HTTP_OK
        ? JSON.readTree(answer.body())
        : MissingNode.getInstance();
  }
}
