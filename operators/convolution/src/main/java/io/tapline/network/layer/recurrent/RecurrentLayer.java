/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.layer.recurrent;

import io.tapline.network.layer.Layer;
import io.tapline.network.layer.Weights;

/** What all layers have that remember their last output. */
public interface RecurrentLayer extends Layer {

  /** Values of the hidden vector, H. */
  int units();

  /** Shape (I, gates · H) for I input channels. */
  Weights kernel();

  /** Shape (H, gates · H). */
  Weights recurrent();

  /** Shape (gates · H), or empty for none. */
  Weights bias();

  /**
   * Bound of the magnitude of what enters the activations of gates and candidate; infinite for
   * none.
   */
  float clip();

  /** Shape (H), or empty for zeros. */
  Weights initialHidden();
}
