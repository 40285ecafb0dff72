/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.keras;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tapline.models.InvalidModelException;
import java.io.IOException;
import java.util.List;

/** Reads JSON as Python writes it, within limits. */
final class KerasJson {
  static final int MAX_BYTES = 16 << 20;

  /** A tree of as many parts takes some 100 MB at most; a layer has about 100. */
  private static final int MAX_TOKENS = 1_000_000;

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          // Python writes NaN and Infinity.
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private KerasJson() {}

  /** The tree of a text; {@code what} tells problems where it is from. */
  static JsonNode read(String text, String what) throws InvalidModelException {
    if (text.length() > MAX_BYTES) {
      throw invalid(what + " is too large: maximum bytes=" + MAX_BYTES);
    }
    try {
      count(text, what);
      JsonNode root = JSON.readTree(text);
      if (!root.isObject()) {
        throw invalid(what + " must be a JSON object: got=" + root.getNodeType());
      }
      return root;
    } catch (JsonProcessingException e) {
      String reason = e.getOriginalMessage().lines().findFirst().orElse("");
      throw invalid(what + " is no JSON, save the model again: reason=" + reason);
    }
  }

  private static void count(String text, String what)
      throws InvalidModelException, JsonProcessingException {
    int tokens = 0;
    try (JsonParser parser = JSON.createParser(text)) {
      while (parser.nextToken() != null) {
        if (++tokens > MAX_TOKENS) {
          throw invalid(what + " has too many parts: maximum=" + MAX_TOKENS);
        }
      }
    } catch (JsonProcessingException | InvalidModelException e) {
      throw e;
    } catch (IOException e) {
      throw new AssertionError("a text is always there to read", e);
    }
  }

  private static InvalidModelException invalid(String problem) {
    return new InvalidModelException(List.of(problem));
  }
}
