/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.keras;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * A Sequential or Functional model, both as layers that read each other.
 *
 * @param layers the layers, in the order in which weights are kept
 * @param uses where each of them is used, in any order; not those that stand for inputs
 * @param inputs what the model reads
 * @param outputs what the model gives, by name
 */
record ModelConfig(
    List<LayerConfig> layers, List<LayerUse> uses, List<Input> inputs, List<Output> outputs) {

  /**
   * An input of a model.
   *
   * @param reference by which layers read it
   * @param shape its sizes with the batch's in front, null where any goes; missing if unsaid
   */
  record Input(TensorReference reference, JsonNode shape) {}

  /** An output of a model. */
  record Output(String name, TensorReference reference) {}
}
