/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.layer.shape;

import io.tapline.network.layer.Layer;
import java.util.List;
import java.util.Objects;

/**
 * Takes channels out of a frame, in any order: a slice, a branch of a split, a permutation.
 *
 * @param name the layer's name
 * @param channels for each output channel, the index of its input channel
 */
public record ChannelSelection(String name, List<Integer> channels) implements Layer {

  public ChannelSelection {
    Objects.requireNonNull(name, "name");
    channels = List.copyOf(channels);
  }

  @Override
  public String type() {
    return "ChannelSelection";
  }

  @Override
  public long outputChannels(int... inputChannels) {
    return channels.size();
  }
}
