/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.convolution.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.convolution.NetworkGraph;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What the properties are tested on. */
class RandomGraphsTest {
  private static final int GRAPHS = 2_000;

  @Test
  void shouldMakeGraphsWhoseBranchesAgreeForEveryLength() {
    for (long seed = 0; seed < GRAPHS; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      NetworkGraph graph = RandomGraphs.streaming(random);
      for (int frames = 0; frames < 30; frames++) {
        double[][] recording = new double[frames][graph.inputChannels()];
        for (double[] frame : recording) {
          Arrays.setAll(frame, c -> random.nextDouble(-2, 2));
        }
        Evaluation evaluation = OfflineEvaluator.evaluate(graph, recording);
        assertThat(evaluation.largest()).as("seed=%d", seed).isLessThan(200);
      }
    }
  }

  @Test
  void shouldMakeEveryKindOfLayer() {
    Map<String, Integer> kinds = new HashMap<>();
    for (long seed = 0; seed < GRAPHS; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      for (NetworkGraph graph :
          List.of(RandomGraphs.streaming(random), RandomGraphs.windowed(random).graph())) {
        for (NetworkGraph.Node node : graph.nodes()) {
          kinds.merge(node.layer().type(), 1, Integer::sum);
          kinds.merge("padding " + node.layer().taps().padding().mode(), 1, Integer::sum);
        }
      }
    }
    System.out.println(kinds);
  }
}
