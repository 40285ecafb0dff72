/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models;

import io.tapline.network.function.Arithmetic;
import io.tapline.network.layer.InputCount;
import io.tapline.network.layer.Layer;
import io.tapline.network.layer.collapse.TimeCollapse;
import io.tapline.network.layer.pooling.Pooling;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Makes layers of their entries and tensors, by the type that the entries tell. */
final class LayerReader {

  /**
   * How a type of layer is read.
   *
   * @param inputs how many inputs it takes
   */
  private record Type(InputCount inputs, Function<LayerSource, Layer> reader) {}

  private static final Map<String, Type> TYPES = new LinkedHashMap<>();

  static {
    add("conv1d", Convolutions::standard);
    add("pointwise", Convolutions::pointwise);
    add("dense", Convolutions::dense);
    add("depthwise-conv1d", Convolutions::depthwise);
    add("batch-normalization", Normalizations::batch);
    add("layer-normalization", Normalizations::layer);
    add("activation", Activations::layer);
    add("prelu", Activations::parametricRelu);
    add("softmax", source -> Activations.softmax(source, false));
    add("log-softmax", source -> Activations.softmax(source, true));
    add("max-pooling", Poolings::max);
    add("average-pooling", Poolings::average);
    for (Arithmetic operation : Arithmetic.values()) {
      addBranches(
          ArithmeticLayers.mergeType(operation),
          source -> ArithmeticLayers.merge(source, operation));
    }
    for (Arithmetic operation : Arithmetic.values()) {
      add(
          ArithmeticLayers.constantType(operation),
          source -> ArithmeticLayers.constant(source, operation));
    }
    TYPES.put("where", new Type(new InputCount(1, 3), ArithmeticLayers::where));
    addBranches("concatenate", ChannelLayers::concatenation);
    add("channel-selection", ChannelLayers::selection);
    add("channel-reduction", ChannelLayers::reduction);
    add("time-padding", TimeLayers::padding);
    add("time-cropping", TimeLayers::cropping);
    add("flatten", TimeLayers::flatten);
    add("global-average-pooling", collapse(TimeCollapse.Kind.AVERAGE));
    add("global-max-pooling", collapse(TimeCollapse.Kind.MAX));
    add("global-min-pooling", collapse(TimeCollapse.Kind.MIN));
    add("global-sum-pooling", collapse(TimeCollapse.Kind.SUM));
    add("time-step", TimeLayers::step);
    add("repetition", TimeLayers::repetition);
    add("time-reversal", TimeLayers::reversal);
    add("lstm", RecurrentLayers::lstm);
    add("gru", RecurrentLayers::gru);
    add("simple-rnn", RecurrentLayers::simple);
    add("conv2d", PlaneConvolutions::standard);
    add("depthwise-conv2d", PlaneConvolutions::depthwise);
    add("max-pooling2d", source -> PlaneLayers.pooling(source, Pooling.Kind.MAX));
    add("average-pooling2d", source -> PlaneLayers.pooling(source, Pooling.Kind.AVERAGE));
    add("height-reduction", PlaneLayers::reduction);
    add("reframe", PlaneLayers::reframe);
  }

  private LayerReader() {}

  private static void add(String type, Function<LayerSource, Layer> reader) {
    TYPES.put(type, new Type(InputCount.ONE, reader));
  }

  private static void addBranches(String type, Function<LayerSource, Layer> reader) {
    TYPES.put(type, new Type(InputCount.atLeast(2), reader));
  }

  private static Function<LayerSource, Layer> collapse(TimeCollapse.Kind kind) {
    return source -> TimeLayers.collapse(source, kind);
  }

  /**
   * The layer; empty, and a problem, if its type is not known or it has a wrong count of inputs.
   */
  static Optional<Layer> read(String typeName, LayerSource source) {
    Type type = TYPES.get(typeName);
    if (type == null) {
      if (!typeName.isEmpty()) {
        source.entries().problem("type is not known, write one of " + TYPES.keySet(), typeName);
      }
      return Optional.empty();
    }
    int inputs = source.inputs().size();
    if (!type.inputs().allows(inputs)) {
      source.entries().problem(typeName + " takes " + words(type.inputs()), inputs + " inputs");
      return Optional.empty();
    }
    return Optional.of(type.reader().apply(source));
  }

  private static String words(InputCount inputs) {
    if (inputs.most() == 1) {
      return "one input";
    }
    return inputs.least() == 1 ? "one to three inputs" : "two inputs or more";
  }
}
