/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models;

import io.tapline.network.function.Activation;
import io.tapline.network.graph.NetworkGraph;
import io.tapline.network.layer.Layer;
import io.tapline.network.layer.Padding;
import io.tapline.network.layer.Weights;
import io.tapline.network.layer.convolution.Convolution;
import io.tapline.network.layer.convolution.DepthwiseConvolution;
import io.tapline.network.layer.normalization.BatchNormalization;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;

/**
 * The networks in deploy/examples/keras: shapes of Keras' reference networks, seeded weights as
 * Glorot and Bengio draw them.
 */
final class ExampleModels {
  private static final int CHANNELS = 15;

  private final SplittableRandom random;

  private ExampleModels(long seed) {
    this.random = new SplittableRandom(seed);
  }

  static List<Model> all() {
    return List.of(convStack(), depthwise(), frozen());
  }

  /** 31 × 15 → 25 × 16 → 21 × 32. */
  static Model convStack() {
    ExampleModels models = new ExampleModels(1);
    return model(
        "keras-conv-stack",
        models.convolution("conv1", CHANNELS, 16, 7, true),
        models.batchNormalization("bn1", 16),
        models.convolution("conv2", 16, 32, 5, true));
  }

  /** 15 channels with 16 filters each, then a pointwise mixture. */
  static Model depthwise() {
    ExampleModels models = new ExampleModels(2);
    Layer filters =
        DepthwiseConvolution.named("filters")
            .kernelSize(7)
            .depthMultiplier(16)
            .kernel(models.glorot(7 * CHANNELS * 16, 7 * CHANNELS, 7 * 16))
            .bias(new float[CHANNELS * 16])
            .activation(Activation.elu(1f))
            .build();
    Layer head =
        Convolution.pointwise("head")
            .filters(32)
            .kernel(models.glorot(240 * 32, 240, 32))
            .bias(new float[32])
            .activation(Activation.RELU)
            .build();
    return model("keras-depthwise", filters, head);
  }

  /** The first convolution was trained before and is kept as it is. */
  static Model frozen() {
    ExampleModels models = new ExampleModels(3);
    return model(
        "keras-frozen",
        models.convolution("pretrained", CHANNELS, 16, 7, false),
        models.batchNormalization("bn1", 16),
        models.convolution("tuned", 16, 32, 5, true));
  }

  private static Model model(String name, Layer... layers) {
    NetworkGraph graph = NetworkGraph.sequence(CHANNELS, List.of(layers), "features");
    return new Model(name, "1", OptionalInt.of(31), Optional.empty(), graph);
  }

  private Layer convolution(
      String name, int inputs, int filters, int kernelSize, boolean trainable) {
    return Convolution.named(name)
        .filters(filters)
        .kernelSize(kernelSize)
        .padding(Padding.VALID)
        .kernel(glorot(kernelSize * inputs * filters, kernelSize * inputs, kernelSize * filters))
        .bias(new float[filters])
        .activation(Activation.RELU)
        .trainable(trainable)
        .build();
  }

  private Layer batchNormalization(String name, int channels) {
    return new BatchNormalization(
        name,
        uniform(channels, 0.5, 1.5),
        uniform(channels, -0.5, 0.5),
        uniform(channels, -0.5, 0.5),
        uniform(channels, 0.5, 1.5),
        1e-3f,
        true);
  }

  private float[] glorot(int count, int fanIn, int fanOut) {
    double limit = Math.sqrt(6.0 / (fanIn + fanOut));
    return uniform(count, -limit, limit).toArray();
  }

  private Weights uniform(int count, double from, double to) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) (from + (to - from) * random.nextDouble());
    }
    return Weights.of(values);
  }

  static void write(Path folder) throws IOException {
    for (Model model : all()) {
      ModelFile.write(folder.resolve(model.name() + ".yaml"), model);
    }
  }
}
