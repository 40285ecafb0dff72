/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.pipeline.decode;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Set;

/**
 * A registry's answer, told apart by what it is about: the schema, or the request.
 *
 * <p>Confluent's registry and Apicurio's write errors as {@code {"error_code": 40403, "message":
 * …}}, where the code begins with an HTTP status: 404xx for what is not there, 422xx for what is
 * invalid. Anything on the way may answer 4xx too, but has no error codes.
 */
record RegistryAnswer(int status, JsonNode body) {

  private static final Set<Integer> CREDENTIALS = Set.of(401, 403, 407);

  /** Time-out, too early, too many requests: the same question may be answered later. */
  private static final Set<Integer> LATER = Set.of(408, 425, 429);

  private static final int NOT_FOUND = 404;

  boolean isSchema() {
    return status == 200 && body.path("schema").isTextual();
  }

  /** Whether the registry says that it will not give the schema, however often it is asked. */
  boolean isRefusal() {
    return isAboutTheSchema(status) && isAboutTheSchema(statusOfCode());
  }

  /** Whether a refusal says that the registry does not have the schema. */
  boolean isNotFound() {
    return statusOfCode() == NOT_FOUND;
  }

  /** A refusal, in the registry's numbers. */
  String refusal() {
    return "status=" + status + ", error_code=" + code();
  }

  /** An answer that is neither a schema nor a refusal. */
  IOException noAnswer() {
    if (CREDENTIALS.contains(status)) {
      return new IOException(
          "the credentials are refused: check user, password and headers under"
              + " input.schema-registry: status="
              + status);
    }
    return new IOException("not a schema: status=" + status);
  }

  private static boolean isAboutTheSchema(int status) {
    return status >= 400
        && status < 500
        && !CREDENTIALS.contains(status)
        && !LATER.contains(status);
  }

  /** The HTTP status with which the error code begins; 0 where there is no such code. */
  private int statusOfCode() {
    String code = Integer.toString(code());
    return code.length() < 3 ? 0 : Integer.parseInt(code.substring(0, 3));
  }

  private int code() {
    return Math.max(0, body.path("error_code").asInt());
  }
}
