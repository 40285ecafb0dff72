/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.layer.recurrent;

import io.tapline.network.function.Activation;
import io.tapline.network.kernel.Kernels;
import io.tapline.network.kernel.WindowKernel;
import io.tapline.network.layer.FingerprintSink;
import io.tapline.network.layer.FrameShape;
import io.tapline.network.layer.LayerKind;
import io.tapline.network.layer.LayerPlace;
import io.tapline.network.layer.LayerProblems;
import io.tapline.network.layer.StreamTiming;
import io.tapline.network.layer.Taps;
import io.tapline.network.layer.Weights;
import io.tapline.network.stage.Chunk;
import io.tapline.network.stage.RingShape;
import io.tapline.network.stage.Stage;
import io.tapline.network.stage.StateSlot;
import io.tapline.network.stage.VectorShape;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * What all recurrent layers have in common.
 *
 * @param <L> the layers of the kind
 */
abstract class RecurrentKind<L extends RecurrentLayer> implements LayerKind<L> {
  private final int vectors;
  private final int[] order;

  /**
   * @param vectors how many vectors of H values a layer remembers
   * @param order for each gate, in the order in which the input's sums lie, its position in the
   *     layer's weights
   */
  RecurrentKind(int vectors, int... order) {
    this.vectors = vectors;
    this.order = order;
  }

  /** Packs the recurrent weights; gives what makes the cell of a thread. */
  abstract Supplier<Cell> cell(L layer, Gates gates, Kernels kernels);

  @Override
  public void check(L layer, List<FrameShape> inputs, LayerProblems problems) {
    double gates = order.length;
    double units = layer.units();
    if (problems.checkPositive("units", layer.units())) {
      FrameShape input = inputs.get(0);
      if (input.isKnown()) {
        problems.checkSize("kernel", layer.kernel(), input.values() * gates * units);
      }
      problems.checkSize("recurrent kernel", layer.recurrent(), units * gates * units);
      problems.checkOptionalSize("bias", layer.bias(), gates * units);
      problems.checkOptionalSize("initial hidden", layer.initialHidden(), units);
    }
    if (!(layer.clip() > 0)) {
      problems.add("clip must be above 0", "got=" + layer.clip());
    }
  }

  @Override
  public FrameShape outputOfAnyInput(L layer) {
    return new FrameShape(Math.max(0, layer.outputChannels(1)));
  }

  @Override
  public StreamTiming timing(L layer, Taps taps, List<StreamTiming> inputs) {
    return inputs.get(0).through(taps).sinceSegmentStart();
  }

  @Override
  public List<StateSlot> state(L layer, LayerPlace place) {
    List<StateSlot> state = new ArrayList<>();
    state.add(RingShape.of(0, place.input().values()));
    for (int vector = 0; vector < vectors; vector++) {
      state.add(new VectorShape(layer.units()));
    }
    return state;
  }

  @Override
  public void fingerprint(L layer, FingerprintSink sink) {
    sink.add(layer.units());
    sink.add(layer.kernel());
    sink.add(layer.recurrent());
    sink.add(layer.bias());
    sink.add(layer.clip());
    sink.add(layer.initialHidden());
  }

  @Override
  public double scratchValues(L layer, LayerPlace place) {
    return (Chunk.FRAMES + 1.0) * order.length * (layer.units() + (double) Kernels.SLACK);
  }

  @Override
  public Supplier<Stage> stage(L layer, LayerPlace place, Kernels kernels) {
    Gates gates = Gates.of(layer.units(), kernels, order);
    int inputs = place.input().values();
    WindowKernel inputKernel = gates.kernel(kernels, layer.kernel(), layer.bias(), inputs);
    Supplier<Cell> cell = cell(layer, gates, kernels);
    return () -> new RecurrentStage(place, inputKernel.fork(), cell.get());
  }

  /** The bound of what enters activations; null for none. */
  static Activation bound(RecurrentLayer layer) {
    return Float.isInfinite(layer.clip()) ? null : Activation.clip(-layer.clip(), layer.clip());
  }

  /** Kernel of the sums of some gates over the hidden vector. */
  static WindowKernel recurrentKernel(
      RecurrentLayer layer, Gates gates, Weights bias, Kernels kernels) {
    return gates.kernel(kernels, layer.recurrent(), bias, layer.units());
  }
}
