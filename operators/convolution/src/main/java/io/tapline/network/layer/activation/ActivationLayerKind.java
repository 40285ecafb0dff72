/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.layer.activation;

import io.tapline.network.kernel.Kernels;
import io.tapline.network.layer.FingerprintSink;
import io.tapline.network.layer.FrameShape;
import io.tapline.network.layer.LayerKind;
import io.tapline.network.layer.LayerPlace;
import io.tapline.network.layer.LayerProblems;
import io.tapline.network.stage.Stage;
import java.util.List;
import java.util.function.Supplier;

/** An activation of its own. */
public final class ActivationLayerKind implements LayerKind<ActivationLayer> {

  @Override
  public Class<ActivationLayer> layerType() {
    return ActivationLayer.class;
  }

  @Override
  public boolean isOfFirstFormat() {
    return true;
  }

  @Override
  public boolean takesPlanes() {
    return true;
  }

  @Override
  public void check(ActivationLayer layer, List<FrameShape> inputs, LayerProblems problems) {
    problems.checkActivation(layer.activation());
  }

  @Override
  public void fingerprint(ActivationLayer layer, FingerprintSink sink) {
    sink.add(layer.activation());
  }

  @Override
  public Supplier<Stage> stage(ActivationLayer layer, LayerPlace place, Kernels kernels) {
    return () -> new ActivationStage(layer.activation(), place.input().values(), kernels);
  }
}
