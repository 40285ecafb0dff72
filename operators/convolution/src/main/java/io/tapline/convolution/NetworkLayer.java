/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.convolution;

import io.tapline.convolution.layer.Layer;

/**
 * A layer in its place in a network.
 *
 * @param layer the layer
 * @param inputChannels channels of its input
 * @param outputChannels channels of its output
 */
public record NetworkLayer(Layer layer, int inputChannels, int outputChannels) {

  /** Values that the layer's ring keeps for each device: (k-1)·d frames of its input. */
  public long ringFloats() {
    return layer.taps().history() * inputChannels;
  }
}
