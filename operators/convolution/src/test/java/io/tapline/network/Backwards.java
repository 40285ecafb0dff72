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
import io.tapline.network.plan.LayerKinds;
import io.tapline.network.plan.NetworkPlan;
import io.tapline.network.stage.Span;
import io.tapline.network.stage.Stage;
import java.util.List;
import java.util.function.Supplier;

/** The frames of a window from the last to the first: the least layer that needs all of them. */
record Backwards(String name) implements Layer {

  @Override
  public String type() {
    return "Backwards";
  }

  /** A network over windows, or over the whole stream where there are none. */
  static Network compile(NetworkGraph graph, Window window) {
    LayerKinds kinds = LayerKinds.ALL.with(new Kind());
    return Network.of(
        window == null
            ? NetworkPlan.streaming(graph, 1, kinds)
            : NetworkPlan.overWindows(graph, window, kinds));
  }

  /** The kind of these layers. */
  private static final class Kind implements LayerKind<Backwards> {
    @Override
    public Class<Backwards> layerType() {
      return Backwards.class;
    }

    @Override
    public Role role() {
      return Role.WHOLE_WINDOW;
    }

    @Override
    public void check(Backwards layer, List<FrameShape> inputs, LayerProblems problems) {
      // Any frames can be turned round.
    }

    @Override
    public void fingerprint(Backwards layer, FingerprintSink sink) {
      // It has no parameters.
    }

    @Override
    public Supplier<Stage> stage(Backwards layer, LayerPlace place, Kernels kernels) {
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
}
