/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.layer.shape;

import io.tapline.network.kernel.Kernels;
import io.tapline.network.layer.FingerprintSink;
import io.tapline.network.layer.FrameShape;
import io.tapline.network.layer.LayerKind;
import io.tapline.network.layer.LayerPlace;
import io.tapline.network.layer.LayerProblems;
import io.tapline.network.stage.Stage;
import java.util.List;
import java.util.function.Supplier;

/** A choice of channels. */
public final class ChannelSelectionKind implements LayerKind<ChannelSelection> {

  @Override
  public Class<ChannelSelection> layerType() {
    return ChannelSelection.class;
  }

  @Override
  public boolean takesPlanes() {
    return true;
  }

  @Override
  public void check(ChannelSelection layer, List<FrameShape> inputs, LayerProblems problems) {
    if (layer.channels().isEmpty()) {
      problems.add("selection needs at least one channel");
    }
    long channels = inputs.get(0).channels();
    for (int channel : layer.channels()) {
      if (channels > 0 && (channel < 0 || channel >= channels)) {
        problems.add("selected channel does not exist", "channels=" + channels, channel);
        return;
      }
    }
  }

  @Override
  public void fingerprint(ChannelSelection layer, FingerprintSink sink) {
    sink.add(layer.channels().size());
    layer.channels().forEach(sink::add);
  }

  @Override
  public Supplier<Stage> stage(ChannelSelection layer, LayerPlace place, Kernels kernels) {
    int[] selected = layer.channels().stream().mapToInt(Integer::intValue).toArray();
    return () -> new ChannelSelectionStage(selected, place.input());
  }
}
