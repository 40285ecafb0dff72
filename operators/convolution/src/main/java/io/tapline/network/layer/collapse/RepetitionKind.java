/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.layer.collapse;

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

/** Layers that repeat what is left of a window as frames. */
public final class RepetitionKind implements LayerKind<Repetition> {

  @Override
  public Class<Repetition> layerType() {
    return Repetition.class;
  }

  @Override
  public Role role() {
    return Role.REPEAT;
  }

  @Override
  public long repeats(Repetition layer) {
    return layer.count();
  }

  @Override
  public void check(Repetition layer, List<FrameShape> inputs, LayerProblems problems) {
    problems.checkPositive("count", layer.count());
  }

  @Override
  public void fingerprint(Repetition layer, FingerprintSink sink) {
    sink.add(layer.count());
  }

  @Override
  public Supplier<Stage> stage(Repetition layer, LayerPlace place, Kernels kernels) {
    int values = place.input().values();
    return () -> (inputs, slots, memory, output) -> repeat(inputs[0], output, values);
  }

  private static void repeat(Span input, Span output, int values) {
    for (int frame = 0; frame < output.count; frame++) {
      int to = output.offset + frame * values;
      System.arraycopy(input.values, input.offset, output.values, to, values);
    }
  }
}
