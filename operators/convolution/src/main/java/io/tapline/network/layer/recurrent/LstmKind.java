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

/** Layers of long short-term memory. It remembers the hidden vector, then the cell. */
public final class LstmKind extends RecurrentKind<Lstm> {
  /** Gates that share an activation lie side by side: i, f and o, then the candidate. */
  private static final int[] ORDER = {0, 1, 3, 2};

  public LstmKind() {
    super(2, ORDER);
  }

  @Override
  public Class<Lstm> layerType() {
    return Lstm.class;
  }

  @Override
  public void check(Lstm layer, List<FrameShape> inputs, LayerProblems problems) {
    super.check(layer, inputs, problems);
    problems.checkOptionalSize("peephole", layer.peepholes(), 3.0 * layer.units());
    problems.checkOptionalSize("initial cell", layer.initialCell(), layer.units());
    problems.checkActivation(layer.recurrentActivation());
    problems.checkActivation(layer.activation());
    problems.checkActivation(layer.outputActivation());
  }

  @Override
  public void fingerprint(Lstm layer, FingerprintSink sink) {
    super.fingerprint(layer, sink);
    sink.add(layer.peepholes());
    sink.add(layer.initialCell());
    sink.add(layer.recurrentActivation());
    sink.add(layer.activation());
    sink.add(layer.outputActivation());
    sink.add(layer.coupled());
    sink.add(layer.emits().name());
  }

  @Override
  Supplier<Cell> cell(Lstm layer, Gates gates, Kernels kernels) {
    WindowKernel recurrent = recurrentKernel(layer, gates, Weights.none(), kernels);
    return () -> new LstmCell(layer, gates, recurrent.fork(), kernels);
  }
}
