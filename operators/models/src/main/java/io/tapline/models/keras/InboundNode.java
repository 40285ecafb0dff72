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
import java.util.OptionalInt;

/**
 * What one use of a layer reads.
 *
 * <p>Keras 2 writes a list of {@code [layer, use, position, named arguments]}, in which a constant
 * is {@code ["_CONSTANT_VALUE", -1, value, …]}; Keras 3 the call's arguments, in which a tensor is
 * {@code {"class_name": "__keras_tensor__", "config": {"keras_history": [layer, use, position]}}}.
 *
 * @param inputs the tensors, in the order in which they are written
 * @param call all that the layer is called with
 */
record InboundNode(List<TensorReference> inputs, Call call) {
  private static final String CONSTANT = "_CONSTANT_VALUE";

  static InboundNode of(JsonNode node) {
    List<TensorReference> inputs = new ArrayList<>();
    Call call = node.isObject() ? ofKeras3(node, inputs) : ofKeras2(node, inputs);
    return new InboundNode(inputs, call);
  }

  private static Call ofKeras3(JsonNode node, List<TensorReference> inputs) {
    List<Operand> positional = new ArrayList<>();
    for (JsonNode argument : node.path("args")) {
      positional.add(operand(argument, inputs));
    }
    Map<String, Operand> named = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> argument : node.path("kwargs").properties()) {
      named.put(argument.getKey(), operand(argument.getValue(), inputs));
    }
    return new Call(positional, named);
  }

  /** The named arguments, which are repeated for each of the first argument's tensors. */
  private static Call ofKeras2(JsonNode node, List<TensorReference> inputs) {
    Operand first = firstOfKeras2(node, inputs);
    JsonNode leaf = node;
    while (leaf.isArray() && leaf.path(0).isArray()) {
      leaf = leaf.get(0);
    }
    Map<String, Operand> named = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> argument : leaf.path(3).properties()) {
      named.put(argument.getKey(), operand(argument.getValue(), inputs));
    }
    return new Call(List.of(first), named);
  }

  private static Operand firstOfKeras2(JsonNode node, List<TensorReference> inputs) {
    if (node.isArray() && node.path(0).asText().equals(CONSTANT)) {
      return new Operand.Constant(node.path(2));
    }
    if (isReference(node)) {
      return tensor(node, inputs);
    }
    List<Operand> several = new ArrayList<>();
    if (node.isArray()) {
      for (JsonNode element : node) {
        several.add(firstOfKeras2(element, inputs));
      }
    }
    return new Operand.Several(several);
  }

  /** The parser limits how deep lists go. */
  private static Operand operand(JsonNode argument, List<TensorReference> inputs) {
    JsonNode history = argument.path("config").path("keras_history");
    if (argument.path("class_name").asText().equals("__keras_tensor__") && isReference(history)) {
      return tensor(history, inputs);
    }
    if (isReference(argument)) {
      return tensor(argument, inputs);
    }
    if (!argument.isArray()) {
      return new Operand.Constant(argument);
    }
    int before = inputs.size();
    List<Operand> several = new ArrayList<>();
    for (JsonNode element : argument) {
      several.add(operand(element, inputs));
    }
    return inputs.size() > before ? new Operand.Several(several) : new Operand.Constant(argument);
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
    firstOfKeras2(list, references);
    for (TensorReference reference : references) {
      String name = reference.layer();
      named.put(named.containsKey(name) ? name + "/" + named.size() : name, reference);
    }
    return named;
  }

  private static Operand tensor(JsonNode reference, List<TensorReference> inputs) {
    inputs.add(reference(reference));
    return new Operand.Tensor(inputs.size() - 1);
  }

  private static boolean isReference(JsonNode node) {
    return node.isArray()
        && (node.size() == 3 || node.size() == 4)
        && node.get(0).isTextual()
        && index(node.get(1)).isPresent()
        && index(node.get(2)).isPresent();
  }

  private static OptionalInt index(JsonNode node) {
    return node.isNumber() ? Spelling.whole(node) : OptionalInt.empty();
  }

  private static TensorReference reference(JsonNode node) {
    return new TensorReference(
        node.get(0).textValue(),
        index(node.get(1)).orElseThrow(),
        index(node.get(2)).orElseThrow());
  }
}
