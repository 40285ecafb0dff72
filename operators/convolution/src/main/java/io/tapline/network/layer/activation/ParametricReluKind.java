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

/** PReLU. */
public final class ParametricReluKind implements LayerKind<ParametricRelu> {

  @Override
  public Class<ParametricRelu> layerType() {
    return ParametricRelu.class;
  }

  @Override
  public boolean takesPlanes() {
    return true;
  }

  @Override
  public void check(ParametricRelu layer, List<FrameShape> inputs, LayerProblems problems) {
    problems.checkOneOrEach("alpha", layer.alpha(), inputs.get(0));
  }

  @Override
  public void fingerprint(ParametricRelu layer, FingerprintSink sink) {
    sink.add(layer.alpha());
  }

  @Override
  public Supplier<Stage> stage(ParametricRelu layer, LayerPlace place, Kernels kernels) {
    return () -> new ParametricReluStage(layer, place.input().frame(), kernels);
  }
}
