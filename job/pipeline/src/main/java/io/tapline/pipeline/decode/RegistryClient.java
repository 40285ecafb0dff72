/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.pipeline.decode;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tapline.schemas.UndecodableRecordException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.apache.avro.Schema;

/**
 * Asks a schema registry over HTTP, as Confluent's REST interface has it: {@code GET
 * /schemas/ids/{id}}. Redirects are not followed: the headers may be secrets.
 */
final class RegistryClient {

  private static final int NOT_FOUND = 404;
  private static final int MOST_BYTES = 16 << 20;
  private static final ObjectMapper JSON = new JsonMapper();

  private final RegistryAccess access;
  private final Duration patience;
  private final HttpClient http;

  RegistryClient(RegistryAccess access) {
    this(access, Duration.ofSeconds(20));
  }

  /**
   * @param patience how long an answer may take, to its last byte
   */
  RegistryClient(RegistryAccess access, Duration patience) {
    this.access = access;
    this.patience = patience;
    http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(patience)
            .build();
  }

  /**
   * The schema with this number.
   *
   * @throws UndecodableRecordException where the registry says that it has none, or none of Avro
   * @throws IOException where it gives no such answer: it may yet
   */
  Schema schema(int id) throws IOException, UndecodableRecordException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(access.schema(id))
            .timeout(patience)
            .header("Accept", "application/vnd.schemaregistry.v1+json, application/json");
    access.headers().forEach(request::setHeader);
    try {
      HttpResponse<InputStream> response = http.send(request.build(), BodyHandlers.ofInputStream());
      JsonNode body = tree(body(response.body()));
      if (response.statusCode() == NOT_FOUND && isSaidByTheRegistry(body)) {
        throw new UndecodableRecordException("the registry has no such schema: id=" + id);
      }
      if (response.statusCode() != 200 || !body.path("schema").isTextual()) {
        throw new IOException("not a schema: status=" + response.statusCode());
      }
      return parsed(body, id);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("nobody waits any more");
    }
  }

  /** The time-out of a request counts up to the first byte alone. */
  private byte[] body(InputStream body) throws IOException {
    Executor late = CompletableFuture.delayedExecutor(patience.toMillis(), TimeUnit.MILLISECONDS);
    late.execute(() -> close(body));
    byte[] bytes = body.readNBytes(MOST_BYTES);
    close(body);
    return bytes;
  }

  private static void close(InputStream body) {
    try {
      body.close();
    } catch (IOException e) {
      // Nothing more is read of it.
    }
  }

  private static JsonNode tree(byte[] body) throws IOException {
    try {
      JsonNode tree = JSON.readTree(body);
      return tree == null ? JSON.missingNode() : tree;
    } catch (JsonProcessingException e) {
      return JSON.missingNode();
    }
  }

  /** Anything on the way may answer that there is no such page; only a registry has error codes. */
  private static boolean isSaidByTheRegistry(JsonNode body) {
    String code = body.path("error_code").asText();
    return code.startsWith("404");
  }

  private static Schema parsed(JsonNode body, int id) throws UndecodableRecordException {
    String type = body.path("schemaType").asText("AVRO");
    if (!type.equals("AVRO")) {
      throw new UndecodableRecordException(
          "the registry's schema is not Avro: id=%d, type=%s".formatted(id, type));
    }
    if (!body.path("references").isEmpty()) {
      throw new UndecodableRecordException(
          "the registry's schema refers to others, which are not followed: register it whole: "
              + "id=%d, references=%s".formatted(id, body.get("references")));
    }
    try {
      return new Schema.Parser().parse(body.get("schema").textValue());
    } catch (RuntimeException | StackOverflowError e) {
      throw new UndecodableRecordException(
          "the registry's schema cannot be read: id=%d, reason=%s".formatted(id, e.getMessage()));
    }
  }

  @Override
  public String toString() {
    return "url=" + access.url();
  }
}
