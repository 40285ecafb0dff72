/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.pipeline.decode;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tapline.pipeline.decode.RegisteredSchema.Reference;
import io.tapline.schemas.UndecodableRecordException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * Asks a schema registry over HTTP, as Confluent's REST interface has it: {@code GET
 * /schemas/ids/{id}}, and {@code GET /subjects/{subject}/versions/{version}} for the parts of one.
 * Redirects are not followed: the headers may be secrets.
 */
final class RegistryClient {

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
   * @throws UndecodableRecordException where the registry says that it gives none, or none of Avro
   * @throws IOException where it gives no such answer: it may yet
   */
  RegisteredSchema schema(int id) throws IOException, UndecodableRecordException {
    return parsed(answer(access.schema(id), "schema", "id=" + id), id, "");
  }

  /**
   * A part of the schema with this number.
   *
   * @throws UndecodableRecordException where the registry says that it gives none, or none of Avro
   * @throws IOException where it gives no such answer: it may yet
   */
  RegisteredSchema part(Reference reference, int id)
      throws IOException, UndecodableRecordException {
    return parsed(
        answer(
            access.part(reference),
            "schema, to which another refers",
            "id=%d, %s".formatted(id, reference)),
        id,
        ", " + reference);
  }

  private JsonNode answer(URI question, String what, String which)
      throws IOException, UndecodableRecordException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(question)
            .timeout(patience)
            .header("Accept", "application/vnd.schemaregistry.v1+json, application/json");
    access.headers().forEach(request::setHeader);
    try {
      HttpResponse<InputStream> response = http.send(request.build(), BodyHandlers.ofInputStream());
      RegistryAnswer answer =
          new RegistryAnswer(response.statusCode(), tree(body(response.body())));
      if (answer.isSchema()) {
        return answer.body();
      }
      if (!answer.isRefusal()) {
        throw answer.noAnswer();
      }
      throw new UndecodableRecordException(
          answer.isNotFound()
              ? "the registry has no such " + what + ": " + which
              : "the registry refuses the " + what + ": " + which + ", " + answer.refusal());
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

  private static RegisteredSchema parsed(JsonNode body, int id, String part)
      throws UndecodableRecordException {
    String type = body.path("schemaType").asText("AVRO");
    if (!type.equals("AVRO")) {
      throw new UndecodableRecordException(
          "the registry's schema is not Avro: id=%d, type=%s%s".formatted(id, type, part));
    }
    List<Reference> references = new ArrayList<>();
    for (JsonNode each : body.path("references")) {
      if (!each.path("subject").isTextual() || !each.path("version").isInt()) {
        throw new UndecodableRecordException(
            "the registry's schema refers to no version of a subject: id=%d%s, reference=%s"
                .formatted(id, part, each));
      }
      references.add(
          new Reference(each.get("subject").textValue(), each.get("version").intValue()));
    }
    return new RegisteredSchema(body.get("schema").textValue(), references);
  }

  @Override
  public String toString() {
    return "url=" + access.url();
  }
}
