/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import io.tapline.network.Network;
import io.tapline.network.function.Activation;
import io.tapline.network.graph.InvalidNetworkException;
import io.tapline.network.layer.Layer;
import io.tapline.network.layer.Padding;
import io.tapline.network.layer.Taps;
import io.tapline.network.layer.Weights;
import io.tapline.network.layer.activation.ActivationLayer;
import io.tapline.network.layer.convolution.Convolution;
import io.tapline.network.layer.convolution.DepthwiseConvolution;
import io.tapline.network.layer.normalization.BatchNormalization;
import io.tapline.network.layer.pooling.Pooling;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlannerTest {

  @Test
  void shouldTellAllProblemsAtOnce() {
    List<String> problems =
        problems(
            15,
            Convolution.named("conv1").filters(16).kernelSize(7).kernel(new float[1600]).build(),
            DepthwiseConvolution.named("depth").kernelSize(2).kernel(new float[31]).build(),
            new BatchNormalization(
                "bn",
                Weights.of(new float[16]),
                Weights.of(new float[16]),
                Weights.of(new float[15]),
                Weights.of(new float[16]),
                0f,
                true),
            Convolution.named("conv1").filters(10).kernelSize(0).stride(0).groups(3).build());

    assertThat(problems)
        .containsExactly(
            "layer names must differ: layer=conv1",
            "kernel values do not fit the layer: layer=conv1, expected=1680, got=1600",
            "kernel values do not fit the layer: layer=depth, expected=32, got=31",
            "mean values do not fit the layer: layer=bn, expected=16, got=15",
            "variance plus epsilon must be positive: layer=bn, channel=0, variance=0.0, epsilon=0.0",
            "kernel size must be at least 1: layer=conv1, got=0",
            "stride must be at least 1: layer=conv1, got=0",
            "input channels must be a multiple of the groups: layer=conv1, groups=3, got=16",
            "filters must be a multiple of the groups: layer=conv1, groups=3, got=10");
  }

  @Test
  void shouldRefuseWeightsThatAreNotFinite() {
    assertThat(
            problems(
                1,
                Convolution.pointwise("p").filters(2).kernel(1f, Float.NaN).bias(0f, 0f).build(),
                new ActivationLayer("elu", Activation.elu(Float.POSITIVE_INFINITY))))
        .containsExactly(
            "kernel values must be finite: layer=p, index=1, got=NaN",
            "alpha must be finite: layer=elu, alpha=Infinity");
  }

  @Test
  void shouldRefuseParametersOfActivationsThatMakeNoNumbers() {
    assertThat(
            problems(
                1,
                new ActivationLayer("clip", Activation.clip(Float.NaN, Float.POSITIVE_INFINITY)),
                Convolution.pointwise("p")
                    .filters(1)
                    .kernel(1f)
                    .activation(Activation.power(Float.NaN))
                    .build(),
                new ActivationLayer("celu", Activation.celu(0f))))
        .containsExactly(
            "min must be finite: layer=clip, min=NaN",
            "max must be finite: layer=clip, max=Infinity",
            "exponent must be finite: layer=p, exponent=NaN",
            "alpha of celu must not be 0: layer=celu");
  }

  @Test
  void shouldRefuseSizesThatNoMachineHolds() {
    assertThat(
            problems(
                1,
                DepthwiseConvolution.named("far")
                    .kernelSize(2)
                    .dilation(Integer.MAX_VALUE)
                    .kernel(1f, 1f)
                    .build(),
                DepthwiseConvolution.named("wide").kernelSize(1).depthMultiplier(1 << 30).build()))
        .containsExactly(
            "ring is too large: layer=far, maximum=33554432, got=2147483647 frames x 1",
            "kernel values do not fit the layer: layer=wide, expected=1073741824, got=0",
            "layer has too many output channels: layer=wide, maximum=65535, got=1073741824");
    assertThat(problems(1, strided("a"), strided("b"), strided("c"), strided("d")))
        .containsExactly(
            "output stride is too long: layer=d, maximum=2147483647, got=1000000000000");
    assertThat(problems(7, halves("a", 1 << 23), halves("b", 2)))
        .singleElement(STRING)
        .startsWith("ring is too large: layer=a");
    assertThat(problems(2, halves("a", 1 << 23)))
        .containsExactly(
            "network needs too much memory: maximum values=33554432, got=33554494, largest layer=a,"
                + " its values=33554494");
  }

  @Test
  void shouldRefuseANetworkOfNothing() {
    assertThat(problems(0))
        .containsExactly(
            "input needs at least one channel: channels=0",
            "network needs at least one layer: layers=0");
  }

  private static Layer halves(String name, int kernelSize) {
    return new Pooling(name, Pooling.Kind.MAX, new Taps(kernelSize, 2, 1, Padding.VALID), false);
  }

  private static Layer strided(String name) {
    return Convolution.pointwise(name).filters(1).stride(1000).kernel(1f).build();
  }

  private static List<String> problems(int inputChannels, Layer... layers) {
    return catchThrowableOfType(
            InvalidNetworkException.class, () -> Network.compile(inputChannels, List.of(layers)))
        .problems();
  }
}
