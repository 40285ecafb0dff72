/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.layer.plane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapline.network.Network;
import io.tapline.network.NetworkProcessor;
import io.tapline.network.NetworkState;
import io.tapline.network.function.Activation;
import io.tapline.network.function.Arithmetic;
import io.tapline.network.function.Reduction;
import io.tapline.network.graph.InvalidNetworkException;
import io.tapline.network.graph.NetworkGraph;
import io.tapline.network.graph.Window;
import io.tapline.network.layer.Layer;
import io.tapline.network.layer.Padding;
import io.tapline.network.layer.Taps;
import io.tapline.network.layer.Weights;
import io.tapline.network.layer.collapse.TimeCollapse;
import io.tapline.network.layer.convolution.Convolution;
import io.tapline.network.layer.convolution.DepthwiseConvolution;
import io.tapline.network.layer.merge.Concatenation;
import io.tapline.network.layer.merge.ConstantArithmetic;
import io.tapline.network.layer.pooling.Pooling;
import io.tapline.network.report.NetworkSummary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Layers of planes by hand, and what is refused of them. */
class PlaneLayersTest {
  private static final HeightTaps PAIRS = HeightTaps.valid(2, 1, 1);

  @Test
  void shouldConvolveOverTimeAndHeight() {
    Layer layer =
        PlaneConvolution.named("a")
            .filters(1)
            .kernelSize(2)
            .height(PAIRS)
            .kernel(1, 10, 100, 1000)
            .build();

    assertThat(outputs(3, layer, new float[][] {{1, 2, 3}, {4, 5, 6}}))
        .containsExactly(new float[] {2100, 3200}, new float[] {5421, 6532});
  }

  @Test
  void shouldPadStrideAndDilateTheHeightAxis() {
    PlaneConvolution.Builder layer =
        PlaneConvolution.named("a").filters(1).kernelSize(1).kernel(1, 10);
    float[][] frame = {{1, 2, 3, 4}};

    assertThat(outputs(4, layer.height(new HeightTaps(2, 1, 1, 1, 0)).build(), frame))
        .containsExactly(new float[] {10, 21, 32, 43});
    assertThat(outputs(4, layer.height(new HeightTaps(2, 1, 1, 0, 2)).build(), frame))
        .containsExactly(new float[] {21, 32, 43, 4, 0});
    assertThat(outputs(4, layer.height(new HeightTaps(2, 2, 1, 0, 0)).build(), frame))
        .containsExactly(new float[] {21, 43});
    assertThat(outputs(4, layer.height(new HeightTaps(2, 1, 2, 0, 0)).build(), frame))
        .containsExactly(new float[] {31, 42});
  }

  @Test
  void shouldPoolOverTimeAndHeight() {
    Taps two = new Taps(2, 1, 1, Padding.CAUSAL);
    HeightTaps padded = new HeightTaps(2, 2, 1, 1, 0);
    float[][] frames = {{-1, -2, -3}, {-4, -5, -6}};

    assertThat(outputs(3, new PlanePooling("a", Pooling.Kind.MAX, two, padded, false), frames))
        .as("padding is never the largest")
        .containsExactly(new float[] {-1, -2}, new float[] {-1, -2});
    assertThat(outputs(3, new PlanePooling("a", Pooling.Kind.AVERAGE, two, padded, false), frames))
        .containsExactly(new float[] {-1, -2.5f}, new float[] {-2.5f, -4});
    assertThat(outputs(3, new PlanePooling("a", Pooling.Kind.AVERAGE, two, padded, true), frames))
        .containsExactly(new float[] {-0.25f, -1.25f}, new float[] {-1.25f, -4});
  }

  @Test
  void shouldReduceTheHeightAxis() {
    assertThat(outputs(3, new HeightReduction("a", Reduction.MAX), new float[][] {{1, 3, 2}}))
        .containsExactly(new float[] {3});
  }

  @Test
  void shouldSumUpTheExampleOfTheSeed() {
    Network network =
        Network.compile(
            NetworkGraph.sequence(
                28,
                List.of(
                    new Reframe("image", 28, 1),
                    convolution("first", 1, 40),
                    convolution("second", 40, 8),
                    TimeCollapse.of("flatten", TimeCollapse.Kind.FLATTEN_FRAMES),
                    Convolution.pointwise("dense")
                        .filters(10)
                        .kernel(new float[4608 * 10])
                        .bias(new float[10])
                        .build()),
                "y"),
            new Window(28, 28));

    String summary = NetworkSummary.render("seed", network, OptionalLong.of(28));

    assertThat(summary.lines().map(line -> line.replaceAll(" +", " ")))
        .contains(
            "first (Conv2D) 26 x 26 x 40 400",
            "second (Conv2D) 24 x 24 x 8 2888",
            "flatten (Flatten) 1 x 4608 0",
            "dense (Conv1D) 1 x 10 46090",
            "Total params: 49378");
  }

  @Test
  void shouldRefuseWhatDoesNotFitPlanes() {
    assertThat(
            problems(
                new Reframe("planes", 4, 3),
                convolution("small", 1, 2),
                Convolution.named("a").filters(1).kernelSize(3).kernel(new float[9]).build()))
        .containsExactly(
            "kernel values do not fit the layer: layer=small, expected=54, got=18",
            "convolution over time of planes must be two-dimensional: layer=a, height=2,"
                + " kernel size=3",
            "kernel values do not fit the layer: layer=a, expected=6, got=9");
    assertThat(problems(new Reframe("planes", 5, 3)))
        .containsExactly(
            "height times channels must be the values of a frame: layer=planes, height=5,"
                + " channels=3, values=12");
    assertThat(
            problems(
                new Reframe("planes", 2, 6),
                PlaneConvolution.named("a")
                    .filters(1)
                    .kernelSize(1)
                    .height(HeightTaps.valid(3, 1, 1))
                    .kernel(new float[18])
                    .build()))
        .containsExactly(
            "kernel must not be higher than the plane and its padding: layer=a, height=2, before=0,"
                + " after=0, kernel height=3");
    assertThat(
            problems(
                new Reframe("planes", 2, 6),
                DepthwiseConvolution.named("a").kernelSize(1).kernel(new float[6]).build()))
        .containsExactly(
            "layer cannot read planes, flatten the height axis before it: layer=a,"
                + " type=DepthwiseConv1D, height=2, channels=6");
    assertThat(
            problems(
                new Reframe("planes", 3, 4),
                new ConstantArithmetic("a", Arithmetic.ADD, Weights.of(new float[3]), false, true)))
        .containsExactly("constant values do not fit the layer: layer=a, expected=4, got=3");
    assertThat(
            problems(
                new Reframe("planes", 3, 4),
                new PlanePooling(
                    "a", Pooling.Kind.MAX, Taps.POINT, new HeightTaps(2, 1, 1, 2, 0), false)))
        .contains(
            "padding of a pool must be less than it spans: layer=a, axis=height, maximum=1, got=2");
    assertThat(
            problems(
                new Reframe("planes", 1, 12),
                new PlanePooling(
                    "a", Pooling.Kind.MAX, Taps.POINT, new HeightTaps(2, 1, 2, 1, 2), false)))
        .containsExactly("every position of a pool must see an input: layer=a, position=0");
  }

  @Test
  void shouldRefuseToPutPlanesOfDifferentHeightsTogether() {
    NetworkGraph.Builder graph = NetworkGraph.builder(12);
    String high = graph.add(new Reframe("high", 4, 3), NetworkGraph.INPUT);
    String low = graph.add(new Reframe("low", 3, 4), NetworkGraph.INPUT);
    graph.output("y", graph.add(new Concatenation("both"), high, low));

    assertThatThrownBy(() -> Network.compile(graph.build()))
        .isInstanceOf(InvalidNetworkException.class)
        .hasMessageContaining("branches must have equal heights: layer=both, heights=[4, 3]");
  }

  @Test
  void shouldRefusePaddingAndTapsThatAreNone() {
    assertThat(
            problems(
                PlaneConvolution.named("a")
                    .filters(1)
                    .kernelSize(1)
                    .height(new HeightTaps(0, 0, 0, -1, 0))
                    .build()))
        .contains(
            "kernel size over height must be at least 1: layer=a, got=0",
            "stride over height must be at least 1: layer=a, got=0",
            "dilation over height must be at least 1: layer=a, got=0",
            "padding over height must be 0 to 65536: layer=a, before=-1");
  }

  private static PlaneConvolution convolution(String name, int channels, int filters) {
    return PlaneConvolution.named(name)
        .filters(filters)
        .kernelSize(3)
        .padding(Padding.VALID)
        .height(HeightTaps.valid(3, 1, 1))
        .kernel(new float[9 * channels * filters])
        .bias(new float[filters])
        .activation(Activation.RELU)
        .build();
  }

  private static List<String> problems(Layer... layers) {
    try {
      Network.compile(NetworkGraph.sequence(12, List.of(layers), "y"));
      return List.of();
    } catch (InvalidNetworkException e) {
      return e.problems();
    }
  }

  /** On planes of {@code height} positions of one channel. */
  private static List<float[]> outputs(int height, Layer layer, float[][] frames) {
    NetworkGraph graph =
        NetworkGraph.sequence(height, List.of(new Reframe("planes", height, 1), layer), "y");
    Network network = Network.compile(graph);
    List<float[]> outputs = new ArrayList<>();
    int values = network.outputChannels();
    NetworkProcessor processor = network.newProcessor();
    NetworkState state = network.newState();
    for (float[] frame : frames) {
      processor.process(
          frame,
          0,
          1,
          state,
          (output, at, missing, given, from) ->
              outputs.add(Arrays.copyOfRange(given, from, from + values)));
    }
    return outputs;
  }
}
