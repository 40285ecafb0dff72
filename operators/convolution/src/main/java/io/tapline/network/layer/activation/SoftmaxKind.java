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

/** Softmax over channels. */
public final class SoftmaxKind implements LayerKind<Softmax> {

  @Override
  public Class<Softmax> layerType() {
    return Softmax.class;
  }

  @Override
  public boolean takesPlanes() {
    return true;
  }

  @Override
  public void check(Softmax layer, List<FrameShape> inputs, LayerProblems problems) {
    // Any frame has one.
  }

  @Override
  public void fingerprint(Softmax layer, FingerprintSink sink) {
    // The type says whether the logarithm is given.
  }

  @Override
  public Supplier<Stage> stage(Softmax layer, LayerPlace place, Kernels kernels) {
    return () -> new SoftmaxStage(layer.logarithm(), place.input());
  }
}
