/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models;

import io.tapline.network.function.Activation;
import io.tapline.network.function.Arithmetic;
import io.tapline.network.function.Reduction;
import io.tapline.network.graph.NetworkGraph;
import io.tapline.network.graph.Window;
import io.tapline.network.layer.Padding;
import io.tapline.network.layer.Taps;
import io.tapline.network.layer.Weights;
import io.tapline.network.layer.activation.ParametricRelu;
import io.tapline.network.layer.activation.Softmax;
import io.tapline.network.layer.collapse.TimeCollapse;
import io.tapline.network.layer.convolution.Convolution;
import io.tapline.network.layer.convolution.DepthwiseConvolution;
import io.tapline.network.layer.merge.Concatenation;
import io.tapline.network.layer.merge.ConstantArithmetic;
import io.tapline.network.layer.merge.Merge;
import io.tapline.network.layer.normalization.LayerNormalization;
import io.tapline.network.layer.pooling.Pooling;
import io.tapline.network.layer.shape.ChannelReduction;
import io.tapline.network.layer.shape.ChannelSelection;
import io.tapline.network.layer.shape.TimePadding;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A small graph with every construct that {@link GoldenModel}, a sequence, has not: branches,
 * several outputs, a window, all paddings, and the layers that need them. Its two files are kept in
 * the resources.
 */
final class GoldenGraph {

  private GoldenGraph() {}

  static Model model() {
    return new Model(
        "every graph",
        "2",
        OptionalInt.of(12),
        Optional.of(new Window(12, 3)),
        branches(NetworkGraph.builder(2))
            .output("scores", "scores")
            .output("classes", "classes")
            .output("last", "last")
            .build());
  }

  private static NetworkGraph.Builder branches(NetworkGraph.Builder graph) {
    String scaled =
        graph.add(
            new ConstantArithmetic(
                "mean", Arithmetic.SUBTRACT, constants(0.5f, -0.5f), false, false),
            NetworkGraph.INPUT);
    String inverse =
        graph.add(
            new ConstantArithmetic("inverse", Arithmetic.DIVIDE, constants(2f), true, true),
            scaled);
    String same = graph.add(convolution("same", Padding.SAME), inverse);
    String lower = graph.add(convolution("same-lower", Padding.SAME_LOWER), inverse);
    String sides = graph.add(convolution("sides", Padding.of(3, 0)), inverse);
    String sum = graph.add(new Merge("sum", Arithmetic.ADD), same, lower, sides);
    String gate = graph.add(new ChannelReduction("gate", Reduction.MAX), sum);
    String gated = graph.add(new Merge("gated", Arithmetic.MULTIPLY), sum, gate);
    String both = graph.add(new Concatenation("both"), scaled, gated);
    String swapped = graph.add(new ChannelSelection("swapped", List.of(3, 2, 1, 0)), both);
    String normal =
        graph.add(
            new LayerNormalization("normal", constants(1, 2, 3, 4), Weights.none(), 1e-5f, true),
            swapped);
    String leaky = graph.add(new ParametricRelu("leaky", constants(0.25f), true), normal);
    String padded = graph.add(new TimePadding("padded", 1, 2, 1, -1f), leaky);
    String cropped = graph.add(new TimePadding("cropped", -1, -2, 1, 0f), padded);
    String pooled =
        graph.add(
            new Pooling("pooled", Pooling.Kind.MAX, new Taps(2, 2, 1, Padding.VALID), false),
            cropped);
    String smoothed =
        graph.add(
            new Pooling(
                "smoothed", Pooling.Kind.AVERAGE, new Taps(3, 2, 1, Padding.of(1, 1), true), true),
            cropped);
    String flat = graph.add(TimeCollapse.of("flat", TimeCollapse.Kind.FLATTEN_CHANNELS), pooled);
    graph.add(TimeCollapse.step("last", -1), smoothed);
    String mean = graph.add(TimeCollapse.of("average", TimeCollapse.Kind.AVERAGE), smoothed);
    String head =
        graph.add(Convolution.pointwise("head").filters(4).kernel(ramp(6 * 4 * 4)).build(), flat);
    String scores = graph.add(new Merge("scores", Arithmetic.ADD), head, mean);
    graph.add(new Softmax("classes", true), scores);
    return graph;
  }

  private static DepthwiseConvolution convolution(String name, Padding padding) {
    return DepthwiseConvolution.named(name)
        .kernelSize(4)
        .padding(padding)
        .kernel(ramp(4 * 2))
        .activation(Activation.RELU)
        .build();
  }

  private static Weights constants(float... values) {
    return Weights.of(values);
  }

  private static float[] ramp(int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (i * 7 % 16 - 8) / 16f;
    }
    return values;
  }

  static byte[] topology() throws IOException {
    return resource("/model-v1/every-graph.yaml");
  }

  static byte[] weights() throws IOException {
    return resource("/model-v1/every-graph.safetensors");
  }

  private static byte[] resource(String name) throws IOException {
    try (InputStream bytes = GoldenGraph.class.getResourceAsStream(name)) {
      return bytes.readAllBytes();
    }
  }
}
