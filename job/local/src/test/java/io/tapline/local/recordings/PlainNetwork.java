/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.local.recordings;

import io.tapline.network.function.Activation;
import io.tapline.network.graph.NetworkGraph;
import io.tapline.network.layer.Padding;
import io.tapline.network.layer.Weights;
import io.tapline.network.layer.convolution.Convolution;
import io.tapline.network.layer.convolution.DepthwiseConvolution;
import io.tapline.network.layer.normalization.BatchNormalization;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A small network with seeded weights: once as the engine's, once written out in float64 over a
 * whole segment.
 *
 * <pre>
 *   depthwise k7 ×2, causal, ELU → pointwise 16, ReLU → batch norm
 *   → convolution k5 dilation 3, causal, tanh → pointwise 4, sigmoid
 * </pre>
 */
public final class PlainNetwork {

  /** Input frames that one output sees. */
  static final int RECEPTIVE_FIELD = 7 + (5 - 1) * 3;

  static final int OUTPUTS = 4;

  private static final float EPSILON = 1e-3f;

  private final int channels;
  private final float[] bank;
  private final float[] bankBias;
  private final float[] mix;
  private final float[] mixBias;
  private final float[] gamma;
  private final float[] beta;
  private final float[] mean;
  private final float[] variance;
  private final float[] wide;
  private final float[] wideBias;
  private final float[] head;
  private final float[] headBias;

  public PlainNetwork(int channels, long seed) {
    this.channels = channels;
    SplittableRandom random = new SplittableRandom(seed);
    bank = weights(random, 7 * channels * 2, 7);
    bankBias = weights(random, channels * 2, 1);
    mix = weights(random, channels * 2 * 16, channels * 2);
    mixBias = weights(random, 16, 1);
    gamma = weights(random, 16, 1);
    beta = weights(random, 16, 1);
    mean = weights(random, 16, 1);
    variance = new float[16];
    for (int i = 0; i < 16; i++) {
      variance[i] = (float) random.nextDouble(0.5, 1.5);
    }
    wide = weights(random, 5 * 16 * 8, 5 * 16);
    wideBias = weights(random, 8, 1);
    head = weights(random, 8 * 4, 8);
    headBias = weights(random, 4, 1);
  }

  NetworkGraph graph(String output) {
    return NetworkGraph.sequence(
        channels,
        List.of(
            DepthwiseConvolution.named("bank")
                .kernelSize(7)
                .depthMultiplier(2)
                .kernel(bank)
                .bias(bankBias)
                .activation(Activation.elu(1))
                .build(),
            Convolution.pointwise("mix")
                .filters(16)
                .kernel(mix)
                .bias(mixBias)
                .activation(Activation.RELU)
                .build(),
            new BatchNormalization(
                "norm",
                Weights.of(gamma),
                Weights.of(beta),
                Weights.of(mean),
                Weights.of(variance),
                EPSILON,
                true),
            Convolution.named("wide")
                .filters(8)
                .kernelSize(5)
                .dilation(3)
                .padding(Padding.CAUSAL)
                .kernel(wide)
                .bias(wideBias)
                .activation(Activation.TANH)
                .build(),
            Convolution.pointwise("head")
                .filters(4)
                .kernel(head)
                .bias(headBias)
                .activation(Activation.SIGMOID)
                .build()),
        output);
  }

  /** The outputs of a segment, [frames, 4], in float64. */
  double[][] outputs(double[][] frames) {
    int length = frames.length;
    double[][] banked = new double[length][channels * 2];
    for (int t = 0; t < length; t++) {
      for (int c = 0; c < channels; c++) {
        for (int m = 0; m < 2; m++) {
          double sum = bankBias[c * 2 + m];
          for (int i = 0; i < 7; i++) {
            int from = t - 6 + i;
            sum += from < 0 ? 0 : frames[from][c] * bank[(i * channels + c) * 2 + m];
          }
          banked[t][c * 2 + m] = sum > 0 ? sum : Math.expm1(sum);
        }
      }
    }
    double[][] mixed = new double[length][16];
    for (int t = 0; t < length; t++) {
      for (int o = 0; o < 16; o++) {
        double sum = mixBias[o];
        for (int i = 0; i < channels * 2; i++) {
          sum += banked[t][i] * mix[i * 16 + o];
        }
        double rectified = Math.max(0, sum);
        mixed[t][o] =
            (rectified - mean[o]) / Math.sqrt((double) variance[o] + EPSILON) * gamma[o] + beta[o];
      }
    }
    double[][] outputs = new double[length][4];
    for (int t = 0; t < length; t++) {
      double[] wideFrame = new double[8];
      for (int o = 0; o < 8; o++) {
        double sum = wideBias[o];
        for (int tap = 0; tap < 5; tap++) {
          int from = t - (4 - tap) * 3;
          for (int i = 0; from >= 0 && i < 16; i++) {
            sum += mixed[from][i] * wide[(tap * 16 + i) * 8 + o];
          }
        }
        wideFrame[o] = Math.tanh(sum);
      }
      for (int o = 0; o < 4; o++) {
        double sum = headBias[o];
        for (int i = 0; i < 8; i++) {
          sum += wideFrame[i] * head[i * 4 + o];
        }
        outputs[t][o] = 1 / (1 + Math.exp(-sum));
      }
    }
    return outputs;
  }

  private static float[] weights(SplittableRandom random, int count, int fanIn) {
    float[] weights = new float[count];
    double limit = 1 / Math.sqrt(fanIn);
    for (int i = 0; i < count; i++) {
      weights[i] = (float) random.nextDouble(-limit, limit);
    }
    return weights;
  }
}
