/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.keras;

import java.util.List;

/**
 * A layer in its place. A layer that is used several times has the same weights in all places.
 *
 * @param layer the layer
 * @param use which of the layer's uses, from 0
 * @param inputs what it reads, in order
 * @param call all that it is called with
 */
record LayerUse(LayerConfig layer, int use, List<TensorReference> inputs, Call call) {

  LayerUse {
    inputs = List.copyOf(inputs);
  }

  TensorReference result(int position) {
    return new TensorReference(layer.name(), use, position);
  }
}
