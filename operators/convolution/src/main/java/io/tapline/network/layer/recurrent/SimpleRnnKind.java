/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.layer.recurrent;

import io.tapline.network.kernel.Kernels;
import io.tapline.network.kernel.WindowKernel;
import io.tapline.network.layer.FingerprintSink;
import io.tapline.network.layer.FrameShape;
import io.tapline.network.layer.LayerProblems;
import io.tapline.network.layer.Weights;
import java.util.List;
import java.util.function.Supplier;

/** Elman's recurrent layers. It remembers the hidden vector. */
public final class SimpleRnnKind extends RecurrentKind<SimpleRnn> {

  public SimpleRnnKind() {
    super(1, 0);
  }

  @Override
  public Class<SimpleRnn> layerType() {
    return SimpleRnn.class;
  }

  @Override
  public void check(SimpleRnn layer, List<FrameShape> inputs, LayerProblems problems) {
    super.check(layer, inputs, problems);
    problems.checkActivation(layer.activation());
  }

  @Override
  public void fingerprint(SimpleRnn layer, FingerprintSink sink) {
    super.fingerprint(layer, sink);
    sink.add(layer.activation());
  }

  @Override
  Supplier<Cell> cell(SimpleRnn layer, Gates gates, Kernels kernels) {
    WindowKernel recurrent = recurrentKernel(layer, gates, Weights.none(), kernels);
    return () -> new SimpleRnnCell(layer, gates, recurrent.fork(), kernels);
  }
}
