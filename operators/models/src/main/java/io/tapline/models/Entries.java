/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The entries of one object of a file. Reading an entry of a wrong kind notes a problem and gives a
 * stand-in, so that the rest can be read and all problems be told together; entries that nobody has
 * read are unknown keys.
 */
final class Entries {
  /** Stands in for a whole number that is missing or wrong. */
  static final int UNKNOWN = -1;

  private static final int LONGEST_VALUE = 60;

  private final JsonNode node;
  private final String place;
  private final List<String> problems;
  private final Set<String> known = new LinkedHashSet<>();

  Entries(JsonNode node, String place, List<String> problems) {
    this.node = node;
    this.place = place;
    this.problems = problems;
  }

  /** The same entries, called by another name in problems. */
  Entries at(String newPlace) {
    Entries same = new Entries(node, newPlace, problems);
    same.known.addAll(known);
    return same;
  }

  /** Whether there is such an entry; a key that was asked for is known. */
  boolean has(String key) {
    return ask(key);
  }

  /** A text that must be there; empty if it is not. */
  String text(String key) {
    if (!ask(key)) {
      problems.add(key + " is missing: " + place);
      return "";
    }
    return text(key, "");
  }

  /** A text of one line. */
  String text(String key, String fallback) {
    if (!ask(key)) {
      return fallback;
    }
    JsonNode value = node.get(key);
    if (!value.isTextual()) {
      problem(key + " must be a text, in quotes if it looks like a number", value);
      return "";
    }
    if (!ModelLimits.isText(value.textValue())) {
      problem(key + " must be a text of one line", value);
      return "";
    }
    return value.textValue();
  }

  /** A whole number of at least 1. */
  int count(String key, int fallback) {
    if (!ask(key)) {
      return fallback;
    }
    JsonNode value = node.get(key);
    if (!isWholeNumber(value) || value.intValue() < 1) {
      problem(key + " must be a whole number from 1 to " + Integer.MAX_VALUE, value);
      return UNKNOWN;
    }
    return value.intValue();
  }

  /** A whole number of any sign. */
  int wholeNumber(String key, int fallback) {
    return wholeNumber(key, fallback, Integer.MIN_VALUE);
  }

  /** A whole number, at least 0. */
  int wholeNumberFrom0(String key, int fallback) {
    return wholeNumber(key, fallback, 0);
  }

  private int wholeNumber(String key, int fallback, int least) {
    if (!ask(key)) {
      return fallback;
    }
    JsonNode value = node.get(key);
    if (!isWholeNumber(value) || value.intValue() < least) {
      problem(key + " must be a whole number from " + least + " to " + Integer.MAX_VALUE, value);
      return fallback;
    }
    return value.intValue();
  }

  boolean isList(String key) {
    return ask(key) && node.get(key).isArray();
  }

  /** A list of whole numbers that must be there; empty if it is not. */
  List<Integer> wholeNumbers(String key) {
    List<Integer> numbers = new ArrayList<>();
    for (JsonNode value : list(key, "whole numbers")) {
      if (!isWholeNumber(value)) {
        problem(key + " must be a list of whole numbers", value);
        return List.of();
      }
      numbers.add(value.intValue());
    }
    return numbers;
  }

  /** A list of texts that must be there; empty if it is not. */
  List<String> texts(String key) {
    List<String> texts = new ArrayList<>();
    for (JsonNode value : list(key, "texts")) {
      if (!value.isTextual()) {
        problem(key + " must be a list of texts, in quotes if they look like numbers", value);
        return List.of();
      }
      texts.add(value.textValue());
    }
    return texts;
  }

  private JsonNode list(String key, String ofWhat) {
    JsonNode values = ask(key) ? node.get(key) : MissingNode.getInstance();
    if (!values.isArray() || values.isEmpty()) {
      problem(key + " must be a list of at least one of " + ofWhat, values);
      return MissingNode.getInstance();
    }
    return values;
  }

  private static boolean isWholeNumber(JsonNode value) {
    return value.isIntegralNumber() && value.canConvertToInt();
  }

  /** One of the constants of an enum, as {@link #word} writes them. */
  <E extends Enum<E>> E choice(String key, Class<E> choices, E fallback) {
    String text = text(key, word(fallback));
    List<String> words = new ArrayList<>();
    for (E choice : choices.getEnumConstants()) {
      if (text.equals(word(choice))) {
        return choice;
      }
      words.add(word(choice));
    }
    if (!text.isEmpty()) {
      problem(key + " is not known, write one of " + words, text);
    }
    return fallback;
  }

  /** An enum's constant as files have it. */
  static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  /** A number, which may be {@code infinity} or {@code -infinity}. */
  float numberOrInfinity(String key, float fallback) {
    String text = node.path(key).asText();
    if (ask(key) && (text.equals("infinity") || text.equals("-infinity"))) {
      return text.startsWith("-") ? Float.NEGATIVE_INFINITY : Float.POSITIVE_INFINITY;
    }
    return number(key, fallback);
  }

  /** A finite number. */
  float number(String key, float fallback) {
    if (!ask(key)) {
      return fallback;
    }
    JsonNode value = node.get(key);
    if (!value.isNumber() || !Float.isFinite(value.floatValue())) {
      problem(key + " must be a finite number such as 0.001", value);
      return fallback;
    }
    return value.floatValue();
  }

  boolean flag(String key, boolean fallback) {
    if (!ask(key)) {
      return fallback;
    }
    JsonNode value = node.get(key);
    if (!value.isBoolean()) {
      problem(key + " must be true or false", value);
    }
    return value.asBoolean(fallback);
  }

  /** An object that must be there; one without entries if it is not. */
  Entries object(String key) {
    JsonNode value = ask(key) ? node.get(key) : MissingNode.getInstance();
    if (!value.isObject()) {
      problem(key + " must be an object of keys and values", value);
    }
    return new Entries(value, key, problems);
  }

  /** A list of objects that must be there; those that are none are left out. */
  List<Entries> objects(String key) {
    JsonNode values = ask(key) ? node.get(key) : MissingNode.getInstance();
    if (!values.isArray() || values.isEmpty()) {
      problem(key + " must be a list of at least one", values);
    }
    List<Entries> objects = new ArrayList<>();
    for (JsonNode value : values) {
      String position = "layer=" + (objects.size() + 1);
      if (!value.isObject()) {
        problems.add(
            "a layer must be an object of keys and values: " + position + ", got=" + show(value));
      }
      objects.add(new Entries(value, position, problems));
    }
    return objects;
  }

  /** The keys of all entries, which then are known. */
  List<String> keys() {
    node.fieldNames().forEachRemaining(known::add);
    return List.copyOf(known);
  }

  /** Notes every entry that was not asked for. */
  void refuseOtherKeys() {
    for (Iterator<String> keys = node.fieldNames(); keys.hasNext(); ) {
      String key = keys.next();
      if (!known.contains(key)) {
        problems.add("key is not known: " + place + ", key=" + shorten(key) + ", known=" + known);
      }
    }
  }

  void problem(String condition, JsonNode got) {
    problems.add(condition + ": " + place + ", got=" + show(got));
  }

  void problem(String condition, String got) {
    problems.add(condition + ": " + place + ", got=" + shorten(got));
  }

  void problem(String condition) {
    problems.add(condition + ": " + place);
  }

  private boolean ask(String key) {
    known.add(key);
    return node.has(key);
  }

  private static String show(JsonNode value) {
    if (value.isMissingNode()) {
      return "nothing";
    }
    return shorten(value.isTextual() ? value.textValue() : value.toString());
  }

  private static String shorten(String text) {
    return text.length() <= LONGEST_VALUE ? text : text.substring(0, LONGEST_VALUE) + "…";
  }
}
