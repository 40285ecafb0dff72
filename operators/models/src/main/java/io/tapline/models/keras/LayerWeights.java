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

  /** Those of a part of the layer. */
  LayerWeights part(Part part) throws InvalidModelException;

  /**
   * A part of a layer that has weights of its own.
   *
   * @param attribute where {@code .keras} files have it: attributes of the layer's class
   * @param prefix what the part's name begins with in {@code .h5} files; empty if anything
   * @param index which of the parts that begin so it is there
   */
  record Part(String attribute, String prefix, int index) {
    /** The cell of a recurrent layer. */
    static final Part CELL = new Part("cell", "", 0);

    /** The layers within Bidirectional, which gives them these names. */
    static final Part FORWARD = new Part("forward_layer", "forward_", 0);

    static final Part BACKWARD = new Part("backward_layer", "backward_", 0);
  }
}
