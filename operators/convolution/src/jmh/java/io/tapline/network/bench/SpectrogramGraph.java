/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.bench;

import io.tapline.network.function.Activation;
import io.tapline.network.function.Reduction;
import io.tapline.network.graph.NetworkGraph;
import io.tapline.network.layer.Padding;
import io.tapline.network.layer.Taps;
import io.tapline.network.layer.collapse.TimeCollapse;
import io.tapline.network.layer.convolution.Convolution;
import io.tapline.network.layer.plane.HeightReduction;
import io.tapline.network.layer.plane.HeightTaps;
import io.tapline.network.layer.plane.PlaneConvolution;
import io.tapline.network.layer.plane.PlanePooling;
import io.tapline.network.layer.plane.Reframe;
import io.tapline.network.layer.pooling.Pooling;
import java.util.List;

/** A network over windows of a spectrogram, as those that find words in speech are. */
final class SpectrogramGraph {
  private static final int BINS = 40;
  private static final int CLASSES = 12;

  /** What a ReLU lets through of the variance (He et al. 2015). */
  private static final double RELU = 0.5;

  private SpectrogramGraph() {}

  /**
   * Two convolutions of 3×3 and 32 filters, a pool, two of 64, a pool, the mean, and a dense layer.
   */
  static NetworkGraph of() {
    RandomWeights random = new RandomWeights(5);
    return NetworkGraph.sequence(
        BINS,
        List.of(
            new Reframe("bins", BINS, 1),
            convolution("conv1", 1, 32, random),
            convolution("conv2", 32, 32, random),
            pool("pool1"),
            convolution("conv3", 32, 64, random),
            convolution("conv4", 64, 64, random),
            pool("pool2"),
            TimeCollapse.of("time-mean", TimeCollapse.Kind.AVERAGE),
            new HeightReduction("mean", Reduction.AVERAGE),
            Convolution.pointwise("dense")
                .filters(CLASSES)
                .kernel(random.kernel(64, CLASSES, 1))
                .bias(random.bias(CLASSES))
                .build()),
        "output");
  }

  private static PlaneConvolution convolution(
      String name, int channels, int filters, RandomWeights random) {
    return PlaneConvolution.named(name)
        .filters(filters)
        .kernelSize(3)
        .padding(Padding.VALID)
        .height(HeightTaps.valid(3, 1, 1))
        .kernel(random.kernel(9 * channels, filters, 1 / RELU))
        .bias(random.bias(filters))
        .activation(Activation.RELU)
        .build();
  }

  private static PlanePooling pool(String name) {
    Taps halves = new Taps(2, 2, 1, Padding.VALID);
    return new PlanePooling(name, Pooling.Kind.MAX, halves, HeightTaps.valid(2, 2, 1), false);
  }
}
