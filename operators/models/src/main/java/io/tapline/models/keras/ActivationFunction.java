/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.keras;

import com.fasterxml.jackson.databind.JsonNode;
import io.tapline.network.function.Activation;
import io.tapline.network.layer.activation.ActivationLayer;
import io.tapline.network.layer.activation.Softmax;
import java.util.List;

/**
 * What Keras calls an activation: functions of one value, one after another, or softmax.
 *
 * @param steps the functions; none for softmax
 * @param softmax whether it is softmax over channels
 * @param logarithm whether it is its logarithm
 */
record ActivationFunction(List<Activation> steps, boolean softmax, boolean logarithm) {
  static final ActivationFunction SOFTMAX = new ActivationFunction(List.of(), true, false);
  static final ActivationFunction LOG_SOFTMAX = new ActivationFunction(List.of(), true, true);

  static ActivationFunction of(Activation... steps) {
    return new ActivationFunction(List.of(steps), false, false);
  }

  /** The entry {@code activation} of a layer; linear if there is none. */
  static ActivationFunction of(LayerConfig config, KerasVersion version)
      throws UnsupportedLayerException {
    JsonNode value = config.config().path("activation");
    if (value.isMissingNode() || value.isNull()) {
      return of(Activation.LINEAR);
    }
    if (value.isObject() && !value.path("config").isTextual()) {
      // Not a function, but a layer that is used as one.
      LayerConfig layer = LayerConfig.of(value).named(config.name());
      return ActivationLayers.function(layer);
    }
    JsonNode name = value.isObject() ? value.path("config") : value;
    if (!name.isTextual()) {
      throw config.wrong("activation", "a name", value);
    }
    return ActivationNames.function(name.textValue(), version)
        .orElseThrow(
            () ->
                config.problem(
                    "activation is not supported, use another or export to ONNX",
                    "activation=" + name.textValue()));
  }

  /** What a layer can compute itself, right behind its sums. */
  Activation fused() {
    return steps.isEmpty() ? Activation.LINEAR : steps.get(0);
  }

  /** Adds what {@link #fused} leaves to do. */
  Signal afterwards(LayerContext layer, Signal signal) throws UnsupportedLayerException {
    if (softmax) {
      return addSoftmax(layer, signal, layer.part(logarithm ? "log-softmax" : "softmax"));
    }
    String source = signal.source();
    for (int step = 1; step < steps.size(); step++) {
      String name = layer.part("activation-" + (step + 1));
      source = layer.add(new ActivationLayer(name, steps.get(step)), source);
    }
    return signal.from(source);
  }

  /** Adds all of it, as a layer of its own. */
  Signal alone(LayerContext layer, Signal signal) throws UnsupportedLayerException {
    if (softmax) {
      return addSoftmax(layer, signal, layer.name());
    }
    String source = layer.add(new ActivationLayer(layer.name(), steps.get(0)), signal.source());
    return afterwards(layer, signal.from(source));
  }

  private Signal addSoftmax(LayerContext layer, Signal signal, String name)
      throws UnsupportedLayerException {
    Requirements.channelsLast(layer.config(), List.of(signal));
    return signal.from(layer.add(new Softmax(name, logarithm), signal.source()));
  }
}
