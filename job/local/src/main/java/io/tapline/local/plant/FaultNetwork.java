/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.local.plant;

import io.tapline.models.Model;
import io.tapline.network.function.Activation;
import io.tapline.network.graph.NetworkGraph;
import io.tapline.network.layer.Layer;
import io.tapline.network.layer.Padding;
import io.tapline.network.layer.activation.ActivationLayer;
import io.tapline.network.layer.convolution.Convolution;
import io.tapline.network.layer.convolution.DepthwiseConvolution;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * The layers of the network that finds a plant's faults.
 *
 * <pre>
 *   15 channels, 400 Hz
 *   bank      depthwise 7 × 16   240 bands: how each channel moves in each band
 *   rectify   |x|
 *   smooth    mean of 8, every 8 → 50 Hz: the strength of each band
 *   head      pointwise          3 scores, linear in the strengths (trained: {@link PlantNetworkTraining})
 *   mean-8, mean-64              the mean of 64 scores, 1.28 s; then a sigmoid
 * </pre>
 *
 * <p>The long mean stands behind the head: both are linear, so the scores are the same as those of
 * long means of all 240 bands, for an eightieth of the state.
 */
final class FaultNetwork {

  static final int CHANNELS = PlantChannel.values().length;
  static final int FEATURES = CHANNELS * FilterBank.BANDS;
  static final int SCORES = FaultKind.values().length;

  /** Frames from one output to the next. */
  static final int STRIDE = 8;

  /** Smoothed strengths that a score is the mean of. */
  static final int MEMORY = 64;

  private static final int STEP = 8;

  private FaultNetwork() {}

  /** The untrained part: 15 channels to 240 band strengths, one for 8 frames. */
  static List<Layer> features() {
    return List.of(
        DepthwiseConvolution.named("bank")
            .kernelSize(FilterBank.TAPS)
            .depthMultiplier(FilterBank.BANDS)
            .padding(Padding.CAUSAL)
            .kernel(FilterBank.kernel(CHANNELS))
            .trainable(false)
            .build(),
        new ActivationLayer("rectify", Activation.ABS),
        mean("smooth", FEATURES).kernelSize(STRIDE).stride(STRIDE).build());
  }

  /** The whole network, named. */
  static Model model(FaultHead head) {
    return Model.of(
        "plant-faults", "1", NetworkGraph.sequence(CHANNELS, layers(head), "fault-scores"));
  }

  private static List<Layer> layers(FaultHead head) {
    Stream<Layer> scores =
        Stream.of(
            Convolution.pointwise("head")
                .filters(SCORES)
                .kernel(head.kernel())
                .bias(head.bias())
                .build(),
            mean("mean-8", SCORES).build(),
            mean("mean-64", SCORES).dilation(STEP).activation(Activation.SIGMOID).build());
    return Stream.concat(features().stream(), scores).toList();
  }

  private static DepthwiseConvolution.Builder mean(String name, int channels) {
    float[] kernel = new float[STEP * channels];
    Arrays.fill(kernel, 1f / STEP);
    return DepthwiseConvolution.named(name)
        .kernelSize(STEP)
        .padding(Padding.CAUSAL)
        .kernel(kernel)
        .trainable(false);
  }
}
