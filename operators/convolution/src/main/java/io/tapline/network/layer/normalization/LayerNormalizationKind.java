/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.layer.normalization;

import io.tapline.network.kernel.Kernels;
import io.tapline.network.layer.FingerprintSink;
import io.tapline.network.layer.FrameShape;
import io.tapline.network.layer.LayerKind;
import io.tapline.network.layer.LayerPlace;
import io.tapline.network.layer.LayerProblems;
import io.tapline.network.stage.Stage;
import java.util.List;
import java.util.function.Supplier;

/** Layer normalization. */
public final class LayerNormalizationKind implements LayerKind<LayerNormalization> {

  @Override
  public Class<LayerNormalization> layerType() {
    return LayerNormalization.class;
  }

  @Override
  public boolean takesPlanes() {
    return true;
  }

  @Override
  public void check(LayerNormalization layer, List<FrameShape> inputs, LayerProblems problems) {
    if (inputs.get(0).isKnown()) {
      problems.checkOptionalSize("gamma", layer.gamma(), inputs.get(0).channels());
      problems.checkOptionalSize("beta", layer.beta(), inputs.get(0).channels());
    }
    if (!(layer.epsilon() >= 0) || !Float.isFinite(layer.epsilon())) {
      problems.add("epsilon must be 0 or more", "minimum=0", layer.epsilon());
    }
  }

  @Override
  public void fingerprint(LayerNormalization layer, FingerprintSink sink) {
    sink.add(layer.gamma());
    sink.add(layer.beta());
    sink.add(layer.epsilon());
  }

  @Override
  public Supplier<Stage> stage(LayerNormalization layer, LayerPlace place, Kernels kernels) {
    return () -> new LayerNormalizationStage(layer, place.input());
  }
}
