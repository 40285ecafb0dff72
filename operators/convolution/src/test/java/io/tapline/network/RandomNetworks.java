/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network;

import io.tapline.network.function.Activation;
import io.tapline.network.layer.Layer;
import io.tapline.network.layer.Padding;
import io.tapline.network.layer.Weights;
import io.tapline.network.layer.activation.ActivationLayer;
import io.tapline.network.layer.convolution.Convolution;
import io.tapline.network.layer.convolution.DepthwiseConvolution;
import io.tapline.network.layer.normalization.BatchNormalization;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Random layers that fit each other, with weights scaled so that values stay near 1. */
final class RandomNetworks {
  private final SplittableRandom random;
  private int channels;

  private RandomNetworks(SplittableRandom random, int channels) {
    this.random = random;
    this.channels = channels;
  }

  /** One to six layers of any kind. */
  static List<Layer> layers(SplittableRandom random, int inputChannels) {
    RandomNetworks networks = new RandomNetworks(random, inputChannels);
    List<Layer> layers = new ArrayList<>();
    int count = random.nextInt(1, 7);
    for (int i = 0; i < count; i++) {
      layers.add(networks.layer("layer" + i));
    }
    return layers;
  }

  static float[][] recording(SplittableRandom random, int frames, int channels) {
    float[][] recording = new float[frames][channels];
    for (float[] frame : recording) {
      for (int c = 0; c < channels; c++) {
        frame[c] = (float) gaussian(random);
      }
    }
    return recording;
  }

  private Layer layer(String name) {
    return switch (random.nextInt(8)) {
      case 0, 1, 2 -> convolution(name, kernelSize());
      case 3 -> convolution(name, 1);
      case 4, 5 -> depthwise(name);
      case 6 -> batchNormalization(name);
      default -> new ActivationLayer(name, activation());
    };
  }

  private Layer convolution(String name, int kernelSize) {
    int groups = random.nextBoolean() ? 1 : divisor(channels);
    int filters = groups * random.nextInt(1, 1 + Math.max(1, 20 / groups));
    int inputs = kernelSize * (channels / groups);
    Convolution layer =
        Convolution.named(name)
            .filters(filters)
            .kernelSize(kernelSize)
            .stride(stride())
            .dilation(dilation())
            .groups(groups)
            .padding(padding())
            .kernel(weights(inputs * filters, inputs))
            .bias(bias(filters))
            .activation(activation())
            .build();
    channels = filters;
    return layer;
  }

  private Layer depthwise(String name) {
    int kernelSize = kernelSize();
    int multiplier = random.nextInt(1, 1 + Math.max(1, 24 / channels));
    DepthwiseConvolution layer =
        DepthwiseConvolution.named(name)
            .kernelSize(kernelSize)
            .depthMultiplier(multiplier)
            .stride(stride())
            .dilation(dilation())
            .padding(padding())
            .kernel(weights(kernelSize * channels * multiplier, kernelSize))
            .bias(bias(channels * multiplier))
            .activation(activation())
            .build();
    channels *= multiplier;
    return layer;
  }

  /** Some reach further back than a ring that lies in order. */
  private int kernelSize() {
    return random.nextInt(12) == 0 ? random.nextInt(6, 90) : random.nextInt(1, 6);
  }

  private int dilation() {
    return random.nextInt(6) == 0 ? random.nextInt(5, 24) : random.nextInt(1, 5);
  }

  private Layer batchNormalization(String name) {
    float[] variance = new float[channels];
    for (int c = 0; c < channels; c++) {
      variance[c] = (float) random.nextDouble(0.5, 2);
    }
    return new BatchNormalization(
        name,
        Weights.of(weights(channels, 1)),
        Weights.of(weights(channels, 4)),
        Weights.of(weights(channels, 4)),
        Weights.of(variance),
        1e-3f,
        random.nextBoolean());
  }

  /** Those without jumps, poles or steep growth: rounding stays as small as it is. */
  private Activation activation() {
    return switch (random.nextInt(20)) {
      case 0 -> Activation.LINEAR;
      case 1 -> Activation.RELU;
      case 2 -> Activation.elu((float) random.nextDouble(0.2, 1.5));
      case 3 -> Activation.TANH;
      case 4 -> Activation.SIGMOID;
      case 5 -> Activation.ABS;
      case 6 -> Activation.clip((float) random.nextDouble(-2, 0), (float) random.nextDouble(2));
      case 7 -> Activation.leakyRelu((float) random.nextDouble(0.5));
      case 8 -> Activation.shrink(0.5f, 0.5f);
      case 9 -> Activation.selu();
      case 10 -> Activation.celu((float) random.nextDouble(0.2, 1.5));
      case 11 -> Activation.hardSigmoid((float) random.nextDouble(0.5), 0.5f);
      case 12 -> Activation.HARD_SWISH;
      case 13 -> Activation.SOFTSIGN;
      case 14 -> Activation.SOFTPLUS;
      case 15 -> Activation.swish((float) random.nextDouble(0.5, 2));
      case 16 -> Activation.GELU;
      case 17 -> Activation.GELU_TANH;
      case 18 -> Activation.MISH;
      default -> Activation.ERF;
    };
  }

  private int stride() {
    return random.nextInt(4) == 0 ? random.nextInt(2, 4) : 1;
  }

  private Padding padding() {
    return random.nextBoolean() ? Padding.CAUSAL : Padding.VALID;
  }

  private int divisor(int number) {
    int divisor = random.nextInt(1, number + 1);
    while (number % divisor != 0) {
      divisor--;
    }
    return divisor;
  }

  private float[] bias(int count) {
    return random.nextInt(3) == 0 ? new float[0] : weights(count, 4);
  }

  /** Normal with variance 1 / inputs. */
  private float[] weights(int count, int inputs) {
    float[] weights = new float[count];
    for (int i = 0; i < count; i++) {
      weights[i] = (float) (gaussian(random) / Math.sqrt(inputs));
    }
    return weights;
  }

  /** Box and Muller's method. */
  static double gaussian(SplittableRandom random) {
    double radius = Math.sqrt(-2 * Math.log(1 - random.nextDouble()));
    return radius * Math.cos(2 * Math.PI * random.nextDouble());
  }
}
