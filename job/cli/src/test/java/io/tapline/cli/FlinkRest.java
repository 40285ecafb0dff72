/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What Flink's REST interface says of the metrics of a job of one vertex; like Flink, it takes no
 * request whose first line is longer than 4096 characters.
 */
final class FlinkRest implements AutoCloseable {

  static final String JOB = "0123456789abcdef";

  private static final int LONGEST_LINE = 4_096;

  private final HttpServer server;
  private final Map<String, List<Double>> bySubtask = new LinkedHashMap<>();
  private final List<String> questions = new ArrayList<>();

  FlinkRest() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/jobs/" + JOB, this::answer);
    server.start();
  }

  FlinkRest with(String id, double... subtasks) {
    List<Double> values = new ArrayList<>();
    for (double value : subtasks) {
      values.add(value);
    }
    bySubtask.put(id, values);
    return this;
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
  }

  /** The ids of each question for values. */
  List<String> questions() {
    return questions;
  }

  private void answer(HttpExchange exchange) throws IOException {
    URI uri = exchange.getRequestURI();
    String line = "GET " + uri + " HTTP/1.1";
    if (line.length() > LONGEST_LINE) {
      exchange.sendResponseHeaders(414, -1);
      exchange.close();
      return;
    }
    byte[] body = json(uri).getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private String json(URI uri) {
    if (!uri.getPath().endsWith("/subtasks/metrics")) {
      return "{\"vertices\": [{\"id\": \"v\"}]}";
    }
    if (uri.getRawQuery() == null) {
      return bySubtask.keySet().stream()
          .map("{\"id\": \"%s\"}"::formatted)
          .collect(Collectors.joining(",", "[", "]"));
    }
    String wanted = uri.getRawQuery().replaceFirst(".*get=", "");
    questions.add(wanted);
    return List.of(wanted.split(",")).stream()
        .map(id -> URLDecoder.decode(id, StandardCharsets.UTF_8))
        .map(
            id ->
                "{\"id\": \"%s\", \"sum\": %s, \"max\": %s}"
                    .formatted(
                        id,
                        bySubtask.get(id).stream().mapToDouble(v -> v).sum(),
                        bySubtask.get(id).stream().mapToDouble(v -> v).max().orElseThrow()))
        .collect(Collectors.joining(",", "[", "]"));
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
