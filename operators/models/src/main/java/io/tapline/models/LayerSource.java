/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models;

import io.tapline.network.layer.Weights;

/**
 * What a layer is read from.
 *
 * @param name the layer's name
 * @param entries its entries
 * @param inputChannels channels of each input; {@link Entries#UNKNOWN} where problems keep them
 *     from being known, or where they depend on the length of a window
 * @param tensors the weights file's tensors
 */
record LayerSource(String name, Entries entries, long[] inputChannels, TensorSource tensors) {

  /** Channels of the input that a layer without branches has. */
  long channels() {
    return inputChannels[0];
  }

  /** Takes the layer's tensor {@code what}, as {@link TensorSource#take} does. */
  Weights tensor(String what, long... shape) {
    return tensors.take(name + "." + what, shape);
  }
}
