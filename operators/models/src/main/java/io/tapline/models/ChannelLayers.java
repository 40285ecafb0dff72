/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models;

import io.tapline.network.function.Reduction;
import io.tapline.network.layer.merge.Concatenation;
import io.tapline.network.layer.shape.ChannelReduction;
import io.tapline.network.layer.shape.ChannelSelection;
import java.util.List;

/** Layers that put the channels of frames together, choose from them or sum them up. */
final class ChannelLayers {

  private ChannelLayers() {}

  static Concatenation concatenation(LayerSource source) {
    source.entries().refuseOtherKeys();
    return new Concatenation(source.name());
  }

  static ChannelSelection selection(LayerSource source) {
    List<Integer> channels = source.entries().wholeNumbers("channels");
    source.entries().refuseOtherKeys();
    for (int channel : channels) {
      if (channel < 0 || (source.channels() > 0 && channel >= source.channels())) {
        source
            .entries()
            .problem(
                "channels must be numbers of input channels, from 0", Integer.toString(channel));
      }
    }
    return new ChannelSelection(source.name(), channels);
  }

  static ChannelReduction reduction(LayerSource source) {
    Reduction kind = source.entries().choice("reduction", Reduction.class, Reduction.AVERAGE);
    source.entries().refuseOtherKeys();
    return new ChannelReduction(source.name(), kind);
  }

  static LayerDescription describe(ChannelSelection layer) {
    return new LayerDescription("channel-selection").entry("channels", layer.channels().toString());
  }

  static LayerDescription describe(ChannelReduction layer) {
    return new LayerDescription("channel-reduction").entry("reduction", Entries.word(layer.kind()));
  }
}
