/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models;

import io.tapline.network.layer.FrameShape;
import io.tapline.network.layer.Weights;
import java.util.List;

/**
 * What a layer is read from.
 *
 * @param name the layer's name
 * @param entries its entries
 * @param inputs frames of each input; not known where problems keep them from being known, or where
 *     they depend on the length of a window
 * @param tensors the weights file's tensors
 */
record LayerSource(String name, Entries entries, List<FrameShape> inputs, TensorSource tensors) {

  /**
   * Channels of the input that a layer without branches has; {@link Entries#UNKNOWN} where they are
   * not known.
   */
  long channels() {
    return inputs.get(0).isKnown() ? inputs.get(0).channels() : Entries.UNKNOWN;
  }

  /** Frames of the input that a layer without branches has. */
  FrameShape frame() {
    return inputs.get(0);
  }

  /** Takes the layer's tensor {@code what}, as {@link TensorSource#take} does. */
  Weights tensor(String what, long... shape) {
    return tensors.take(name + "." + what, shape);
  }
}
