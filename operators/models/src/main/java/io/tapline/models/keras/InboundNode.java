/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.keras;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What one use of a layer reads.
 *
 * <p>Keras 2 writes a list of {@code [layer, use, position, arguments]}; Keras 3 the call's
 * arguments, in which a tensor is {@code {"class_name": "__keras_tensor__", "config":
 * {"keras_history": [layer, use, position]}}}.
 *
 * @param inputs the tensors, in order
 * @param constants whether there are numbers among them
 */
record InboundNode(List<TensorReference> inputs, boolean constants) {

  static InboundNode of(JsonNode node) {
    List<TensorReference> inputs = new ArrayList<>();
    boolean constants = node.isObject() ? ofKeras3(node, inputs) : ofKeras2(node, inputs);
    return new InboundNode(inputs, constants);
  }

  private static boolean ofKeras3(JsonNode node, List<TensorReference> inputs) {
    boolean constants = collect(node.path("args"), inputs);
    for (JsonNode argument : node.path("kwargs")) {
      // Numbers among the named ones, such as training, are no operands.
      collect(argument, inputs);
    }
    return constants;
  }

  /** The parser limits how deep lists go. */
  private static boolean collect(JsonNode argument, List<TensorReference> inputs) {
    if (argument.path("class_name").asText().equals("__keras_tensor__")) {
      JsonNode history = argument.path("config").path("keras_history");
      if (isReference(history)) {
        inputs.add(reference(history));
      }
      return false;
    }
    boolean constants = argument.isNumber();
    if (argument.isArray()) {
      for (JsonNode element : argument) {
        constants |= collect(element, inputs);
      }
    }
    return constants;
  }

  private static boolean ofKeras2(JsonNode node, List<TensorReference> inputs) {
    if (isReference(node)) {
      boolean constant = node.get(0).textValue().equals("_CONSTANT_VALUE");
      if (!constant) {
        inputs.add(reference(node));
      }
      return constant;
    }
    boolean constants = false;
    if (node.isArray()) {
      for (JsonNode element : node) {
        constants |= ofKeras2(element, inputs);
      }
    }
    return constants;
  }

  /**
   * Tensors by name, as a model lists its inputs and outputs: the keys of an object, else the
   * layers' names, made different by a number where need be.
   */
  static Map<String, TensorReference> named(JsonNode list) {
    Map<String, TensorReference> named = new LinkedHashMap<>();
    if (list.isObject()) {
      for (Map.Entry<String, JsonNode> entry : list.properties()) {
        if (isReference(entry.getValue())) {
          named.put(entry.getKey(), reference(entry.getValue()));
        }
      }
      return named;
    }
    List<TensorReference> references = new ArrayList<>();
    ofKeras2(list, references);
    for (TensorReference reference : references) {
      String name = reference.layer();
      named.put(named.containsKey(name) ? name + "/" + named.size() : name, reference);
    }
    return named;
  }

  private static boolean isReference(JsonNode node) {
    return node.isArray()
        && node.size() >= 3
        && node.get(0).isTextual()
        && isIndex(node.get(1))
        && isIndex(node.get(2));
  }

  private static boolean isIndex(JsonNode node) {
    return node.isIntegralNumber() && node.canConvertToInt();
  }

  private static TensorReference reference(JsonNode node) {
    return new TensorReference(
        node.get(0).textValue(), node.get(1).intValue(), node.get(2).intValue());
  }
}
