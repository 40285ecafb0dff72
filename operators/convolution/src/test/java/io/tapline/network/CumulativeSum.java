/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network;

import io.tapline.network.graph.NetworkGraph;
import io.tapline.network.graph.Window;
import io.tapline.network.kernel.Kernels;
import io.tapline.network.layer.FingerprintSink;
import io.tapline.network.layer.FrameShape;
import io.tapline.network.layer.Layer;
import io.tapline.network.layer.LayerKind;
import io.tapline.network.layer.LayerPlace;
import io.tapline.network.layer.LayerProblems;
import io.tapline.network.layer.StreamTiming;
import io.tapline.network.layer.Taps;
import io.tapline.network.plan.LayerKinds;
import io.tapline.network.plan.NetworkPlan;
import io.tapline.network.stage.RingShape;
import io.tapline.network.stage.Slots;
import io.tapline.network.stage.Span;
import io.tapline.network.stage.Stage;
import io.tapline.network.stage.StateSlot;
import io.tapline.network.stage.VectorShape;
import java.util.List;
import java.util.function.Supplier;

/**
 * The sum of each channel since the segment began: the least layer that keeps a vector of its own
 * and sees everything. It shows what a recurrent layer has to say.
 */
record CumulativeSum(String name) implements Layer {

  @Override
  public String type() {
    return "CumulativeSum";
  }

  /** A network of one such layer, warm after a window of four frames. */
  static Network network() {
    return compile(NetworkGraph.sequence(2, List.of(new CumulativeSum("sum")), "output"), 4);
  }

  /** A network that may have such layers. */
  static Network compile(NetworkGraph graph, int warmUp) {
    return Network.of(NetworkPlan.streaming(graph, warmUp, kinds()));
  }

  /** A network over windows that may have such layers. */
  static Network compile(NetworkGraph graph, Window window) {
    return Network.of(NetworkPlan.overWindows(graph, window, kinds()));
  }

  private static LayerKinds kinds() {
    return LayerKinds.ALL.with(new Kind());
  }

  /** The kind of these layers. */
  private static final class Kind implements LayerKind<CumulativeSum> {
    @Override
    public Class<CumulativeSum> layerType() {
      return CumulativeSum.class;
    }

    @Override
    public void check(CumulativeSum layer, List<FrameShape> inputs, LayerProblems problems) {
      // Any frame has a sum.
    }

    @Override
    public StreamTiming timing(CumulativeSum layer, Taps taps, List<StreamTiming> inputs) {
      return inputs.get(0).through(taps).sinceSegmentStart();
    }

    @Override
    public List<StateSlot> state(CumulativeSum layer, LayerPlace place) {
      int values = place.input().values();
      return List.of(RingShape.of(0, values), new VectorShape(values));
    }

    @Override
    public void fingerprint(CumulativeSum layer, FingerprintSink sink) {
      // It has no parameters.
    }

    @Override
    public Supplier<Stage> stage(CumulativeSum layer, LayerPlace place, Kernels kernels) {
      int values = place.input().values();
      return () -> (inputs, slots, memory, output) -> sum(inputs[0], slots, memory, output, values);
    }

    private static void sum(Span input, Slots slots, float[] memory, Span output, int values) {
      int sums = slots.vector(0);
      for (int i = 0; i < output.count * values; i++) {
        int at = sums + i % values;
        memory[at] += input.values[input.offset + i];
        output.values[output.offset + i] = memory[at];
      }
    }
  }
}
