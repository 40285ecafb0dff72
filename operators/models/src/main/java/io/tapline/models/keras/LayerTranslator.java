/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.keras;

import io.tapline.models.InvalidModelException;
import java.util.List;

/** Adds to the network what a layer of a type does. */
@FunctionalInterface
interface LayerTranslator {

  /**
   * Adds the layer.
   *
   * @param layer the layer and what belongs to it
   * @param inputs what it reads, one or more
   * @return what it gives
   * @throws UnsupportedLayerException if it cannot be taken; it tells why, and what would help
   */
  Signal translate(LayerContext layer, List<Signal> inputs)
      throws UnsupportedLayerException, InvalidModelException;
}
