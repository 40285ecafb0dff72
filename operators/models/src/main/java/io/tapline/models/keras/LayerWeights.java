/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.keras;

import io.tapline.models.InvalidModelException;
import java.util.List;
import java.util.Optional;

/** The weights of one layer. */
interface LayerWeights {

  /**
   * One of them; empty if the file has none such.
   *
   * @param position its place among those that the layer has
   * @param names its names: more than one where releases of Keras differ
   */
  Optional<StoredTensor> find(int position, List<String> names) throws InvalidModelException;

  /** Those of the layer that this one wraps. */
  LayerWeights wrapped() throws InvalidModelException;
}
