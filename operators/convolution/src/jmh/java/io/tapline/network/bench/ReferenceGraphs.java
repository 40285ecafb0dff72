/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.bench;

import io.tapline.network.function.Activation;
import io.tapline.network.function.Arithmetic;
import io.tapline.network.graph.NetworkGraph;
import io.tapline.network.layer.convolution.Convolution;
import io.tapline.network.layer.convolution.DepthwiseConvolution;
import io.tapline.network.layer.merge.Merge;
import io.tapline.network.layer.normalization.BatchNormalization;
import java.util.List;

/** The layers of the reference networks, with seeded random weights. */
final class ReferenceGraphs {

  private static final String OUTPUT = "output";

  /** What a ReLU lets through of the variance (He et al. 2015). */
  private static final double RELU = 0.5;

  private ReferenceGraphs() {}

  static NetworkGraph twoConvolutions() {
    RandomWeights random = new RandomWeights(1);
    return NetworkGraph.sequence(
        15,
        List.of(
            rectified("conv1", 15, 16, 7, 1, 1 / RELU, random),
            new BatchNormalization(
                "bn1",
                random.around(1, 16),
                random.around(0, 16),
                random.around(0.5, 16),
                random.around(1, 16),
                1e-3f,
                true),
            rectified("conv2", 16, 32, 5, 1, 1 / RELU, random)),
        OUTPUT);
  }

  static NetworkGraph depthwiseAndPointwise() {
    RandomWeights random = new RandomWeights(2);
    return NetworkGraph.sequence(
        15,
        List.of(
            depthwise("depthwise", 15, 16, 7, 1, Activation.elu(1), random),
            rectified("pointwise", 240, 32, 1, 1, 1 / RELU, random)),
        OUTPUT);
  }

  static NetworkGraph residualBlocks() {
    RandomWeights random = new RandomWeights(3);
    NetworkGraph.Builder graph = NetworkGraph.builder(15);
    String block = graph.add(linear("in", 15, 64, random), NetworkGraph.INPUT);
    for (int dilation = 1; dilation <= 32; dilation *= 2) {
      String first =
          graph.add(rectified("first-" + dilation, 64, 64, 3, dilation, 1 / RELU, random), block);
      // A tenth of the variance, so that the sum of all blocks stays near 1.
      String second =
          graph.add(
              rectified("second-" + dilation, 64, 64, 3, dilation, 0.1 / RELU, random), first);
      block = graph.add(new Merge("add-" + dilation, Arithmetic.ADD), block, second);
    }
    return graph.output(OUTPUT, graph.add(linear("dense", 64, 8, random), block)).build();
  }

  static NetworkGraph dilatedDepthwise() {
    RandomWeights random = new RandomWeights(4);
    NetworkGraph.Builder graph = NetworkGraph.builder(64);
    String last = NetworkGraph.INPUT;
    int channels = 64;
    for (int dilation = 1; dilation <= 128; dilation *= 2) {
      String name = "depthwise-" + dilation;
      last = graph.add(depthwise(name, channels, 1, 5, dilation, Activation.LINEAR, random), last);
      name = "pointwise-" + dilation;
      last = graph.add(rectified(name, channels, 128, 1, 1, 1 / RELU, random), last);
      channels = 128;
    }
    return graph.output(OUTPUT, last).build();
  }

  private static Convolution rectified(
      String name,
      int channels,
      int filters,
      int kernelSize,
      int dilation,
      double gain,
      RandomWeights random) {
    return Convolution.named(name)
        .filters(filters)
        .kernelSize(kernelSize)
        .dilation(dilation)
        .kernel(random.kernel(kernelSize * channels, filters, gain))
        .bias(random.bias(filters))
        .activation(Activation.RELU)
        .build();
  }

  private static Convolution linear(String name, int channels, int filters, RandomWeights random) {
    return Convolution.pointwise(name)
        .filters(filters)
        .kernel(random.kernel(channels, filters, 1))
        .bias(random.bias(filters))
        .build();
  }

  private static DepthwiseConvolution depthwise(
      String name,
      int channels,
      int multiplier,
      int kernelSize,
      int dilation,
      Activation activation,
      RandomWeights random) {
    return DepthwiseConvolution.named(name)
        .kernelSize(kernelSize)
        .depthMultiplier(multiplier)
        .dilation(dilation)
        .kernel(random.kernel(kernelSize, channels * multiplier, 1))
        .bias(random.bias(channels * multiplier))
        .activation(activation)
        .build();
  }
}
