/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.graph;

import static io.tapline.network.graph.ByHand.frame;
import static io.tapline.network.graph.ByHand.rows;
import static io.tapline.network.graph.ByHand.series;
import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.network.function.Activation;
import io.tapline.network.layer.Layer;
import io.tapline.network.layer.Padding;
import io.tapline.network.layer.convolution.Convolution;
import io.tapline.network.layer.convolution.DepthwiseConvolution;
import org.junit.jupiter.api.Test;

/** The digits of an output tell what each tap saw: the oldest has the ones. */
class OfflineConvolutionTest {

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
    assertThat(decimal(Padding.of(2, 1), 1, 1, 1, 2, 3, 4)).containsExactly(100, 210, 321, 432, 43);
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
