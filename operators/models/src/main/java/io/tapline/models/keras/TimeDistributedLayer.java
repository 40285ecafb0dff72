/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.keras;

import io.tapline.models.InvalidModelException;
import java.util.List;
import java.util.Set;

/** TimeDistributed around a layer that works on one frame anyway. */
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
    Signal input = Requirements.one(config, inputs);
    LayerConfig wrapped = LayerConfig.of(config.config().path("layer")).named(config.name());
    boolean inParts = input.axes().equals(Signal.PARTS);
    boolean ofParts = inParts && PartsLayers.canWrap(wrapped);
    boolean ofFrames =
        PER_FRAME.contains(wrapped.type()) && (inParts || input.axes().equals(Signal.FRAMES));
    if (!ofParts && !ofFrames) {
      throw config.problem(
          "layer can wrap only what works on the channels of one frame",
          "wrapped=" + wrapped.type(),
          "input=" + input.shape());
    }
    LayerTranslator translator =
        KnownLayers.translator(wrapped).orElseThrow(() -> RefusedLayers.problem(wrapped));
    LayerContext inner =
        new LayerContext(
            wrapped,
            layer.call(),
            layer.weights().wrapped(),
            layer.trainable() && wrapped.flag("trainable", true),
            layer.version(),
            layer.draft());
    if (ofParts) {
      return PartsLayers.translate(inner, input);
    }
    // To the wrapped layer, a frame is a sample of its own; axes count from there.
    Signal frame = input.withAxes(Signal.VALUES);
    return translator.translate(inner, List.of(frame)).withAxes(input.axes());
  }
}
