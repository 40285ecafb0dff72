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
import io.tapline.network.layer.Weights;
import io.tapline.network.stage.Stage;
import java.util.List;
import java.util.function.Supplier;

/** A choice between two, value by value. */
public final class WhereKind extends JoinKind<Where> {

  @Override
  public Class<Where> layerType() {
    return Where.class;
  }

  @Override
  public InputCount inputs(Where layer) {
    int branches = Math.max(1, layer.branches());
    return new InputCount(branches, branches);
  }

  @Override
  public boolean takesPlanes() {
    return true;
  }

  @Override
  public void check(Where layer, List<FrameShape> inputs, LayerProblems problems) {
    if (layer.branches() == 0) {
      problems.add("condition or one of what it chooses from must be a branch");
    }
    if (!inputs.stream().allMatch(FrameShape::isKnown) || !problems.checkEqualHeights(inputs)) {
      return;
    }
    int[] channels = inputs.stream().mapToInt(input -> (int) input.channels()).toArray();
    long widest = layer.outputChannels(channels);
    for (int branch : channels) {
      checkChannels("branches", branch, widest, problems);
    }
    for (Weights constants : List.of(layer.condition(), layer.whenTrue(), layer.whenFalse())) {
      checkChannels("constants", constants.isEmpty() ? 1 : constants.size(), widest, problems);
    }
  }

  private static void checkChannels(String what, int got, long widest, LayerProblems problems) {
    if (got != 1 && got != widest) {
      problems.add(what + " must have equal channels, or one", "expected=" + widest, got);
    }
  }

  @Override
  public void fingerprint(Where layer, FingerprintSink sink) {
    sink.add(layer.condition());
    sink.add(layer.whenTrue());
    sink.add(layer.whenFalse());
  }

  @Override
  public Supplier<Stage> stage(Where layer, LayerPlace place, Kernels kernels) {
    return () -> new WhereStage(layer, place);
  }
}
