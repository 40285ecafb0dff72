/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.schemas.mapping;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonParser.NumberType;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import io.tapline.schemas.UndecodableRecordException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * JSON documents as maps, lists and scalars. Numbers with a point, and those beyond 64 bits, stay
 * the text that they are, so that a time loses no digit; NaN and Infinity are allowed.
 */
final class JsonReader {

  private static final int DEEPEST = 100;

  private final JsonFactory json =
      JsonFactory.builder()
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(DEEPEST)
                  .maxStringLength(Integer.MAX_VALUE) // no longer than the record
                  .build())
          .build();

  Object read(byte[] document) throws UndecodableRecordException {
    try (JsonParser parser = json.createParser(document)) {
      if (parser.nextToken() == null) {
        throw new UndecodableRecordException("record is no JSON: it is empty");
      }
      Object value = value(parser);
      if (parser.nextToken() != null) {
        throw new UndecodableRecordException(
            "record goes on after its JSON document: position=" + position(parser));
      }
      return value;
    } catch (IOException | RuntimeException e) {
      throw new UndecodableRecordException("record is no JSON: " + firstLine(e));
    }
  }

  private static Object value(JsonParser parser) throws IOException {
    return switch (parser.currentToken()) {
      case START_OBJECT -> object(parser);
      case START_ARRAY -> array(parser);
      case VALUE_NUMBER_INT ->
          parser.getNumberType() == NumberType.BIG_INTEGER
              ? parser.getText()
              : (Object) parser.getLongValue();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> null;
      default -> parser.getText();
    };
  }

  private static Map<String, Object> object(JsonParser parser) throws IOException {
    Map<String, Object> object = new HashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      parser.nextToken();
      object.put(name, value(parser));
    }
    return object;
  }

  private static List<Object> array(JsonParser parser) throws IOException {
    List<Object> array = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      array.add(value(parser));
    }
    return array;
  }

  private static long position(JsonParser parser) {
    return parser.currentTokenLocation().getByteOffset();
  }

  /** What the parser says, without the excerpt and the place that it adds in lines of their own. */
  private static String firstLine(Exception e) {
    String message = e.getMessage() == null ? e.toString() : e.getMessage();
    int end = message.indexOf('\n');
    return end < 0 ? message : message.substring(0, end);
  }
}
