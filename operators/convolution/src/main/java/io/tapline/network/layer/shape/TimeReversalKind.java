/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.layer.shape;

import io.tapline.network.kernel.Kernels;
import io.tapline.network.layer.FingerprintSink;
import io.tapline.network.layer.FrameShape;
import io.tapline.network.layer.LayerKind;
import io.tapline.network.layer.LayerPlace;
import io.tapline.network.layer.LayerProblems;
import io.tapline.network.stage.Span;
import io.tapline.network.stage.Stage;
import java.util.List;
import java.util.function.Supplier;

/** Layers that turn the frames of a window round. */
public final class TimeReversalKind implements LayerKind<TimeReversal> {

  @Override
  public Class<TimeReversal> layerType() {
    return TimeReversal.class;
  }

  @Override
  public Role role() {
    return Role.WHOLE_WINDOW;
  }

  @Override
  public void check(TimeReversal layer, List<FrameShape> inputs, LayerProblems problems) {
    // Any frames can be turned round.
  }

  @Override
  public void fingerprint(TimeReversal layer, FingerprintSink sink) {
    // It has no parameters.
  }

  @Override
  public Supplier<Stage> stage(TimeReversal layer, LayerPlace place, Kernels kernels) {
    int values = place.input().values();
    return () -> (inputs, slots, memory, output) -> turn(inputs[0], output, values);
  }

  private static void turn(Span input, Span output, int values) {
    for (int frame = 0; frame < output.count; frame++) {
      int from = input.offset + (output.count - 1 - frame) * values;
      int to = output.offset + frame * values;
      System.arraycopy(input.values, from, output.values, to, values);
    }
  }
}
