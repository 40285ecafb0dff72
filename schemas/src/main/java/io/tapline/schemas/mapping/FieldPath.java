/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.schemas.mapping;

import io.tapline.schemas.UndecodableRecordException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericEnumSymbol;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.util.Utf8;

/**
 * The way to a field: names with dots between, and places in arrays in brackets, as in {@code
 * motor.axes[0].temp}. A name that has a dot itself stands in brackets and quotes: {@code
 * motor["t.max"]}. {@code $} is the record as a whole.
 *
 * @param text as it was written
 * @param steps names as String, places as Integer
 */
public record FieldPath(String text, List<Serializable> steps) implements Serializable {

  /** What is found where a record has no such field; null is a field that says nothing. */
  public static final Object ABSENT =
      new Object() {
        @Override
        public String toString() {
          return "absent";
        }
      };

  public FieldPath {
    steps = List.copyOf(steps);
  }

  /**
   * Reads a path.
   *
   * @throws IllegalArgumentException with what is wrong with it
   */
  public static FieldPath of(String text) {
    return new FieldPath(text, new PathParser(text).steps());
  }

  /** The way to a column of a table, whose name says nothing but itself. */
  public static FieldPath ofColumn(String name) {
    return new FieldPath(name, List.of(name));
  }

  /**
   * What the path leads to: a map, a record, a list, a scalar, null or {@link #ABSENT}.
   *
   * @throws UndecodableRecordException where it leads through a value that has no fields
   */
  public Object find(Object record) throws UndecodableRecordException {
    if (record instanceof Row row) {
      Object whole = row.field(text);
      if (whole != ABSENT) {
        return whole;
      }
    }
    Object found = record;
    for (int i = 0; i < steps.size(); i++) {
      if (found == null || found == ABSENT) {
        return found;
      }
      found =
          steps.get(i) instanceof Integer place
              ? item(found, place)
              : field(found, (String) steps.get(i));
    }
    return found instanceof GenericEnumSymbol<?> symbol ? symbol.toString() : found;
  }

  /** Whether a value is of the kind that the first step is for: an array, or a record. */
  boolean fits(Object value) {
    if (steps.isEmpty() || value instanceof List) {
      return steps.isEmpty() || steps.get(0) instanceof Integer;
    }
    boolean named = value instanceof Map || value instanceof IndexedRecord || value instanceof Row;
    return named && steps.get(0) instanceof String;
  }

  private Object field(Object record, String name) throws UndecodableRecordException {
    if (record instanceof Map<?, ?> map) {
      Object found = map.get(name);
      if (found == null && !map.containsKey(name)) {
        // Avro's maps have keys of its own kind of text.
        Utf8 key = new Utf8(name);
        return map.containsKey(key) ? map.get(key) : ABSENT;
      }
      return found;
    }
    if (record instanceof IndexedRecord indexed) {
      Schema.Field field = indexed.getSchema().getField(name);
      return field == null ? ABSENT : indexed.get(field.pos());
    }
    if (record instanceof Row row) {
      return row.field(name);
    }
    throw new UndecodableRecordException(
        "not a record, so it has no field: path=%s, field=%s, found=%s"
            .formatted(text, name, Found.describe(record)));
  }

  private Object item(Object list, int place) throws UndecodableRecordException {
    if (list instanceof List<?> items) {
      return place < items.size() ? items.get(place) : ABSENT;
    }
    throw new UndecodableRecordException(
        "not an array, so it has no items: path=%s, item=%d, found=%s"
            .formatted(text, place, Found.describe(list)));
  }

  @Override
  public String toString() {
    return text;
  }

  /** Reads the steps of a path, character by character. */
  private static final class PathParser {

    private final String text;
    private final List<Serializable> steps = new ArrayList<>();
    private int at;

    PathParser(String text) {
      this.text = text;
    }

    List<Serializable> steps() {
      if (text.equals("$")) {
        return steps;
      }
      while (at < text.length()) {
        if (text.charAt(at) == '[') {
          bracket();
        } else {
          if (!steps.isEmpty()) {
            expect('.');
          }
          name();
        }
      }
      if (steps.isEmpty()) {
        throw wrong("it is empty");
      }
      return steps;
    }

    private void name() {
      int start = at;
      while (at < text.length() && ".[]".indexOf(text.charAt(at)) < 0) {
        at++;
      }
      if (at == start) {
        throw wrong("a name is missing at position " + (start + 1));
      }
      steps.add(text.substring(start, at));
    }

    private void bracket() {
      int end =
          text.startsWith("[\"", at) ? text.indexOf("\"]", at + 2) + 1 : text.indexOf(']', at);
      if (end <= at + 1) {
        throw wrong("a bracket holds a place such as [0], or a name in quotes");
      }
      String inner = text.substring(at + 1, end);
      at = end + 1;
      if (inner.startsWith("\"")) {
        steps.add(inner.substring(1, inner.length() - 1));
        return;
      }
      try {
        int place = Integer.parseInt(inner);
        if (place < 0) {
          throw wrong("not a place in an array: [" + inner + "]");
        }
        steps.add(place);
      } catch (NumberFormatException e) {
        throw wrong("not a place in an array: [" + inner + "]");
      }
    }

    private void expect(char character) {
      if (text.charAt(at) != character) {
        throw wrong("expected a dot at position " + (at + 1));
      }
      at++;
    }

    private IllegalArgumentException wrong(String what) {
      return new IllegalArgumentException("not a field's path: " + what + ": path=" + text);
    }
  }
}
