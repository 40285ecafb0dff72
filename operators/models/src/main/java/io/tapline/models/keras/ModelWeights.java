/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.keras;

import io.tapline.models.InvalidModelException;

/** The weights of a model's layers. */
interface ModelWeights {

  LayerWeights of(LayerConfig layer) throws InvalidModelException;

  /** Those of a model that is a layer of this one. */
  ModelWeights within(LayerConfig model, ModelConfig config) throws InvalidModelException;

  /** Those of a model that a layer of this one wraps. */
  ModelWeights wrapped(LayerConfig wrapper, ModelConfig config) throws InvalidModelException;
}
