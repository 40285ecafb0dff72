/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.keras;

import com.fasterxml.jackson.databind.JsonNode;
import io.tapline.network.function.Activation;
import io.tapline.network.layer.activation.ActivationLayer;
import java.util.List;

/**
 * What Keras calls an activation: functions of one value, one after another, or something that
 * takes layers of its own.
 *
 * @param steps the functions; none for what takes layers of its own
 * @param label what takes layers of its own is called behind another layer
 * @param composite what takes layers of its own; null for functions
 */
record ActivationFunction(List<Activation> steps, String label, Composite composite) {

  /** An activation that is more than a function of one value, or than the network has as one. */
  @FunctionalInterface
  interface Composite {

    /** Adds it, the last of its layers called {@code name}. */
    Signal add(LayerContext layer, Signal input, String name) throws UnsupportedLayerException;
  }

  static ActivationFunction of(Activation... steps) {
    return new ActivationFunction(List.of(steps), "", null);
  }

  static ActivationFunction of(String label, Composite composite) {
    return new ActivationFunction(List.of(), label, composite);
  }

  /** The entry {@code activation} of a layer; linear if there is none. */
  static ActivationFunction of(LayerConfig config, KerasVersion version)
      throws UnsupportedLayerException {
    return of(config, "activation", version);
  }

  /** The entry {@code key} of a layer; linear if there is none. */
  static ActivationFunction of(LayerConfig config, String key, KerasVersion version)
      throws UnsupportedLayerException {
    JsonNode value = config.config().path(key);
    if (value.isMissingNode() || value.isNull()) {
      return of(Activation.LINEAR);
    }
    if (KerasClasses.isRegisteredByTheUser(value)) {
      throw config.problem("activation is Python code, which Tapline never runs; use one of Keras");
    }
    if (value.isObject() && !value.path("config").isTextual()) {
      // Not a function, but a layer that is used as one.
      LayerConfig layer = LayerConfig.of(value).named(config.name());
      if (KerasClasses.isOfTheUser(layer)) {
        throw RefusedLayers.problem(layer);
      }
      return ActivationLayers.function(layer);
    }
    JsonNode name = value.isObject() ? value.path("config") : value;
    if (!name.isTextual()) {
      throw config.wrong(key, "a name", value);
    }
    return ActivationNames.function(name.textValue(), version)
        .orElseThrow(
            () ->
                config.problem(
                    "activation is not supported, use another or export to ONNX",
                    key + "=" + name.textValue()));
  }

  /** What a layer can compute itself, right behind its sums. */
  Activation fused() {
    return steps.isEmpty() ? Activation.LINEAR : steps.get(0);
  }

  /** Adds what {@link #fused} leaves to do. */
  Signal afterwards(LayerContext layer, Signal signal) throws UnsupportedLayerException {
    if (composite != null) {
      return composite.add(layer, signal, layer.part(label));
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
    if (composite != null) {
      return composite.add(layer, signal, layer.name());
    }
    String source = layer.add(new ActivationLayer(layer.name(), steps.get(0)), signal.source());
    return afterwards(layer, signal.from(source));
  }
}
