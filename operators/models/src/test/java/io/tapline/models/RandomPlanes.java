/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models;

import io.tapline.network.function.Activation;
import io.tapline.network.function.Arithmetic;
import io.tapline.network.function.Reduction;
import io.tapline.network.layer.Layer;
import io.tapline.network.layer.Taps;
import io.tapline.network.layer.Weights;
import io.tapline.network.layer.activation.ParametricRelu;
import io.tapline.network.layer.merge.ConstantArithmetic;
import io.tapline.network.layer.plane.HeightReduction;
import io.tapline.network.layer.plane.HeightTaps;
import io.tapline.network.layer.plane.PlaneConvolution;
import io.tapline.network.layer.plane.PlaneDepthwiseConvolution;
import io.tapline.network.layer.plane.PlanePooling;
import io.tapline.network.layer.plane.Reframe;
import io.tapline.network.layer.pooling.Pooling;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Chains of layers that make planes of frames, look over both axes, and make frames again. */
final class RandomPlanes {
  private final SplittableRandom random;

  RandomPlanes(SplittableRandom random) {
    this.random = random;
  }

  /**
   * A chain, each layer of which reads the one before.
   *
   * @param name of the last layer
   * @param channels of the frames that the first one reads
   * @param taps over time
   * @param pooling whether they are those of a pool
   */
  List<Layer> chain(String name, int channels, Taps taps, boolean pooling) {
    List<Layer> chain = new ArrayList<>();
    int height = channels % 2 == 0 ? channels / 2 : channels;
    int ofPlane = channels / height;
    chain.add(new Reframe(name + "-plane", height, ofPlane));
    int kernelSize = random.nextInt(1, 3);
    int padding = random.nextInt(kernelSize);
    HeightTaps over =
        new HeightTaps(
            kernelSize,
            random.nextInt(1, 3),
            pooling ? 1 : random.nextInt(1, 3),
            kernelSize - 1,
            padding + (pooling ? 0 : random.nextInt(2)));
    Layer layer = pooling ? pool(name, taps, over) : convolution(name, ofPlane, taps, over);
    if (over.outputs(height) == 0) {
      layer = new HeightReduction(name + "-2d", Reduction.MIN);
    }
    chain.add(layer);
    int outputHeight = (int) layer.outputHeight(height);
    int filters = (int) layer.outputChannels(ofPlane);
    if (random.nextBoolean()) {
      Weights each = weights(outputHeight * filters);
      chain.add(
          random.nextBoolean()
              ? new ParametricRelu(name + "-each", each, true)
              : new ConstantArithmetic(name + "-each", Arithmetic.ADD, each, false, true));
    }
    Reduction[] kinds = Reduction.values();
    chain.add(
        random.nextBoolean()
            ? new Reframe(name, 1, outputHeight * filters)
            : new HeightReduction(name, kinds[random.nextInt(kinds.length)]));
    return chain;
  }

  private Layer pool(String name, Taps taps, HeightTaps height) {
    boolean average = random.nextBoolean();
    return new PlanePooling(
        name + "-2d",
        average ? Pooling.Kind.AVERAGE : Pooling.Kind.MAX,
        taps,
        height,
        average && random.nextBoolean());
  }

  private Layer convolution(String name, int channels, Taps taps, HeightTaps height) {
    boolean bias = random.nextBoolean();
    int size = taps.kernelSize() * height.kernelSize();
    int many = random.nextInt(1, 4);
    if (random.nextBoolean()) {
      return PlaneDepthwiseConvolution.named(name + "-2d")
          .depthMultiplier(many)
          .kernelSize(taps.kernelSize())
          .stride(taps.stride())
          .dilation(taps.dilation())
          .padding(taps.padding())
          .height(height)
          .kernel(weights(size * channels * many).toArray())
          .bias(bias ? weights(channels * many).toArray() : new float[0])
          .activation(Activation.elu(0.5f))
          .trainable(random.nextBoolean())
          .build();
    }
    int groups = random.nextBoolean() ? channels : 1;
    int filters = groups * many;
    return PlaneConvolution.named(name + "-2d")
        .filters(filters)
        .kernelSize(taps.kernelSize())
        .stride(taps.stride())
        .dilation(taps.dilation())
        .padding(taps.padding())
        .height(height)
        .groups(groups)
        .kernel(weights(size * (channels / groups) * filters).toArray())
        .bias(bias ? weights(filters).toArray() : new float[0])
        .activation(Activation.TANH)
        .trainable(random.nextBoolean())
        .build();
  }

  private Weights weights(int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) random.nextDouble(-1, 1);
    }
    return Weights.of(values);
  }
}
