/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.convolution.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tapline.convolution.NetworkGraph;
import io.tapline.convolution.Window;
import io.tapline.convolution.layer.Activation;
import io.tapline.convolution.layer.ActivationLayer;
import io.tapline.convolution.layer.Arithmetic;
import io.tapline.convolution.layer.BatchNormalization;
import io.tapline.convolution.layer.ChannelReduction;
import io.tapline.convolution.layer.ChannelSelection;
import io.tapline.convolution.layer.Concatenation;
import io.tapline.convolution.layer.ConstantArithmetic;
import io.tapline.convolution.layer.Convolution;
import io.tapline.convolution.layer.DepthwiseConvolution;
import io.tapline.convolution.layer.Layer;
import io.tapline.convolution.layer.LayerNormalization;
import io.tapline.convolution.layer.Merge;
import io.tapline.convolution.layer.Padding;
import io.tapline.convolution.layer.ParametricRelu;
import io.tapline.convolution.layer.Pooling;
import io.tapline.convolution.layer.Reduction;
import io.tapline.convolution.layer.Softmax;
import io.tapline.convolution.layer.Taps;
import io.tapline.convolution.layer.TimeCollapse;
import io.tapline.convolution.layer.TimePadding;
import io.tapline.convolution.layer.Weights;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Lengths and values worked out by hand, because a wrong oracle proves nothing. */
class OfflineEvaluatorTest {

  /** The digits of an output tell what each tap saw: the oldest has the ones. */
  @Nested
  class OfConvolutions {

    @Test
    void shouldPadCausallyOnTheLeft() {
      assertThat(decimal(Padding.CAUSAL, 1, 1, 1, 2, 3, 4)).containsExactly(100, 210, 321, 432);
    }

    @Test
    void shouldGiveOnlyFullKernelsWhenValid() {
      assertThat(decimal(Padding.VALID, 1, 1, 1, 2, 3, 4)).containsExactly(321, 432);
    }

    @Test
    void shouldPadBothSidesWhenSame() {
      assertThat(decimal(Padding.SAME, 1, 1, 1, 2, 3, 4)).containsExactly(210, 321, 432, 43);
    }

    @Test
    void shouldPutTheOddZeroOfSameWhereItsNameSays() {
      Layer upper = single(2, 1, 1, Padding.SAME, 1, 10);
      Layer lower = single(2, 1, 1, Padding.SAME_LOWER, 1, 10);
      assertThat(series(upper, 1, 2, 3, 4)).containsExactly(21, 32, 43, 4);
      assertThat(series(lower, 1, 2, 3, 4)).containsExactly(10, 21, 32, 43);
    }

    @Test
    void shouldPadAsManyAsGiven() {
      assertThat(decimal(Padding.of(2, 1), 1, 1, 1, 2, 3, 4))
          .containsExactly(100, 210, 321, 432, 43);
      assertThat(decimal(Padding.of(0, 2), 1, 1, 1, 2, 3, 4)).containsExactly(321, 432, 43, 4);
    }

    @Test
    void shouldPadMoreThanTheKernelReaches() {
      assertThat(decimal(Padding.of(4, 0), 1, 1, 1, 2)).containsExactly(0, 0, 100, 210);
      assertThat(decimal(Padding.of(0, 4), 1, 1, 1, 2)).containsExactly(21, 2, 0, 0);
    }

    @Test
    void shouldCutOffWherePaddingIsNegative() {
      assertThat(decimal(Padding.of(-1, 2), 1, 1, 1, 2, 3)).containsExactly(32, 3);
      assertThat(decimal(Padding.of(0, -1), 1, 1, 1, 2, 3, 4)).containsExactly(321);
    }

    @Test
    void shouldStride() {
      assertThat(decimal(Padding.CAUSAL, 2, 1, 1, 2, 3, 4)).containsExactly(100, 321);
      assertThat(decimal(Padding.CAUSAL, 2, 1, 1, 2, 3, 4, 5)).containsExactly(100, 321, 543);
      assertThat(decimal(Padding.VALID, 2, 1, 1, 2, 3, 4, 5, 6)).containsExactly(321, 543);
      assertThat(decimal(Padding.of(1, 1), 2, 1, 1, 2, 3, 4)).containsExactly(210, 432);
    }

    @Test
    void shouldPadSameByTheLengthWhenStriding() {
      // Four frames want two outputs and one zero; five want three outputs and two zeros.
      assertThat(decimal(Padding.SAME, 2, 1, 1, 2, 3, 4)).containsExactly(321, 43);
      assertThat(decimal(Padding.SAME_LOWER, 2, 1, 1, 2, 3, 4)).containsExactly(210, 432);
      assertThat(decimal(Padding.SAME, 2, 1, 1, 2, 3, 4, 5)).containsExactly(210, 432, 54);
      // The outputs at 0, 4 and 8 take all nine frames: nothing to pad.
      assertThat(series(single(1, 4, 1, Padding.SAME, 1), 1, 2, 3, 4, 5, 6, 7, 8, 9))
          .containsExactly(1, 5, 9);
    }

    @Test
    void shouldDilate() {
      assertThat(decimal(Padding.VALID, 1, 2, 1, 2, 3, 4, 5, 6)).containsExactly(531, 642);
      assertThat(decimal(Padding.CAUSAL, 1, 2, 1, 2, 3, 4, 5, 6))
          .containsExactly(100, 200, 310, 420, 531, 642);
      assertThat(decimal(Padding.SAME, 1, 2, 1, 2, 3, 4)).containsExactly(310, 420, 31, 42);
    }

    @Test
    void shouldReadTheKernelAsKerasLaysItOut() {
      Layer layer =
          Convolution.named("c")
              .kernelSize(2)
              .filters(2)
              .padding(Padding.VALID)
              .kernel(1, 2, 3, 4, 5, 6, 7, 8)
              .build();
      assertThat(rows(layer, frame(1, 10), frame(100, 1000))).containsExactly(frame(7531, 8642));
    }

    @Test
    void shouldKeepGroupsApart() {
      Layer layer = Convolution.pointwise("c").filters(4).groups(2).kernel(1, 2, 3, 4).build();
      assertThat(rows(layer, frame(1, 2))).containsExactly(frame(1, 2, 6, 8));
    }

    @Test
    void shouldAddTheBiasAndThenActivate() {
      Layer layer =
          Convolution.pointwise("c")
              .filters(1)
              .kernel(2)
              .bias(-3)
              .activation(Activation.RELU)
              .build();
      assertThat(series(layer, 1, 2, 5)).containsExactly(0, 1, 7);
    }

    @Test
    void shouldGiveEachChannelFiltersOfItsOwnWhenDepthwise() {
      Layer layer =
          DepthwiseConvolution.named("d")
              .kernelSize(2)
              .depthMultiplier(2)
              .padding(Padding.VALID)
              .kernel(1, 2, 3, 4, 5, 6, 7, 8)
              .bias(0, 0, 0, 0.5f)
              .build();
      assertThat(rows(layer, frame(1, 10), frame(100, 1000)))
          .containsExactly(frame(501, 602, 7030, 8040.5));
    }

    private double[] decimal(Padding padding, int stride, int dilation, double... x) {
      return series(single(3, stride, dilation, padding, 1, 10, 100), x);
    }

    private static Convolution single(
        int kernelSize, int stride, int dilation, Padding padding, float... kernel) {
      return Convolution.named("c")
          .filters(1)
          .kernelSize(kernelSize)
          .stride(stride)
          .dilation(dilation)
          .padding(padding)
          .kernel(kernel)
          .build();
    }
  }

  @Nested
  class OfPooling {

    @Test
    void shouldTakeTheLargestOrTheMean() {
      assertThat(series(max(new Taps(2, 2, 1, Padding.VALID)), 3, 1, 2, 5, 4))
          .containsExactly(3, 5);
      assertThat(series(average(new Taps(2, 2, 1, Padding.VALID), false), 3, 1, 2, 5, 4))
          .containsExactly(2, 3.5);
      assertThat(series(max(new Taps(2, 1, 2, Padding.VALID)), 1, 5, 2, 4)).containsExactly(2, 5);
    }

    @Test
    void shouldGiveALastPartialOutputInCeilMode() {
      Taps taps = new Taps(2, 2, 1, Padding.VALID, true);
      assertThat(series(max(taps), 3, 1, 2, 5, 4)).containsExactly(3, 5, 4);
      assertThat(series(average(taps, true), 3, 1, 2, 5, 4)).containsExactly(2, 3.5, 4);
      assertThat(series(max(taps), 3, 1)).containsExactly(3);
    }

    @Test
    void shouldNotLetAPartialOutputBeginInTheRightPadding() {
      Taps apart = new Taps(2, 3, 1, Padding.VALID, true);
      assertThat(series(max(apart), 3, 1, 2)).containsExactly(3);
      Taps padded = new Taps(2, 2, 1, Padding.of(1, 1), true);
      assertThat(series(max(padded), 3, 1, 2, 5)).containsExactly(3, 2, 5);
    }

    @Test
    void shouldNeverTakePaddingForTheLargest() {
      assertThat(series(max(new Taps(3, 1, 1, Padding.of(1, 1))), -3, -6)).containsExactly(-3, -3);
    }

    @Test
    void shouldCountPaddingOnlyIfTold() {
      Taps taps = new Taps(3, 1, 1, Padding.of(1, 1));
      assertThat(series(average(taps, false), 3, 6, 9)).containsExactly(4.5, 6, 7.5);
      assertThat(series(average(taps, true), 3, 6, 9)).containsExactly(3, 6, 5);
    }

    @Test
    void shouldNotCountWhatIsBeyondThePadding() {
      Taps taps = new Taps(3, 2, 1, Padding.of(1, 1), true);
      assertThat(series(average(taps, true), 2, 4, 6, 8)).containsExactly(2, 6, 4);
      assertThat(series(average(taps, false), 2, 4, 6, 8)).containsExactly(3, 6, 8);
    }

    private static Layer max(Taps taps) {
      return new Pooling("p", Pooling.Kind.MAX, taps, false);
    }

    private static Layer average(Taps taps, boolean countPadding) {
      return new Pooling("p", Pooling.Kind.AVERAGE, taps, countPadding);
    }
  }

  @Nested
  class OfTimePadding {

    @Test
    void shouldPutConstantsOnBothSides() {
      assertThat(series(new TimePadding("t", 2, 1, 1, 7), 1, 2)).containsExactly(7, 7, 1, 2, 7);
    }

    @Test
    void shouldCutOffWhereNegative() {
      assertThat(series(new TimePadding("t", -1, -1, 1, 0), 1, 2, 3, 4)).containsExactly(2, 3);
      assertThat(series(new TimePadding("t", 1, -1, 1, 9), 1, 2, 3)).containsExactly(9, 1, 2);
      assertThat(series(new TimePadding("t", -1, -1, 1, 0), 1, 2)).isEmpty();
    }

    @Test
    void shouldTakeEveryStridethOfWhatIsThereThen() {
      assertThat(series(new TimePadding("t", -1, 0, 2, 0), 1, 2, 3, 4, 5)).containsExactly(2, 4);
      assertThat(series(new TimePadding("t", 1, 0, 2, 9), 1, 2, 3, 4, 5)).containsExactly(9, 2, 4);
    }
  }

  @Nested
  class OfSingleFrames {

    @Test
    void shouldNormalizeByTheStatisticsOfTraining() {
      Layer layer =
          new BatchNormalization(
              "b",
              Weights.of(10, 1),
              Weights.of(0.5f, 0),
              Weights.of(1, 0),
              Weights.of(3, 8),
              1,
              true);
      assertThat(rows(layer, frame(3, 6))).containsExactly(frame(10.5, 2));
    }

    @Test
    void shouldNormalizeByTheFrameItself() {
      Layer layer = new LayerNormalization("l", Weights.of(2, 4), Weights.of(10, 20), 3, true);
      assertThat(rows(layer, frame(1, 3))).containsExactly(frame(9, 22));
      Layer plain = new LayerNormalization("l", Weights.none(), Weights.none(), 3, true);
      assertThat(rows(plain, frame(1, 3))).containsExactly(frame(-0.5, 0.5));
    }

    @Test
    void shouldScaleNegativeValuesByAlpha() {
      assertThat(rows(new ParametricRelu("p", Weights.of(0.5f, 9), true), frame(-2, 3)))
          .containsExactly(frame(-1, 3));
      assertThat(rows(new ParametricRelu("p", Weights.of(0.5f), true), frame(-2, -4)))
          .containsExactly(frame(-1, -2));
    }

    @Test
    void shouldActivateAsDefined() {
      assertThat(activated(Activation.elu(2), -1, 3)).containsExactly(2 * (1 / Math.E - 1), 3);
      assertThat(activated(Activation.clip(-1, 2), -3, 1, 4)).containsExactly(-1, 1, 2);
      assertThat(activated(Activation.leakyRelu(0.5f), -4, 4)).containsExactly(-2, 4);
      assertThat(activated(Activation.thresholdedRelu(2), 2, 3)).containsExactly(0, 3);
      assertThat(activated(Activation.shrink(1, 0.5f), -3, 1, 3)).containsExactly(-2.5, 0, 2.5);
      assertThat(activated(Activation.selu(3, 2), 1)).containsExactly(2);
      assertThat(activated(Activation.hardSigmoid(0.25f, 0.5f), -9, 1, 9))
          .containsExactly(0, 0.75, 1);
      assertThat(activated(Activation.HARD_SWISH, -4, 3, 1)).containsExactly(-0.0, 3, 2 / 3.0);
      assertThat(activated(Activation.SOFTSIGN, -1, 3)).containsExactly(-0.5, 0.75);
      assertThat(activated(Activation.SQUARE, -3)).containsExactly(9);
      assertThat(activated(Activation.RECIPROCAL, -4)).containsExactly(-0.25);
      assertThat(activated(Activation.power(2), 3)).containsExactly(9);
      assertThat(activated(Activation.NEGATE, 3)).containsExactly(-3);
    }

    /** Figures of tables, to the digits there: e^−1, ln 2, Φ(1) = 0.841345, erf(1) = 0.842701. */
    @Test
    void shouldActivateAsTabulated() {
      assertThat(activated(Activation.celu(2), -2))
          .containsExactly(new double[] {2 * (0.36787944 - 1)}, within(1e-6));
      assertThat(activated(Activation.selu(3, 2), -1))
          .containsExactly(new double[] {6 * (0.36787944 - 1)}, within(1e-6));
      assertThat(activated(Activation.SIGMOID, 1))
          .containsExactly(new double[] {0.731059}, within(1e-6));
      assertThat(activated(Activation.SILU, 1))
          .containsExactly(new double[] {0.731059}, within(1e-6));
      assertThat(activated(Activation.swish(2), 0.5))
          .containsExactly(new double[] {0.365529}, within(1e-6));
      assertThat(activated(Activation.SOFTPLUS, 0))
          .containsExactly(new double[] {0.693147}, within(1e-6));
      assertThat(activated(Activation.GELU, 1))
          .containsExactly(new double[] {0.841345}, within(1e-6));
      assertThat(activated(Activation.GELU_TANH, 1))
          .containsExactly(new double[] {0.841192}, within(1e-6));
      assertThat(activated(Activation.MISH, 1))
          .containsExactly(new double[] {0.865098}, within(1e-6));
      assertThat(activated(Activation.ERF, 1))
          .containsExactly(new double[] {0.842701}, within(1e-6));
      assertThat(activated(Activation.ERF, -0.5))
          .containsExactly(new double[] {-0.520500}, within(1e-6));
      assertThat(activated(Activation.ERF, 5)).containsExactly(new double[] {1}, within(1e-6));
      assertThat(activated(Activation.EXP, -1))
          .containsExactly(new double[] {0.367879}, within(1e-6));
      assertThat(activated(Activation.LOG, 2))
          .containsExactly(new double[] {0.693147}, within(1e-6));
    }

    private static double[] activated(Activation activation, double... x) {
      return series(new ActivationLayer("a", activation), x);
    }

    @Test
    void shouldGiveSharesOfOne() {
      double[] softmax = rows(new Softmax("s", false), frame(0, Math.log(3))).get(0);
      assertThat(softmax).containsExactly(new double[] {0.25, 0.75}, within(1e-15));
      double[] logarithm = rows(new Softmax("s", true), frame(1000, 1000 + Math.log(3))).get(0);
      assertThat(logarithm)
          .containsExactly(new double[] {Math.log(0.25), Math.log(0.75)}, within(1e-12));
    }

    @Test
    void shouldReckonWithConstants() {
      assertThat(rows(constant(Arithmetic.SUBTRACT, false, 1, 2), frame(5, 5)))
          .containsExactly(frame(4, 3));
      assertThat(rows(constant(Arithmetic.SUBTRACT, true, 1, 2), frame(5, 5)))
          .containsExactly(frame(-4, -3));
      assertThat(rows(constant(Arithmetic.DIVIDE, true, 6), frame(2, 3)))
          .containsExactly(frame(3, 2));
      assertThat(rows(constant(Arithmetic.MULTIPLY, false, 1, 2, 3), frame(5)))
          .containsExactly(frame(5, 10, 15));
      assertThat(rows(constant(Arithmetic.MAXIMUM, false, 4), frame(5, 3)))
          .containsExactly(frame(5, 4));
    }

    @Test
    void shouldTakeChannelsInAnyOrder() {
      assertThat(rows(new ChannelSelection("s", List.of(2, 0, 0)), frame(7, 8, 9)))
          .containsExactly(frame(9, 7, 7));
    }

    @Test
    void shouldMakeOneChannelOfAll() {
      assertThat(rows(new ChannelReduction("r", Reduction.AVERAGE), frame(1, 2, 6)))
          .containsExactly(frame(3));
      assertThat(rows(new ChannelReduction("r", Reduction.SUM), frame(1, 2, 6)))
          .containsExactly(frame(9));
      assertThat(rows(new ChannelReduction("r", Reduction.MAX), frame(-1, -2)))
          .containsExactly(frame(-1));
      assertThat(rows(new ChannelReduction("r", Reduction.MIN), frame(-1, -2)))
          .containsExactly(frame(-2));
    }

    private static Layer constant(Arithmetic operation, boolean first, float... constants) {
      return new ConstantArithmetic("c", operation, Weights.of(constants), first, true);
    }
  }

  @Nested
  class OfGraphs {

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
      NetworkGraph graph =
          NetworkGraph.sequence(1, List.of(new TimePadding("pad", 5, 5, 1, 1)), "y");
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

  @Nested
  class OfWindows {

    @Test
    void shouldFlattenFramesOrChannelsFirst() {
      double[][] x = {frame(1, 2), frame(3, 4), frame(5, 6)};
      assertThat(rows(collapse(TimeCollapse.Kind.FLATTEN_FRAMES), x))
          .containsExactly(frame(1, 2, 3, 4, 5, 6));
      assertThat(rows(collapse(TimeCollapse.Kind.FLATTEN_CHANNELS), x))
          .containsExactly(frame(1, 3, 5, 2, 4, 6));
    }

    @Test
    void shouldMakeOneFrameOfAll() {
      double[][] x = {frame(1, 2), frame(3, 4), frame(5, 9)};
      assertThat(rows(collapse(TimeCollapse.Kind.AVERAGE), x)).containsExactly(frame(3, 5));
      assertThat(rows(collapse(TimeCollapse.Kind.SUM), x)).containsExactly(frame(9, 15));
      assertThat(rows(collapse(TimeCollapse.Kind.MAX), x)).containsExactly(frame(5, 9));
      assertThat(rows(collapse(TimeCollapse.Kind.MIN), x)).containsExactly(frame(1, 2));
      assertThat(rows(TimeCollapse.step("t", 1), x)).containsExactly(frame(3, 4));
      assertThat(rows(TimeCollapse.step("t", -1), x)).containsExactly(frame(5, 9));
    }

    @Test
    void shouldTakeEachFullWindowForARecordingOfItsOwn() {
      NetworkGraph graph = NetworkGraph.sequence(1, List.of(collapse(TimeCollapse.Kind.SUM)), "y");
      double[][] x = {
        frame(1), frame(2), frame(3), frame(4), frame(5), frame(6), frame(7), frame(8)
      };
      assertThat(OfflineEvaluator.evaluate(graph, new Window(3, 2), x))
          .extracting(window -> values(window, 0).get(0)[0])
          .containsExactly(6.0, 12.0, 18.0);
      assertThat(OfflineEvaluator.evaluate(graph, new Window(3, 4), x))
          .extracting(window -> values(window, 0).get(0)[0])
          .containsExactly(6.0, 18.0);
      assertThat(OfflineEvaluator.evaluate(graph, new Window(9, 1), x)).isEmpty();
    }

    private static Layer collapse(TimeCollapse.Kind kind) {
      return TimeCollapse.of("t", kind);
    }
  }

  private static double[] series(Layer layer, double... x) {
    double[][] recording = new double[x.length][];
    for (int t = 0; t < x.length; t++) {
      recording[t] = frame(x[t]);
    }
    return column(evaluate(NetworkGraph.sequence(1, List.of(layer), "y"), recording), 0);
  }

  private static List<double[]> rows(Layer layer, double[]... recording) {
    return values(
        evaluate(NetworkGraph.sequence(recording[0].length, List.of(layer), "y"), recording), 0);
  }

  private static Evaluation evaluate(NetworkGraph graph, double[]... recording) {
    return OfflineEvaluator.evaluate(graph, recording);
  }

  private static List<double[]> values(Evaluation evaluation, int output) {
    return evaluation.outputs().get(output).stream().map(Row::values).toList();
  }

  private static double[] column(Evaluation evaluation, int output) {
    return evaluation.outputs().get(output).stream().mapToDouble(row -> row.values()[0]).toArray();
  }

  private static double[] frame(double... values) {
    return values;
  }
}
