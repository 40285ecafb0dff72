/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.layer.plane;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.network.Network;
import io.tapline.network.function.Activation;
import io.tapline.network.function.Reduction;
import io.tapline.network.graph.NetworkGraph;
import io.tapline.network.layer.Layer;
import io.tapline.network.layer.Padding;
import io.tapline.network.layer.Taps;
import io.tapline.network.layer.pooling.Pooling;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** State belongs to its network for ever: fingerprints stay, and every option is part of them. */
class PlaneFingerprintTest {
  private static final HeightTaps HEIGHT = new HeightTaps(2, 2, 1, 1, 0);
  private static final Taps TAPS = new Taps(3, 2, 1, Padding.of(1, 1), true);

  static Stream<Arguments> layers() {
    return Stream.of(
        Arguments.of(2633726696181851657L, convolution().build()),
        Arguments.of(-1197160741107880630L, depthwise().build()),
        Arguments.of(-6283566959591344973L, pooling(Pooling.Kind.AVERAGE, TAPS, HEIGHT, true)),
        Arguments.of(-8231189927880017839L, new HeightReduction("a", Reduction.MAX)),
        Arguments.of(-2355246508201522758L, new Reframe("a", 3, 4)));
  }

  @ParameterizedTest
  @MethodSource("layers")
  void shouldKeepTheFingerprintOfEachKind(long expected, Layer layer) {
    assertThat(fingerprint(layer)).isEqualTo(expected);
  }

  static Stream<List<Layer>> variants() {
    return Stream.of(
        List.of(
            convolution().build(),
            convolution().stride(3).build(),
            convolution().dilation(3).build(),
            convolution().padding(Padding.VALID).build(),
            convolution().height(new HeightTaps(2, 1, 1, 1, 0)).build(),
            convolution().height(new HeightTaps(2, 2, 2, 1, 0)).build(),
            convolution().height(new HeightTaps(2, 2, 1, 0, 0)).build(),
            convolution().height(new HeightTaps(2, 2, 1, 1, 1)).build(),
            convolution().kernelSize(1).height(new HeightTaps(4, 2, 1, 1, 0)).build(),
            convolution().groups(1).filters(1).bias(5).build(),
            convolution().kernel(1, 2, 3, 4, 5, 6, 7, 9).build(),
            convolution().bias(5, 7).build(),
            convolution().bias().build(),
            convolution().activation(Activation.RELU).build()),
        List.of(
            depthwise().build(),
            depthwise().stride(3).build(),
            depthwise().dilation(3).build(),
            depthwise().padding(Padding.VALID).build(),
            depthwise().height(new HeightTaps(2, 1, 1, 1, 0)).build(),
            depthwise().height(new HeightTaps(2, 2, 1, 0, 1)).build(),
            depthwise().kernelSize(1).height(new HeightTaps(4, 2, 1, 1, 0)).build(),
            depthwise().depthMultiplier(1).kernelSize(4).bias(5, 6).build(),
            depthwise().kernel(ramp(17)).build(),
            depthwise().bias(5, 6, 7, 9).build(),
            depthwise().bias().build(),
            depthwise().activation(Activation.RELU).build()),
        List.of(
            pooling(Pooling.Kind.AVERAGE, TAPS, HEIGHT, true),
            pooling(Pooling.Kind.MAX, TAPS, HEIGHT, true),
            pooling(Pooling.Kind.AVERAGE, TAPS, HEIGHT, false),
            pooling(Pooling.Kind.AVERAGE, TAPS, new HeightTaps(3, 2, 1, 1, 0), true),
            pooling(Pooling.Kind.AVERAGE, TAPS, new HeightTaps(2, 2, 1, 0, 1), true),
            pooling(Pooling.Kind.AVERAGE, new Taps(3, 2, 1, Padding.of(1, 1)), HEIGHT, true)),
        Stream.of(Reduction.values()).<Layer>map(kind -> new HeightReduction("a", kind)).toList(),
        List.of(new Reframe("a", 3, 4), new Reframe("a", 4, 3), new Reframe("a", 1, 12)));
  }

  @ParameterizedTest
  @MethodSource("variants")
  void shouldTellLayersApartThatDifferInOneOption(List<Layer> layers) {
    Set<Long> fingerprints = new HashSet<>();
    for (Layer layer : layers) {
      assertThat(fingerprints.add(fingerprint(layer))).as("layer=%s", layer).isTrue();
    }
  }

  /** On planes of 6 positions of 2 channels. */
  private static long fingerprint(Layer layer) {
    return Network.compile(
            NetworkGraph.sequence(12, List.of(new Reframe("planes", 6, 2), layer), "y"))
        .fingerprint();
  }

  private static PlaneConvolution.Builder convolution() {
    return PlaneConvolution.named("a")
        .filters(2)
        .kernelSize(2)
        .stride(2)
        .dilation(2)
        .padding(Padding.of(1, 0))
        .height(HEIGHT)
        .groups(2)
        .kernel(1, 2, 3, 4, 5, 6, 7, 8)
        .bias(5, 6)
        .activation(Activation.elu(0.5f));
  }

  private static PlaneDepthwiseConvolution.Builder depthwise() {
    return PlaneDepthwiseConvolution.named("a")
        .depthMultiplier(2)
        .kernelSize(2)
        .stride(2)
        .dilation(2)
        .padding(Padding.of(1, 0))
        .height(HEIGHT)
        .kernel(ramp(16))
        .bias(5, 6, 7, 8)
        .activation(Activation.elu(0.5f));
  }

  private static PlanePooling pooling(
      Pooling.Kind kind, Taps taps, HeightTaps height, boolean countPadding) {
    return new PlanePooling("a", kind, taps, height, countPadding);
  }

  /** 16 values, from {@code last} down. */
  private static float[] ramp(int last) {
    float[] values = new float[16];
    for (int i = 0; i < values.length; i++) {
      values[i] = last - i;
    }
    return values;
  }
}
