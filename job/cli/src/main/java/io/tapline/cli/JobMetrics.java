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
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** A running job's metrics, asked from Flink's REST interface and gathered over subtasks. */
final class JobMetrics {

  /**
   * What all subtasks of an operator say together. A metric that several operators have under one
   * id is gathered over them too.
   */
  record Gathered(double sum, double max) {

    Gathered plus(Gathered other) {
      return new Gathered(sum + other.sum, Math.max(max, other.max));
    }
  }

  private static final HttpClient HTTP =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int HTTP_OK = 200;

  /** A request's first line may have 4096 characters; the path and the question need a few. */
  private static final int MOST_ID_CHARACTERS = 3_000;

  private JobMetrics() {}

  /**
   * What a job says of itself now, by id; metrics that Flink has not gathered yet are absent.
   *
   * @param which the ids of interest, such as {@code decode.tapline.read}
   */
  static Map<String, Gathered> of(URI rest, String jobId, Predicate<String> which)
      throws IOException, InterruptedException {
    Map<String, Gathered> byId = new HashMap<>();
    for (JsonNode vertex : get(rest.resolve("/jobs/" + jobId)).path("vertices")) {
      String metrics =
          "/jobs/" + jobId + "/vertices/" + vertex.get("id").asText() + "/subtasks/metrics";
      List<String> ids = new ArrayList<>();
      for (JsonNode metric : get(rest.resolve(metrics))) {
        String id = metric.get("id").asText();
        if (which.test(id)) {
          ids.add(URLEncoder.encode(id, StandardCharsets.UTF_8));
        }
      }
      for (String some : inPieces(ids)) {
        for (JsonNode metric : get(rest.resolve(metrics + "?agg=sum,max&get=" + some))) {
          byId.merge(
              metric.get("id").asText(),
              new Gathered(metric.get("sum").asDouble(), metric.get("max").asDouble()),
              Gathered::plus);
        }
      }
    }
    return byId;
  }

  /** Lists of ids, with commas between, none longer than a request takes. */
  private static List<String> inPieces(List<String> ids) {
    List<String> pieces = new ArrayList<>();
    StringBuilder piece = new StringBuilder();
    for (String id : ids) {
      if (piece.length() > 0 && piece.length() + 1 + id.length() > MOST_ID_CHARACTERS) {
        pieces.add(piece.toString());
        piece.setLength(0);
      }
      piece.append(piece.length() == 0 ? "" : ",").append(id);
    }
    if (piece.length() > 0) {
      pieces.add(piece.toString());
    }
    return pieces;
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
