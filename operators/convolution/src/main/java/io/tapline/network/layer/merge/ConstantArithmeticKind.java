/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.layer.merge;

import io.tapline.network.kernel.Kernels;
import io.tapline.network.layer.FingerprintSink;
import io.tapline.network.layer.FrameShape;
import io.tapline.network.layer.LayerKind;
import io.tapline.network.layer.LayerPlace;
import io.tapline.network.layer.LayerProblems;
import io.tapline.network.stage.Stage;
import java.util.List;
import java.util.function.Supplier;

/** An operation with constants. */
public final class ConstantArithmeticKind implements LayerKind<ConstantArithmetic> {

  @Override
  public Class<ConstantArithmetic> layerType() {
    return ConstantArithmetic.class;
  }

  @Override
  public boolean takesPlanes() {
    return true;
  }

  @Override
  public void check(ConstantArithmetic layer, List<FrameShape> inputs, LayerProblems problems) {
    FrameShape input = inputs.get(0);
    int constants = layer.constants().size();
    boolean widens = input.values() == 1 && constants > 0;
    problems.checkOneOrEach(
        "constant", layer.constants(), widens ? new FrameShape(constants) : input);
  }

  @Override
  public FrameShape output(ConstantArithmetic layer, List<FrameShape> inputs) {
    FrameShape input = inputs.get(0);
    return input.isPlane() ? input : LayerKind.super.output(layer, inputs);
  }

  @Override
  public void fingerprint(ConstantArithmetic layer, FingerprintSink sink) {
    sink.add(layer.constants());
    sink.add(layer.constantFirst());
  }

  @Override
  public Supplier<Stage> stage(ConstantArithmetic layer, LayerPlace place, Kernels kernels) {
    return () -> new ConstantStage(layer, place.input().values(), place.output().frame(), kernels);
  }
}
