/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models;

import io.tapline.network.function.Activation;
import io.tapline.network.layer.activation.ActivationLayer;
import io.tapline.network.layer.activation.ParametricRelu;
import io.tapline.network.layer.activation.Softmax;

/** Activations in the files: as an entry of a layer, and as layers of their own. */
final class Activations {

  private Activations() {}

  static ActivationLayer layer(LayerSource source) {
    Entries entries = source.entries();
    if (!entries.has("activation")) {
      entries.problem("activation is missing");
    }
    Activation activation = ActivationReader.read(entries, "linear");
    entries.refuseOtherKeys();
    return new ActivationLayer(source.name(), activation);
  }

  static ParametricRelu parametricRelu(LayerSource source) {
    Entries entries = source.entries();
    boolean shared = entries.flag("shared", false);
    boolean trainable = entries.flag("trainable", true);
    entries.refuseOtherKeys();
    // On planes there may be one for each value.
    long each = source.frame().isPlane() ? Entries.UNKNOWN : source.channels();
    return new ParametricRelu(source.name(), source.tensor("alpha", shared ? 1 : each), trainable);
  }

  static Softmax softmax(LayerSource source, boolean logarithm) {
    source.entries().refuseOtherKeys();
    return new Softmax(source.name(), logarithm);
  }

  static void write(LayerDescription description, Activation activation) {
    description.entry("activation", activation.kind().label());
    activation.parameters().forEach(description::entry);
  }

  static LayerDescription describe(ActivationLayer layer) {
    LayerDescription description = new LayerDescription("activation");
    write(description, layer.activation());
    return description;
  }

  static LayerDescription describe(ParametricRelu layer) {
    return new LayerDescription("prelu")
        .entryUnless(false, "shared", layer.alpha().size() == 1)
        .entryUnless(true, "trainable", layer.trainable())
        .tensor("alpha", layer.alpha(), layer.alpha().size());
  }

  static LayerDescription describe(Softmax layer) {
    return new LayerDescription(layer.logarithm() ? "log-softmax" : "softmax");
  }
}
