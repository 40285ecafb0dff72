/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.layer.plane;

import io.tapline.network.kernel.Kernels;
import io.tapline.network.layer.FingerprintSink;
import io.tapline.network.layer.FrameShape;
import io.tapline.network.layer.LayerKind;
import io.tapline.network.layer.LayerPlace;
import io.tapline.network.layer.LayerProblems;
import io.tapline.network.stage.Stage;
import java.util.List;
import java.util.function.Supplier;

/** One value for all positions of the height axis. */
public final class HeightReductionKind implements LayerKind<HeightReduction> {

  @Override
  public Class<HeightReduction> layerType() {
    return HeightReduction.class;
  }

  @Override
  public boolean takesPlanes() {
    return true;
  }

  @Override
  public void check(HeightReduction layer, List<FrameShape> inputs, LayerProblems problems) {
    // Any frame has one.
  }

  @Override
  public void fingerprint(HeightReduction layer, FingerprintSink sink) {
    sink.add(layer.kind().name());
  }

  @Override
  public Supplier<Stage> stage(HeightReduction layer, LayerPlace place, Kernels kernels) {
    return () -> new HeightReductionStage(layer.kind(), place.input());
  }
}
