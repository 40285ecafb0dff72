/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.graph;

import static io.tapline.network.graph.ByHand.column;
import static io.tapline.network.graph.ByHand.evaluate;
import static io.tapline.network.graph.ByHand.frame;
import static io.tapline.network.graph.ByHand.values;
import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.network.function.Arithmetic;
import io.tapline.network.layer.Layer;
import io.tapline.network.layer.Padding;
import io.tapline.network.layer.convolution.Convolution;
import io.tapline.network.layer.merge.Concatenation;
import io.tapline.network.layer.merge.Merge;
import io.tapline.network.layer.shape.ChannelSelection;
import io.tapline.network.layer.shape.TimePadding;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Branches that meet, recordings that are too short, and when a row is certain, by hand. */
class OfflineGraphTest {

  @Test
  void shouldMergeFrameWithFrameFromTheFirstBranchToTheLast() {
    assertThat(merged(new Merge("m", Arithmetic.SUBTRACT))).containsExactly(8, 77);
    assertThat(merged(new Merge("m", Arithmetic.DIVIDE))).containsExactly(10, 40);
    assertThat(merged(new Merge("m", Arithmetic.MINIMUM))).containsExactly(1, 1);
  }

  @Test
  void shouldMeetEveryChannelWithABranchOfOne() {
    NetworkGraph.Builder builder = NetworkGraph.builder(3);
    String first = builder.add(new ChannelSelection("first", List.of(0)), NetworkGraph.INPUT);
    builder.add(new Merge("m", Arithmetic.MULTIPLY), first, NetworkGraph.INPUT);
    assertThat(values(evaluate(builder.output("y", "m").build(), frame(2, 3, 5)), 0))
        .containsExactly(frame(4, 6, 10));
  }

  @Test
  void shouldPutChannelsBehindEachOther() {
    NetworkGraph.Builder builder = NetworkGraph.builder(2);
    String turned = builder.add(new ChannelSelection("t", List.of(1, 0)), NetworkGraph.INPUT);
    builder.add(new Concatenation("c"), turned, NetworkGraph.INPUT, turned);
    assertThat(values(evaluate(builder.output("y", "c").build(), frame(2, 3)), 0))
        .containsExactly(frame(3, 2, 2, 3, 3, 2));
  }

  @Test
  void shouldGiveNothingThatDependsOnALayerWithTooFewFrames() {
    NetworkGraph.Builder builder = NetworkGraph.builder(1);
    String valid = builder.add(kernelOfThree(), NetworkGraph.INPUT);
    String padded = builder.add(new TimePadding("pad", 2, 0, 1, 0), valid);
    builder.add(new Merge("sum", Arithmetic.ADD), NetworkGraph.INPUT, padded);
    NetworkGraph graph =
        builder.output("sum", "sum").output("pad", padded).output("in", "input").build();

    Evaluation two = evaluate(graph, frame(1), frame(2));
    assertThat(two.outputs().get(0)).isEmpty();
    assertThat(two.outputs().get(1)).isEmpty();
    assertThat(values(two, 2)).containsExactly(frame(1), frame(2));

    Evaluation three = evaluate(graph, frame(1), frame(2), frame(3));
    assertThat(values(three, 0)).containsExactly(frame(1), frame(2), frame(324));
  }

  @Test
  void shouldGiveNothingForNothing() {
    NetworkGraph graph = NetworkGraph.sequence(1, List.of(new TimePadding("pad", 5, 5, 1, 1)), "y");
    assertThat(evaluate(graph).outputs()).containsExactly(List.of());
  }

  @Test
  void shouldTellTheFrameThatMakesARowCertain() {
    // Of the three frames, the rows see nothing, nothing, 0, 0 1, 0 1 2 and 1 2 and the end.
    assertThat(frames(ones(3, Padding.of(4, 1)))).containsExactly(0L, 0L, 0L, 1L, 2L, 2L);
    // PyTorch's causal idiom: a row is certain with its own frame, though it is cut elsewhere.
    assertThat(frames(ones(3, Padding.of(2, 2)), new TimePadding("chop", 0, -2, 1, 0)))
        .containsExactly(0L, 1L, 2L);
    // A frame may be the last, which is cut off, until the next one has come.
    assertThat(frames(new TimePadding("chop", 0, -1, 1, 0))).containsExactly(1L, 2L);
    assertThat(frames(new TimePadding("chop", 0, -1, 1, 0), new TimePadding("pad", 0, 1, 1, 0)))
        .containsExactly(1L, 2L, 2L);
    // Nothing is padded where nothing is.
    assertThat(frames(new TimePadding("cut", -1, 0, 1, 0), new TimePadding("pad", 1, 0, 1, 0)))
        .containsExactly(1L, 1L, 2L);
    // Rows move back, and there are no more of them than frames.
    assertThat(frames(new TimePadding("shift", 1, -1, 1, 0))).containsExactly(0L, 1L, 2L);
  }

  @Test
  void shouldTellWhetherPaddingTookPart() {
    NetworkGraph graph = NetworkGraph.sequence(1, List.of(ones(3, Padding.of(4, 1))), "y");
    assertThat(evaluate(graph, frame(1), frame(2), frame(3)).outputs().get(0))
        .extracting(Row::padded)
        .containsExactly(true, true, true, true, false, true);
  }

  private static List<Long> frames(Layer... layers) {
    NetworkGraph graph = NetworkGraph.sequence(1, List.of(layers), "y");
    return evaluate(graph, frame(1), frame(2), frame(3)).outputs().get(0).stream()
        .map(Row::frame)
        .toList();
  }

  private static Layer ones(int kernelSize, Padding padding) {
    return Convolution.named("ones")
        .filters(1)
        .kernelSize(kernelSize)
        .padding(padding)
        .kernel(new float[kernelSize])
        .build();
  }

  private static double[] merged(Merge merge) {
    NetworkGraph.Builder builder = NetworkGraph.builder(3);
    String[] branches = new String[3];
    for (int c = 0; c < 3; c++) {
      branches[c] = builder.add(new ChannelSelection("c" + c, List.of(c)), NetworkGraph.INPUT);
    }
    builder.add(merge, branches);
    NetworkGraph graph = builder.output("y", merge.name()).build();
    return column(evaluate(graph, frame(10, 1, 1), frame(80, 2, 1)), 0);
  }

  private static Layer kernelOfThree() {
    return Convolution.named("valid")
        .filters(1)
        .kernelSize(3)
        .padding(Padding.VALID)
        .kernel(1, 10, 100)
        .build();
  }
}
