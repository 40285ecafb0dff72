/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.keras;

import com.fasterxml.jackson.databind.JsonNode;
import io.tapline.models.ModelLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A layer as the configuration of a model has it.
 *
 * @param type the name of its class, such as {@code Conv1D}
 * @param name its name within its model
 * @param entry all that the configuration says of it
 */
record LayerConfig(String type, String name, JsonNode entry) {
  private static final int LONGEST_VALUE = 60;
  private static final int LONGEST_DETAIL = 200;
  private static final int MOST_SIZES = 8;
  private static final int MOST_NUMBERS = 65535;

  /** The layer of an entry of a model's list. */
  static LayerConfig of(JsonNode entry) {
    // Some releases have the name beside the arguments, all but the eldest among them.
    JsonNode name = entry.path("config").path("name");
    return new LayerConfig(
        KerasClasses.name(entry.path("class_name").asText()),
        name.isTextual() ? name.textValue() : entry.path("name").asText(),
        entry);
  }

  /** The same, called by another name. */
  LayerConfig named(String newName) {
    return new LayerConfig(type, newName, entry);
  }

  /** The arguments with which it was made. */
  JsonNode config() {
    return entry.path("config");
  }

  /** Whether it is a model itself. */
  boolean isModel() {
    return type.equals("Sequential") || type.equals("Functional") || type.equals("Model");
  }

  boolean isInput() {
    return type.equals("InputLayer");
  }

  /** A problem of this layer. */
  UnsupportedLayerException problem(String condition, String... details) {
    return new UnsupportedLayerException(describe(condition, details));
  }

  /** {@code condition: layer=…, type=…, details}. */
  String describe(String condition, String... details) {
    StringBuilder text = new StringBuilder(condition);
    text.append(": layer=").append(shorten(name, ModelLimits.LONGEST_NAME));
    text.append(", type=").append(shorten(type, LONGEST_VALUE));
    for (String detail : details) {
      text.append(", ").append(shorten(detail, LONGEST_DETAIL));
    }
    return text.toString();
  }

  boolean has(String key) {
    return config().hasNonNull(key);
  }

  /** A whole number of at least 1. */
  int count(String key, int fallback) throws UnsupportedLayerException {
    return has(key) ? count(key, config().get(key)) : fallback;
  }

  /** A whole number of at least 1 that must be there. */
  int count(String key) throws UnsupportedLayerException {
    return count(key, config().path(key));
  }

  private int count(String key, JsonNode value) throws UnsupportedLayerException {
    OptionalInt number = Spelling.whole(value);
    if (number.isEmpty() || number.getAsInt() < 1) {
      throw wrong(key, "a whole number of at least 1", value);
    }
    return number.getAsInt();
  }

  /** One whole number of at least 1 for each of {@code axes}; a single one stands for all. */
  int[] counts(String key, int axes, int fallback) throws UnsupportedLayerException {
    JsonNode value = Spelling.plain(config().path(key));
    int[] counts = new int[axes];
    for (int axis = 0; axis < axes; axis++) {
      if (!has(key)) {
        counts[axis] = fallback;
      } else if (value.isArray() && value.size() == axes) {
        counts[axis] = count(key, value.get(axis));
      } else if (!value.isArray()) {
        counts[axis] = count(key, value);
      } else {
        throw wrong(key, axes + " whole numbers", value);
      }
    }
    return counts;
  }

  /** A whole number, of any sign. */
  int integer(String key, JsonNode value) throws UnsupportedLayerException {
    return Spelling.whole(value).orElseThrow(() -> wrong(key, "a whole number", value));
  }

  /** Whole numbers of any sign, or a single one; none where unsaid. */
  List<Integer> integers(String key) throws UnsupportedLayerException {
    List<Integer> integers = new ArrayList<>();
    if (has(key)) {
      JsonNode value = Spelling.plain(config().get(key));
      if (value.isArray()) {
        if (value.size() > MOST_SIZES) {
          throw wrong(key, MOST_SIZES + " whole numbers at most", value);
        }
        for (JsonNode element : value) {
          integers.add(integer(key, element));
        }
      } else {
        integers.add(integer(key, value));
      }
    }
    return integers;
  }

  /** A finite number. */
  float number(String key, float fallback) throws UnsupportedLayerException {
    return has(key) ? number(key, config().get(key)) : fallback;
  }

  /** One of several keys, as releases of Keras differ. */
  float number(List<String> keys, float fallback) throws UnsupportedLayerException {
    for (String key : keys) {
      if (has(key)) {
        return number(key, fallback);
      }
    }
    return fallback;
  }

  float number(String key, JsonNode value) throws UnsupportedLayerException {
    JsonNode plain = Spelling.plain(value);
    if (!plain.isNumber() || !Float.isFinite(plain.floatValue())) {
      throw wrong(key, "a finite number", value);
    }
    return plain.floatValue();
  }

  /** Numbers at any depth of lists, in order. */
  float[] numbers(String key) throws UnsupportedLayerException {
    return numbers(key, config().path(key));
  }

  float[] numbers(String key, JsonNode value) throws UnsupportedLayerException {
    List<JsonNode> leaves = new ArrayList<>();
    collect(Spelling.plain(value), leaves);
    if (leaves.size() > MOST_NUMBERS) {
      throw wrong(key, MOST_NUMBERS + " numbers at most", value);
    }
    float[] numbers = new float[leaves.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = number(key, leaves.get(i));
    }
    return numbers;
  }

  /** The parser limits how deep lists go. */
  private static void collect(JsonNode value, List<JsonNode> leaves) {
    if (value.isArray()) {
      for (int i = 0; i < value.size() && leaves.size() <= MOST_NUMBERS; i++) {
        collect(value.get(i), leaves);
      }
    } else {
      leaves.add(value);
    }
  }

  /** True or false; the fallback where unsaid. Python takes None for false. */
  boolean flag(String key, boolean fallback) throws UnsupportedLayerException {
    JsonNode value = config().path(key);
    if (value.isMissingNode() || value.isNull()) {
      return fallback && value.isMissingNode();
    }
    return Spelling.flag(value).orElseThrow(() -> wrong(key, "true or false", value));
  }

  Optional<String> text(String key) throws UnsupportedLayerException {
    if (!has(key)) {
      return Optional.empty();
    }
    JsonNode value = config().get(key);
    if (!value.isTextual()) {
      throw wrong(key, "a text", value);
    }
    return Optional.of(value.textValue());
  }

  UnsupportedLayerException wrong(String key, String expected, JsonNode got) {
    return problem(key + " must be " + expected, "got=" + show(got));
  }

  private static String show(JsonNode value) {
    if (value.isMissingNode()) {
      return "nothing";
    }
    if (value.isContainerNode() && !isShort(value)) {
      // Not shown, as it can be as long as the file.
      return value.isArray() ? "a list of " + value.size() : "an object";
    }
    return shorten(value.isTextual() ? value.textValue() : value.toString(), LONGEST_VALUE);
  }

  private static boolean isShort(JsonNode list) {
    boolean isShort = list.isArray() && list.size() <= MOST_SIZES;
    for (int i = 0; isShort && i < list.size(); i++) {
      isShort = list.get(i).isNumber() || list.get(i).isNull();
    }
    return isShort;
  }

  private static String shorten(String text, int longest) {
    return text.length() <= longest ? text : text.substring(0, longest) + "…";
  }

  boolean hasTooLongName() {
    return name.length() > ModelLimits.LONGEST_NAME;
  }
}
