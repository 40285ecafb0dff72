/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.keras;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Operations between tensors, such as {@code x * 0.25} and {@code ops.mean(x, axis=1)}, which files
 * keep as if they were layers: Keras 3 by the operation's class, tf.keras by the function's name.
 */
final class Operators {

  /** Adds to the network what an operation does. */
  @FunctionalInterface
  interface Operator {
    Signal add(Arguments arguments) throws UnsupportedLayerException;
  }

  private static final Set<String> TENSORFLOW =
      Set.of("TFOpLambda", "SlicingOpLambda", "ClassMethod", "InstanceProperty");

  /** Names that differ from those of Keras 3. */
  private static final Map<String, String> SYNONYMS =
      Map.ofEntries(
          Map.entry("truediv", "true_divide"),
          Map.entry("divide", "true_divide"),
          Map.entry("mul", "multiply"),
          Map.entry("sub", "subtract"),
          Map.entry("pow", "power"),
          Map.entry("abs", "absolute"),
          Map.entry("neg", "negative"),
          Map.entry("concat", "concatenate"),
          Map.entry("getitem", "get_item"),
          Map.entry("amax", "max"),
          Map.entry("amin", "min"),
          Map.entry("variance", "var"),
          Map.entry("swish", "silu"),
          Map.entry("floormod", "mod"),
          Map.entry("remainder", "mod"),
          Map.entry("floordiv", "floor_divide"),
          Map.entry("atan2", "arctan2"),
          Map.entry("asin", "arcsin"),
          Map.entry("acos", "arccos"),
          Map.entry("atan", "arctan"),
          Map.entry("asinh", "arcsinh"),
          Map.entry("acosh", "arccosh"),
          Map.entry("atanh", "arctanh"),
          Map.entry("rint", "round"),
          Map.entry("where_v2", "where"),
          Map.entry("is_nan", "isnan"),
          Map.entry("is_inf", "isinf"),
          Map.entry("is_finite", "isfinite"),
          Map.entry("clip_by_value", "clip"));

  /** Layers that take all tensors as one list; the operations take one after the other. */
  private static final Set<String> LAYERS_OF_LISTS =
      Set.of("Add", "Subtract", "Multiply", "Maximum", "Minimum");

  private static final Map<String, Operator> OPERATORS = OperatorTable.all();

  private Operators() {}

  /** Whether it is an operation, and no layer that somebody made. */
  static boolean isOperator(LayerConfig layer) {
    String module = layer.entry().path("module").asText();
    return TENSORFLOW.contains(layer.type())
        || layer.type().equals("TensorFlowOpLayer")
        || module.startsWith("keras.ops")
        || module.startsWith("keras.src.ops")
        || isOperatorWithoutModule(layer);
  }

  /**
   * The .h5 of Keras 3 leaves modules out. What every layer says of itself, and no operation does,
   * is whether it is trainable; the few that have a layer's name are not called as the layer is.
   */
  private static boolean isOperatorWithoutModule(LayerConfig layer) {
    boolean known = layer.entry().hasNonNull("module") || layer.config().has("trainable");
    if (known || !OPERATORS.containsKey(nameOf(layer.type()))) {
      return false;
    }
    JsonNode arguments = layer.entry().path("inbound_nodes").path(0).path("args");
    return !KnownLayers.isType(layer.type())
        || layer.has("newshape")
        || (LAYERS_OF_LISTS.contains(layer.type()) && arguments.size() > 1);
  }

  /** What the operation is called, in Keras 3's words where there are such: {@code true_divide}. */
  static String nameOf(LayerConfig layer) {
    return TENSORFLOW.contains(layer.type())
        ? plainName(layer.config().path("function").asText())
        : nameOf(layer.type());
  }

  private static String nameOf(String type) {
    return plainName(SavedWeights.snakeCase(type));
  }

  private static String plainName(String name) {
    String last = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    String plain = last.startsWith("reduce_") ? last.substring("reduce_".length()) : last;
    return SYNONYMS.getOrDefault(plain, plain);
  }

  /** What takes an operation; empty if nothing does. */
  static Optional<LayerTranslator> translator(LayerConfig layer) {
    Operator operator = OPERATORS.get(nameOf(layer));
    return operator == null
        ? Optional.empty()
        : Optional.of((context, inputs) -> operator.add(new Arguments(context, inputs)));
  }

  /** Names by which operations call their first tensor. */
  static String[] first() {
    return new String[] {"x", "x1", "input_tensor", "features", "tensor", "input", "a", "t"};
  }

  static Signal only(Arguments arguments) throws UnsupportedLayerException {
    Signal input = arguments.tensor(0, first());
    return Requirements.one(arguments.layer().config(), List.of(input));
  }
}
