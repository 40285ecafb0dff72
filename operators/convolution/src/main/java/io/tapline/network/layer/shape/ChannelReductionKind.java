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

/** One value for all channels. */
public final class ChannelReductionKind implements LayerKind<ChannelReduction> {

  @Override
  public Class<ChannelReduction> layerType() {
    return ChannelReduction.class;
  }

  @Override
  public boolean takesPlanes() {
    return true;
  }

  @Override
  public void check(ChannelReduction layer, List<FrameShape> inputs, LayerProblems problems) {
    // Any frame has one.
  }

  @Override
  public void fingerprint(ChannelReduction layer, FingerprintSink sink) {
    sink.add(layer.kind().name());
  }

  @Override
  public Supplier<Stage> stage(ChannelReduction layer, LayerPlace place, Kernels kernels) {
    return () -> new ChannelReductionStage(layer.kind(), place.input());
  }
}
