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

/** Gated recurrent units. It remembers the hidden vector. */
public final class GruKind extends RecurrentKind<Gru> {
  private static final int UPDATE = 0;
  private static final int RESET = 1;
  private static final int CANDIDATE = 2;

  public GruKind() {
    super(1, UPDATE, RESET, CANDIDATE);
  }

  @Override
  public Class<Gru> layerType() {
    return Gru.class;
  }

  @Override
  public void check(Gru layer, List<FrameShape> inputs, LayerProblems problems) {
    super.check(layer, inputs, problems);
    problems.checkOptionalSize("recurrent bias", layer.recurrentBias(), 3.0 * layer.units());
    if (!layer.resetAfter() && !layer.recurrentBias().isEmpty()) {
      problems.add("recurrent bias is of layers that reset after the product: add it to the bias");
    }
    problems.checkActivation(layer.recurrentActivation());
    problems.checkActivation(layer.activation());
  }

  @Override
  public void fingerprint(Gru layer, FingerprintSink sink) {
    super.fingerprint(layer, sink);
    sink.add(layer.recurrentBias());
    sink.add(layer.resetAfter());
    sink.add(layer.recurrentActivation());
    sink.add(layer.activation());
  }

  @Override
  Supplier<Cell> cell(Gru layer, Gates gates, Kernels kernels) {
    if (layer.resetAfter()) {
      WindowKernel all = recurrentKernel(layer, gates, layer.recurrentBias(), kernels);
      return () -> new GruCell(layer, gates, all.fork(), null, kernels);
    }
    WindowKernel both = recurrentKernel(layer, gates.only(UPDATE, RESET), Weights.none(), kernels);
    WindowKernel candidate = recurrentKernel(layer, gates.only(CANDIDATE), Weights.none(), kernels);
    return () -> new GruCell(layer, gates, both.fork(), candidate.fork(), kernels);
  }
}
