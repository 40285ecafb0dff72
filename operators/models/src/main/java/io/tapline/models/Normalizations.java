/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models;

import io.tapline.network.layer.Weights;
import io.tapline.network.layer.normalization.BatchNormalization;
import io.tapline.network.layer.normalization.LayerNormalization;

/** Batch and layer normalization in the files. */
final class Normalizations {
  private static final float DEFAULT_EPSILON = 1e-3f;

  private Normalizations() {}

  static BatchNormalization batch(LayerSource source) {
    Entries entries = source.entries();
    float epsilon = entries.number("epsilon", DEFAULT_EPSILON);
    boolean scale = entries.flag("scale", true);
    boolean center = entries.flag("center", true);
    boolean trainable = entries.flag("trainable", true);
    entries.refuseOtherKeys();
    long channels = source.channels();
    return new BatchNormalization(
        source.name(),
        scale ? source.tensor("gamma", channels) : Weights.none(),
        center ? source.tensor("beta", channels) : Weights.none(),
        source.tensor("mean", channels),
        source.tensor("variance", channels),
        epsilon,
        trainable);
  }

  static LayerNormalization layer(LayerSource source) {
    Entries entries = source.entries();
    float epsilon = entries.number("epsilon", DEFAULT_EPSILON);
    boolean scale = entries.flag("scale", true);
    boolean center = entries.flag("center", true);
    boolean trainable = entries.flag("trainable", true);
    entries.refuseOtherKeys();
    return new LayerNormalization(
        source.name(),
        scale ? source.tensor("gamma", source.channels()) : Weights.none(),
        center ? source.tensor("beta", source.channels()) : Weights.none(),
        epsilon,
        trainable);
  }

  static LayerDescription describe(BatchNormalization layer) {
    return new LayerDescription("batch-normalization")
        .entry("epsilon", layer.epsilon())
        .entryUnless(true, "scale", !layer.gamma().isEmpty())
        .entryUnless(true, "center", !layer.beta().isEmpty())
        .entryUnless(true, "trainable", layer.trainable())
        .tensor("gamma", layer.gamma(), layer.gamma().size())
        .tensor("beta", layer.beta(), layer.beta().size())
        .tensor("mean", layer.mean(), layer.mean().size())
        .tensor("variance", layer.variance(), layer.variance().size());
  }

  static LayerDescription describe(LayerNormalization layer) {
    return new LayerDescription("layer-normalization")
        .entry("epsilon", layer.epsilon())
        .entryUnless(true, "scale", !layer.gamma().isEmpty())
        .entryUnless(true, "center", !layer.beta().isEmpty())
        .entryUnless(true, "trainable", layer.trainable())
        .tensor("gamma", layer.gamma(), layer.gamma().size())
        .tensor("beta", layer.beta(), layer.beta().size());
  }
}
