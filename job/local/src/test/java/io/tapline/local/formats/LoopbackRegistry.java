/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.local.formats;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** A schema registry of one schema, which it has in two parts; it may be out of order. */
final class LoopbackRegistry implements AutoCloseable {

  static final int ID = 7;

  private static final String MACHINE =
      """
      {"type": "record", "name": "Machine", "fields": [{"name": "id", "type": "string"}]}""";
  private static final String SAMPLE =
      """
      {"type": "record", "name": "Sample", "fields": [
        {"name": "at", "type": {"type": "long", "logicalType": "timestamp-micros"}},
        {"name": "machine", "type": %s},
        {"name": "a", "type": ["null", "double"]},
        {"name": "b", "type": ["null", "double"]}]}
      """;

  /** The schema as a whole. */
  static final String SCHEMA = SAMPLE.formatted(MACHINE);

  private static final Map<String, String> ANSWERS =
      Map.of(
          "/schemas/ids/" + ID,
          "{%s, \"references\": [{\"name\": \"Machine\", \"subject\": \"machine\", \"version\": 1}]}"
              .formatted(schemaKey(SAMPLE.formatted("\"Machine\""))),
          "/subjects/machine/versions/1",
          "{" + schemaKey(MACHINE) + "}");

  private final HttpServer server;
  private final AtomicInteger questions = new AtomicInteger();
  private volatile boolean works = true;

  LoopbackRegistry() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  void breakDown() {
    works = false;
  }

  void mend() {
    works = true;
  }

  /** How often it was asked. */
  int questions() {
    return questions.get();
  }

  private void answer(HttpExchange exchange) throws IOException {
    questions.incrementAndGet();
    String known = ANSWERS.get(exchange.getRequestURI().getPath());
    if (!works) {
      send(exchange, 503, "closed for repair");
    } else if (known != null) {
      send(exchange, 200, known);
    } else {
      send(exchange, 404, "{\"error_code\": 40403, \"message\": \"Schema not found\"}");
    }
  }

  private static String schemaKey(String schema) {
    return "\"schema\": \"" + schema.replace("\"", "\\\"").replace("\n", " ") + "\"";
  }

  private static void send(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
