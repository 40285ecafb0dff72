/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.layer.merge;

import io.tapline.network.kernel.Kernels;
import io.tapline.network.layer.FingerprintSink;
import io.tapline.network.layer.FrameShape;
import io.tapline.network.layer.InputCount;
import io.tapline.network.layer.LayerPlace;
import io.tapline.network.layer.LayerProblems;
import io.tapline.network.stage.Stage;
import java.util.List;
import java.util.function.Supplier;

/** An operation between branches. */
public final class MergeKind extends JoinKind<Merge> {

  @Override
  public Class<Merge> layerType() {
    return Merge.class;
  }

  @Override
  public InputCount inputs(Merge layer) {
    return layer.operation().chains() ? InputCount.atLeast(2) : new InputCount(2, 2);
  }

  /** A branch of one channel is widened. */
  @Override
  public double scratchValues(Merge layer, LayerPlace place) {
    return (double) place.output().mostFrames() * place.output().values();
  }

  @Override
  public boolean takesPlanes() {
    return true;
  }

  @Override
  public void check(Merge layer, List<FrameShape> inputs, LayerProblems problems) {
    if (!inputs.stream().allMatch(FrameShape::isKnown) || !problems.checkEqualHeights(inputs)) {
      return;
    }
    long widest = inputs.stream().mapToLong(FrameShape::channels).max().orElse(1);
    for (FrameShape input : inputs) {
      if (input.channels() != 1 && input.channels() != widest) {
        problems.add(
            "branches must have equal channels, or one", "expected=" + widest, input.channels());
      }
    }
  }

  @Override
  public void fingerprint(Merge layer, FingerprintSink sink) {
    // The type says which operation it is.
  }

  @Override
  public Supplier<Stage> stage(Merge layer, LayerPlace place, Kernels kernels) {
    return () -> new MergeStage(layer.operation(), place, kernels);
  }
}
