/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models;

import io.tapline.network.layer.Weights;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A layer as it stands in the two files: its type, its entries, and its tensors. */
final class LayerDescription {

  /**
   * One tensor of a layer.
   *
   * @param what the tensor's name, behind the layer's name
   */
  record Part(String what, Weights weights, long[] shape) {}

  private final String type;
  private final Map<String, String> entries = new LinkedHashMap<>();
  private final List<Part> tensors = new ArrayList<>();

  LayerDescription(String type) {
    this.type = type;
  }

  String type() {
    return type;
  }

  /** The entries behind type, name and inputs, in order, as YAML has them. */
  Map<String, String> entries() {
    return entries;
  }

  List<Part> tensors() {
    return tensors;
  }

  LayerDescription entry(String key, String value) {
    entries.put(key, value);
    return this;
  }

  LayerDescription entry(String key, int value) {
    return entry(key, Integer.toString(value));
  }

  /**
   * The shortest decimal that reads as the same float32, without an exponent. What is no number is
   * written all the same, for the reader to refuse.
   */
  LayerDescription entry(String key, float value) {
    if (Float.isNaN(value)) {
      return entry(key, "nan");
    }
    if (Float.isInfinite(value)) {
      return entry(key, value > 0 ? "infinity" : "-infinity");
    }
    String sign = Float.floatToRawIntBits(value) < 0 ? "-" : "";
    return entry(key, sign + new BigDecimal(Float.toString(Math.abs(value))).toPlainString());
  }

  LayerDescription entryUnless(int usual, String key, int value) {
    return value == usual ? this : entry(key, value);
  }

  LayerDescription entryUnless(boolean usual, String key, boolean value) {
    return value == usual ? this : entry(key, Boolean.toString(value));
  }

  /** A tensor, where there are weights. */
  LayerDescription tensor(String what, Weights weights, long... shape) {
    if (!weights.isEmpty()) {
      tensors.add(new Part(what, weights, shape));
    }
    return this;
  }
}
