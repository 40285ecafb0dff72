/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.pipeline.decode;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A schema registry on loopback that answers as it is told, and notes what it was asked. */
final class RegistryServer implements AutoCloseable {

  static final String UNKNOWN = "{\"error_code\": 40403, \"message\": \"Schema not found\"}";

  static {
    // Else each answer waits for the acknowledgement of its head.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private record Answer(int status, String body) {}

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Map<String, Answer> answers = new ConcurrentHashMap<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile boolean stalls;

  RegistryServer() throws IOException {
    this(0);
  }

  RegistryServer(int port) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.createContext("/", this::answer);
    server.setExecutor(threads);
    server.start();
  }

  int port() {
    return server.getAddress().getPort();
  }

  RegistryAccess access() {
    return new RegistryAccess("http://127.0.0.1:" + port(), new TreeMap<>());
  }

  RegistryServer answers(int id, int status, String body) {
    return answers("/schemas/ids/" + id, status, body);
  }

  /** The same for any path, as it is written in a request. */
  RegistryServer answers(String path, int status, String body) {
    answers.put(path, new Answer(status, body));
    return this;
  }

  /** Answers with a schema, as the registry writes it. */
  RegistryServer knows(int id, String schema) {
    return answers(id, 200, "{" + schemaKey(schema) + "}");
  }

  /** The key of an answer that has a schema, as the registry writes it. */
  static String schemaKey(String schema) {
    return "\"schema\": \"" + schema.replace("\"", "\\\"").replace("\n", " ") + "\"";
  }

  /** Sends one byte of an answer, and then nothing more, or goes on as before. */
  void stall(boolean stall) {
    stalls = stall;
  }

  /** What was asked for, and the authorization, of each request. */
  List<String> requests() {
    return requests;
  }

  private void answer(HttpExchange exchange) throws IOException {
    requests.add(
        exchange.getRequestURI() + " " + exchange.getRequestHeaders().getFirst("Authorization"));
    Answer answer =
        answers.getOrDefault(exchange.getRequestURI().getRawPath(), new Answer(404, UNKNOWN));
    byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
    if (stalls) {
      exchange.getResponseBody().write(body, 0, 1);
      exchange.getResponseBody().flush();
      await();
    }
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private void await() {
    try {
      closed.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
