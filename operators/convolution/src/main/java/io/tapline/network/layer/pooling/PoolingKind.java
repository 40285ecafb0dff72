/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.layer.pooling;

import io.tapline.network.kernel.Kernels;
import io.tapline.network.layer.FingerprintSink;
import io.tapline.network.layer.FrameShape;
import io.tapline.network.layer.LayerKind;
import io.tapline.network.layer.LayerPlace;
import io.tapline.network.layer.LayerProblems;
import io.tapline.network.layer.Taps;
import io.tapline.network.stage.Stage;
import java.util.List;
import java.util.function.Supplier;

/** Pooling over time. */
public final class PoolingKind implements LayerKind<Pooling> {

  @Override
  public Class<Pooling> layerType() {
    return Pooling.class;
  }

  @Override
  public boolean takesPlanes() {
    return true;
  }

  @Override
  public void check(Pooling layer, List<FrameShape> inputs, LayerProblems problems) {
    Taps taps = layer.taps();
    long history = taps.history();
    if (taps.left() > history || taps.right() > history) {
      problems.add(
          "padding of a pool must be less than it spans",
          "maximum=" + history,
          Math.max(taps.left(), taps.right()));
    }
  }

  @Override
  public void fingerprint(Pooling layer, FingerprintSink sink) {
    sink.add(layer.taps());
    sink.add(layer.taps().partial());
    sink.add(layer.countPadding());
  }

  @Override
  public Supplier<Stage> stage(Pooling layer, LayerPlace place, Kernels kernels) {
    return () -> new PoolingStage(layer, place.taps(), place.input().values());
  }
}
