/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.keras;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tapline.models.InvalidModelException;
import io.tapline.network.function.Arithmetic;
import io.tapline.network.layer.Weights;
import io.tapline.network.layer.merge.Concatenation;
import io.tapline.network.layer.merge.ConstantArithmetic;
import io.tapline.network.layer.merge.Merge;
import java.util.List;

/**
 * Bidirectional: a layer that reads a window's frames forwards, and one that reads them backwards,
 * whose sequence is turned round again.
 */
final class BidirectionalLayer {

  private BidirectionalLayer() {}

  static Signal translate(LayerContext layer, List<Signal> inputs)
      throws UnsupportedLayerException, InvalidModelException {
    LayerConfig config = layer.config();
    Signal input = RecurrentLayers.sequence(layer, inputs);
    LayerConfig first = side(layer, "layer", "forward");
    LayerConfig second =
        config.has("backward_layer")
            ? side(layer, "backward_layer", "backward")
            : turned(first).named(layer.part("backward"));
    boolean sequences = first.flag("return_sequences", false);
    if (sequences != second.flag("return_sequences", false)
        || first.flag("go_backwards", false) == second.flag("go_backwards", false)) {
      throw config.problem(
          "the two layers must differ in go_backwards and agree in return_sequences");
    }
    Signal forward = RecurrentLayers.run(layer.with(first, LayerWeights.Part.FORWARD), input);
    Signal backward = RecurrentLayers.run(layer.with(second, LayerWeights.Part.BACKWARD), input);
    if (sequences) {
      backward = RecurrentLayers.reversed(layer, layer.part("restored"), backward);
    }
    return merged(layer, forward, backward);
  }

  private static LayerConfig side(LayerContext layer, String key, String name)
      throws UnsupportedLayerException {
    LayerConfig side = LayerConfig.of(layer.config().config().path(key)).named(layer.part(name));
    if (KerasClasses.isOfTheUser(side)) {
      throw RefusedLayers.problem(side);
    }
    if (!RecurrentLayers.isType(side.type())) {
      throw layer
          .config()
          .problem("layer can wrap recurrent layers only", "wrapped=" + side.type());
    }
    return side;
  }

  /** The same arguments, in the other direction. */
  private static LayerConfig turned(LayerConfig layer) throws UnsupportedLayerException {
    ObjectNode entry = layer.entry().deepCopy();
    if (entry.path("config") instanceof ObjectNode config) {
      config.put("go_backwards", !layer.flag("go_backwards", false));
    }
    return new LayerConfig(layer.type(), layer.name(), entry);
  }

  private static Signal merged(LayerContext layer, Signal forward, Signal backward)
      throws UnsupportedLayerException {
    LayerConfig config = layer.config();
    if (config.config().path("merge_mode").isNull()) {
      throw config.problem("layer has two outputs, use a merge_mode");
    }
    List<Signal> both = List.of(forward, backward);
    return switch (config.text("merge_mode").orElse("concat")) {
      case "concat" -> {
        String source =
            layer.add(new Concatenation(layer.name()), forward.source(), backward.source());
        yield forward
            .from(source)
            .withChannels(Math.addExact(forward.channels(), backward.channels()));
      }
      case "sum" -> merged(layer, both, layer.name(), Arithmetic.ADD);
      case "mul" -> merged(layer, both, layer.name(), Arithmetic.MULTIPLY);
      case "ave" -> {
        Signal sum = merged(layer, both, layer.part("sum"), Arithmetic.ADD);
        ConstantArithmetic half =
            new ConstantArithmetic(
                layer.name(), Arithmetic.MULTIPLY, Weights.of(0.5f), false, false);
        yield sum.from(layer.add(half, sum.source()));
      }
      default ->
          throw config.wrong(
              "merge_mode", "concat, sum, mul or ave", config.config().path("merge_mode"));
    };
  }

  private static Signal merged(
      LayerContext layer, List<Signal> both, String name, Arithmetic operation)
      throws UnsupportedLayerException {
    if (both.get(0).channels() != both.get(1).channels()) {
      throw layer
          .config()
          .problem(
              "the two layers must have equally many units",
              "forward=" + both.get(0).channels(),
              "backward=" + both.get(1).channels());
    }
    return MergeLayers.merged(layer, both, new Merge(name, operation));
  }
}
