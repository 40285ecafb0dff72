/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapline.network.function.Activation;
import io.tapline.network.function.Arithmetic;
import io.tapline.network.graph.InvalidNetworkException;
import io.tapline.network.graph.NetworkGraph;
import io.tapline.network.layer.Layer;
import io.tapline.network.layer.Weights;
import io.tapline.network.layer.activation.ActivationLayer;
import io.tapline.network.layer.convolution.Convolution;
import io.tapline.network.layer.merge.ConstantArithmetic;
import io.tapline.network.layer.merge.Where;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** A choice by a condition, which comes as a stream or as constants. */
class WhereTest {
  private static final float NAN = Float.NaN;

  @Test
  void shouldReplaceMissingValuesByAConstant() {
    NetworkGraph.Builder graph = NetworkGraph.builder(2);
    String missing =
        graph.add(
            new ActivationLayer("missing", Activation.of(Activation.Kind.IS_NAN)),
            NetworkGraph.INPUT);
    String filled =
        graph.add(
            new Where("filled", Weights.none(), Weights.of(7f, -7f), Weights.none()),
            missing,
            NetworkGraph.INPUT);
    Network network = Network.compile(graph.output("y", filled).build());

    Streamed got = Streamed.frameByFrame(network, new float[][] {{1, NAN}, {NAN, 4}});

    assertThat(got.values).containsExactly(new float[] {1, -7}, new float[] {7, 4});
  }

  @Test
  void shouldMeetBranchesThatComeLateAndHaveOneChannel() {
    NetworkGraph.Builder graph = NetworkGraph.builder(1);
    String late =
        graph.add(
            Convolution.named("previous").filters(1).kernelSize(2).kernel(1, 0).build(),
            NetworkGraph.INPUT);
    String wide =
        graph.add(
            new ConstantArithmetic("wide", Arithmetic.MULTIPLY, Weights.of(10f, 100f), false, true),
            NetworkGraph.INPUT);
    String positive =
        graph.add(
            new ConstantArithmetic("positive", Arithmetic.GREATER, Weights.of(0f), false, true),
            NetworkGraph.INPUT);
    String chosen =
        graph.add(
            new Where("chosen", Weights.none(), Weights.none(), Weights.none()),
            positive,
            wide,
            late);
    Network network = Network.compile(graph.output("y", chosen).build());
    float[][] frames = {{1}, {-2}, {3}, {-4}, {5}};

    Streamed one = Streamed.frameByFrame(network, frames);
    assertThat(one.values)
        .containsExactly(
            new float[] {10, 100},
            new float[] {1, 1},
            new float[] {30, 300},
            new float[] {3, 3},
            new float[] {50, 500});
    Streamed blocks = Streamed.inRandomBlocks(network, frames, new SplittableRandom(5));
    assertThat(blocks.values).usingElementComparator(WhereTest::bits).isEqualTo(one.values);
  }

  @Test
  void shouldRefuseChannelsThatDoNotFit() {
    Layer where = new Where("w", Weights.of(1f, 0f), Weights.none(), Weights.of(1f, 2f, 3f));
    assertThatThrownBy(() -> Network.compile(3, List.of(where)))
        .isInstanceOf(InvalidNetworkException.class)
        .hasMessageContaining(
            "constants must have equal channels, or one: layer=w, expected=3, got=2");
  }

  @Test
  void shouldRefuseAChoiceThatDependsOnNoBranch() {
    Layer where = new Where("w", Weights.of(1f), Weights.of(2f), Weights.of(3f));
    assertThatThrownBy(() -> Network.compile(1, List.of(where)))
        .isInstanceOf(InvalidNetworkException.class)
        .hasMessageContaining("condition or one of what it chooses from must be a branch: layer=w");
  }

  private static int bits(float[] a, float[] b) {
    return java.util.Arrays.compare(a, b);
  }
}
