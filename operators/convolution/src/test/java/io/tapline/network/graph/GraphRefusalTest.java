/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.graph;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapline.network.Network;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Streams of different rates or lengths do not meet: no offline model has them either. */
class GraphRefusalTest {
  private static final int GRAPHS = 2_000;

  @Test
  void shouldRefuseBranchesThatDifferInRateOrLength() {
    for (long seed = 0; seed < GRAPHS; seed++) {
      NetworkGraph graph = RandomGraphs.disagreeing(new SplittableRandom(seed));
      assertThatThrownBy(() -> Network.compile(graph))
          .as("seed=%d, nodes=%s", seed, graph.nodes())
          .isInstanceOf(InvalidNetworkException.class);
    }
  }
}
