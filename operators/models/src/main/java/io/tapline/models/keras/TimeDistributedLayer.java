/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.keras;

import io.tapline.models.InvalidModelException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * TimeDistributed: around a layer that works on the values of one frame, each frame by itself;
 * around one that works on frames, each part of a window by itself.
 */
final class TimeDistributedLayer {
  private static final Set<String> PER_FRAME =
      Set.of(
          "Dense",
          "Activation",
          "ReLU",
          "LeakyReLU",
          "ThresholdedReLU",
          "ELU",
          "Softmax",
          "BatchNormalization",
          "LayerNormalization",
          "Dropout");

  private TimeDistributedLayer() {}

  static Signal translate(LayerContext layer, List<Signal> inputs)
      throws UnsupportedLayerException, InvalidModelException {
    LayerConfig config = layer.config();
    LayerConfig wrapped = LayerConfig.of(config.config().path("layer")).named(config.name());
    LayerContext inner =
        new LayerContext(
            wrapped,
            layer.call(),
            layer.weights().wrapped(),
            layer.trainable() && wrapped.flag("trainable", true),
            layer.version(),
            layer.draft());
    LayerTranslator translator =
        KnownLayers.translator(wrapped).orElseThrow(() -> RefusedLayers.problem(wrapped));
    Requirements.one(config, inputs);
    return distribute(inner, translator, inputs);
  }

  /** The model that a TimeDistributed wraps, called as the layer is; empty for other layers. */
  static Optional<LayerConfig> model(LayerConfig layer) {
    if (!layer.type().equals("TimeDistributed") || KerasClasses.isOfTheUser(layer)) {
      return Optional.empty();
    }
    LayerConfig wrapped = LayerConfig.of(layer.config().path("layer")).named(layer.name());
    return Optional.of(wrapped)
        .filter(model -> model.isModel() && !KerasClasses.isOfTheUser(model));
  }

  /**
   * Adds a layer as TimeDistributed around it would.
   *
   * @param layer the wrapped layer
   */
  static Signal distribute(LayerContext layer, LayerTranslator translator, List<Signal> inputs)
      throws UnsupportedLayerException, InvalidModelException {
    Signal first = inputs.get(0);
    if (first.axes().equals(Signal.PARTS)) {
      return ofParts(layer, translator, Requirements.one(layer.config(), inputs));
    }
    for (Signal input : inputs) {
      if (!input.axes().equals(Signal.FRAMES)) {
        throw refused(layer.config(), input);
      }
    }
    // To the wrapped layer, a frame is a sample of its own; axes count from there.
    Signal output =
        translator.translate(
            layer, inputs.stream().map(input -> input.withAxes(Signal.VALUES)).toList());
    if (!output.axes().equals(Signal.VALUES)) {
      throw refused(layer.config(), first);
    }
    return output.withAxes(Signal.FRAMES);
  }

  private static Signal ofParts(LayerContext layer, LayerTranslator translator, Signal input)
      throws UnsupportedLayerException, InvalidModelException {
    if (PartsLayers.canWrap(layer.config())) {
      return PartsLayers.translate(layer, input);
    }
    if (!PER_FRAME.contains(layer.config().type())) {
      throw refused(layer.config(), input);
    }
    // To the wrapped layer, a part is a sample of its own.
    return translator
        .translate(layer, List.of(input.withAxes(Signal.FRAMES)))
        .withAxes(input.axes());
  }

  private static UnsupportedLayerException refused(LayerConfig wrapped, Signal input) {
    return wrapped.problem(
        "layer cannot work on each frame, or on each part of a window, by itself",
        "input=" + input.shape());
  }
}
