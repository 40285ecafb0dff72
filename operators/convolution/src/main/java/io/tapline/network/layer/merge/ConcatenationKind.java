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

/** Branches side by side. */
public final class ConcatenationKind extends JoinKind<Concatenation> {

  @Override
  public Class<Concatenation> layerType() {
    return Concatenation.class;
  }

  @Override
  public InputCount inputs(Concatenation layer) {
    return InputCount.atLeast(1);
  }

  @Override
  public boolean takesPlanes() {
    return true;
  }

  @Override
  public void check(Concatenation layer, List<FrameShape> inputs, LayerProblems problems) {
    if (inputs.stream().allMatch(FrameShape::isKnown)) {
      problems.checkEqualHeights(inputs);
    }
  }

  @Override
  public void fingerprint(Concatenation layer, FingerprintSink sink) {
    // Its inputs say all.
  }

  @Override
  public Supplier<Stage> stage(Concatenation layer, LayerPlace place, Kernels kernels) {
    return () -> new ConcatenationStage(place.inputs(), place.output());
  }
}
