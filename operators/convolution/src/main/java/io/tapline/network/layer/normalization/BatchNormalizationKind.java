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
import io.tapline.network.layer.Weights;
import io.tapline.network.stage.Stage;
import java.util.List;
import java.util.function.Supplier;

/** Batch normalization. */
public final class BatchNormalizationKind implements LayerKind<BatchNormalization> {

  @Override
  public Class<BatchNormalization> layerType() {
    return BatchNormalization.class;
  }

  @Override
  public boolean takesPlanes() {
    return true;
  }

  @Override
  public void check(BatchNormalization layer, List<FrameShape> inputs, LayerProblems problems) {
    if (!Float.isFinite(layer.epsilon())) {
      problems.add("epsilon must be finite", "epsilon=" + layer.epsilon());
      return;
    }
    if (inputs.get(0).isKnown()) {
      long channels = inputs.get(0).channels();
      problems.checkOptionalSize("gamma", layer.gamma(), channels);
      problems.checkOptionalSize("beta", layer.beta(), channels);
      problems.checkSize("mean", layer.mean(), channels);
      problems.checkSize("variance", layer.variance(), channels);
    }
    for (int c = 0; c < layer.variance().size(); c++) {
      float variance = layer.variance().get(c);
      if (!((double) variance + layer.epsilon() > 0)) {
        problems.add(
            "variance plus epsilon must be positive",
            "channel=" + c + ", variance=" + variance + ", epsilon=" + layer.epsilon());
        return;
      }
    }
  }

  @Override
  public void fingerprint(BatchNormalization layer, FingerprintSink sink) {
    // What is left out computes as ones and zeros do, and always has been those in fingerprints.
    int channels = layer.mean().size();
    sink.add(Weights.of(layer.gamma().orOnes(channels)));
    sink.add(Weights.of(layer.beta().orZeros(channels)));
    sink.add(layer.mean());
    sink.add(layer.variance());
    sink.add(layer.epsilon());
  }

  @Override
  public boolean isOfFirstFormat() {
    return true;
  }

  @Override
  public Supplier<Stage> stage(BatchNormalization layer, LayerPlace place, Kernels kernels) {
    return () -> new BatchNormalizationStage(layer, place.input().height(), kernels);
  }
}
