/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.keras;

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
          Map.entry("clip_by_value", "clip"));

  private static final Map<String, Operator> OPERATORS = OperatorTable.all();

  private Operators() {}

  /** Whether it is an operation, and no layer that somebody made. */
  static boolean isOperator(LayerConfig layer) {
    String module = layer.entry().path("module").asText();
    return TENSORFLOW.contains(layer.type())
        || layer.type().equals("TensorFlowOpLayer")
        || module.startsWith("keras.ops")
        || module.startsWith("keras.src.ops");
  }

  /** What the operation is called, in Keras 3's words where there are such: {@code true_divide}. */
  static String nameOf(LayerConfig layer) {
    String name =
        TENSORFLOW.contains(layer.type())
            ? layer.config().path("function").asText()
            : SavedWeights.snakeCase(layer.type());
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
