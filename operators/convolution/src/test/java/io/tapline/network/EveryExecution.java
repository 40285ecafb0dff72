/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network;

import io.tapline.network.function.Arithmetic;
import io.tapline.network.graph.NetworkGraph;
import io.tapline.network.graph.Window;
import io.tapline.network.layer.Padding;
import io.tapline.network.layer.Taps;
import io.tapline.network.layer.collapse.TimeCollapse;
import io.tapline.network.layer.convolution.DepthwiseConvolution;
import io.tapline.network.layer.merge.Concatenation;
import io.tapline.network.layer.merge.Merge;
import io.tapline.network.layer.pooling.Pooling;
import io.tapline.network.layer.recurrent.Gru;
import io.tapline.network.layer.recurrent.Lstm;
import io.tapline.network.layer.recurrent.SimpleRnn;
import io.tapline.network.layer.shape.TimePadding;
import java.util.List;

/** A network for each way in which a layer can run and in which frames can wait. */
final class EveryExecution {

  private EveryExecution() {}

  /** A residual around a look-ahead layer, cut at its end, and a second output of half the rate. */
  static Network meeting() {
    NetworkGraph.Builder graph = NetworkGraph.builder(2);
    String same =
        graph.add(
            DepthwiseConvolution.named("same")
                .kernelSize(5)
                .padding(Padding.SAME)
                .kernel(1, -1, 2, -2, 3, -3, 4, -4, 5, -5)
                .build(),
            NetworkGraph.INPUT);
    String sum = graph.add(new Merge("sum", Arithmetic.ADD), same, NetworkGraph.INPUT);
    String cut = graph.add(new TimePadding("cut", 1, -2, 1, 0.5f), sum);
    Taps halves = new Taps(2, 2, 1, Padding.of(1, 0));
    String pool = graph.add(new Pooling("pool", Pooling.Kind.MAX, halves, false), sum);
    return Network.compile(graph.output("cut", cut).output("pool", pool).build());
  }

  /** In windows: a streamed, a recomputed and a collapsed branch of two layers each. */
  static Network windows() {
    NetworkGraph.Builder graph = NetworkGraph.builder(2);
    String streamed =
        graph.add(
            DepthwiseConvolution.named("streamed")
                .kernelSize(3)
                .padding(Padding.VALID)
                .kernel(1, 2, 3, 4, 5, 6)
                .build(),
            NetworkGraph.INPUT);
    String recomputed =
        graph.add(
            DepthwiseConvolution.named("recomputed")
                .kernelSize(3)
                .padding(Padding.SAME)
                .kernel(6, 5, 4, 3, 2, 1)
                .build(),
            streamed);
    String mean = graph.add(TimeCollapse.of("mean", TimeCollapse.Kind.AVERAGE), recomputed);
    String last = graph.add(TimeCollapse.step("last", -1), streamed);
    String both = graph.add(new Concatenation("both"), mean, last);
    return Network.compile(graph.output("both", both).build(), new Window(7, 3));
  }

  /** Recurrent layers of each kind. */
  static Network recurrent() {
    Lstm first =
        Lstm.named("first")
            .units(16)
            .kernel(values(2 * 64))
            .recurrent(values(16 * 64))
            .bias(values(64))
            .build();
    Lstm second =
        Lstm.named("second")
            .units(5)
            .kernel(values(16 * 20))
            .recurrent(values(5 * 20))
            .peepholes(values(15))
            .clip(3)
            .coupled(true)
            .initialHidden(values(5))
            .emits(Lstm.Emission.HIDDEN_AND_CELL)
            .build();
    Gru third = Gru.named("third").units(3).kernel(values(10 * 9)).recurrent(values(3 * 9)).build();
    SimpleRnn fourth =
        SimpleRnn.named("fourth").units(2).kernel(values(6)).recurrent(values(4)).build();
    return Network.compile(2, List.of(first, second, third, fourth));
  }

  private static float[] values(int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = i % 7 / 10f - 0.3f;
    }
    return values;
  }
}
