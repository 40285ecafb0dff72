/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.kernel;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * Contract 2: every kernel, tile and cut into calls gives the bits of one order of sums. It runs
 * where the JVM has vectors, and once without; the build starts it with vectors of several widths.
 */
class KernelsSameBitsTest {
  /** Around the lengths of vectors, panels and tiles. */
  private static final int[] SIZES = {1, 3, 7, 13, 15, 16, 17, 31, 33, 64, 65, 240};

  private static final int[] MULTIPLIERS = {1, 2, 3, 8, 16, 17, 32};

  private final Kernels plain = new PlainKernels();

  @Test
  void shouldSumDenseWindowsInOneOrderInPlainLoops() {
    dense(plain);
  }

  @Test
  void shouldSumDenseWindowsInOneOrderInVectors() {
    dense(vectors());
  }

  @Test
  void shouldSumWholeWindowsInTwoChainsInPlainLoops() {
    twoChains(plain);
  }

  @Test
  void shouldSumWholeWindowsInTwoChainsInVectors() {
    twoChains(vectors());
  }

  @Test
  void shouldSumGroupsInOneOrderInPlainLoops() {
    grouped(plain);
  }

  @Test
  void shouldSumGroupsInOneOrderInVectors() {
    grouped(vectors());
  }

  @Test
  void shouldSumDepthwiseWindowsInOneOrderInPlainLoops() {
    depthwise(plain);
  }

  @Test
  void shouldSumDepthwiseWindowsInOneOrderInVectors() {
    depthwise(vectors());
  }

  private static Kernels vectors() {
    KernelChoice choice = KernelChoice.choose("auto");
    assumeTrue(choice.vectors().isPresent(), choice.reason());
    return choice.vectors().get().newKernels();
  }

  private static void dense(Kernels kernels) {
    long seed = 0;
    for (int inputs : SIZES) {
      for (int outputs : SIZES) {
        SplittableRandom random = new SplittableRandom(++seed);
        int kernelSize = random.nextInt(1, 5);
        float[][] weights = matrix(random, kernelSize * inputs, outputs);
        float[] bias = values(random, outputs);
        int width = wholeVectors(outputs, kernels);
        WindowKernel kernel = kernels.dense(inputs, weights, bias, width).fork();
        WindowCase window = new WindowCase(random, kernelSize, inputs, seed);

        float[][] expected = new float[window.rows()][outputs];
        for (int row = 0; row < window.rows(); row++) {
          for (int o = 0; o < outputs; o++) {
            float sum = bias[o];
            for (int i = 0; i < kernelSize * inputs; i++) {
              sum = Math.fma(window.input(i / inputs, row, i % inputs), weights[i][o], sum);
            }
            expected[row][o] = sum;
          }
        }
        window.check(kernel, expected);
      }
    }
  }

  private static void twoChains(Kernels kernels) {
    long seed = 0;
    for (int inputs : SIZES) {
      for (int outputs : SIZES) {
        SplittableRandom random = new SplittableRandom(++seed);
        int kernelSize = random.nextInt(1, 5);
        float[][] weights = matrix(random, kernelSize * inputs, outputs);
        float[] bias = values(random, outputs);
        int width = wholeVectors(outputs, kernels);
        WindowKernel kernel =
            kernels.dense(SumOrder.TWO_CHAINS, inputs, weights, bias, width).fork();
        WindowCase window = new WindowCase(random, kernelSize, 1, inputs, seed);

        float[][] expected = new float[window.rows()][outputs];
        for (int row = 0; row < window.rows(); row++) {
          for (int o = 0; o < outputs; o++) {
            float[] chains = {bias[o], 0f};
            for (int i = 0; i < kernelSize * inputs; i++) {
              float x = window.input(i / inputs, row, i % inputs);
              chains[i % 2] = Math.fma(x, weights[i][o], chains[i % 2]);
            }
            expected[row][o] = chains[0] + chains[1];
          }
        }
        window.check(kernel, expected);
      }
    }
  }

  private static void grouped(Kernels kernels) {
    for (long seed = 0; seed < 60; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      int groups = random.nextInt(2, 6);
      int groupInputs = random.nextInt(1, 20);
      int groupOutputs = random.nextInt(1, 40);
      int kernelSize = random.nextInt(1, 4);
      int groupWidth = wholeVectors(groupOutputs, kernels);
      float[][][] weights = new float[groups][][];
      float[][] bias = new float[groups][];
      WindowKernel[] each = new WindowKernel[groups];
      for (int g = 0; g < groups; g++) {
        weights[g] = matrix(random, kernelSize * groupInputs, groupOutputs);
        bias[g] = values(random, groupOutputs);
        each[g] = kernels.dense(groupInputs, weights[g], bias[g], groups * groupWidth);
      }
      WindowKernel kernel =
          new GroupedKernel(Arrays.asList(each), kernelSize, groupInputs, groupOutputs, groupWidth)
              .fork();
      WindowCase window = new WindowCase(random, kernelSize, groups * groupInputs, seed);

      float[][] expected = new float[window.rows()][groups * groupOutputs];
      for (int row = 0; row < window.rows(); row++) {
        for (int o = 0; o < groups * groupOutputs; o++) {
          int g = o / groupOutputs;
          float sum = bias[g][o % groupOutputs];
          for (int i = 0; i < kernelSize * groupInputs; i++) {
            int channel = g * groupInputs + i % groupInputs;
            float x = window.input(i / groupInputs, row, channel);
            sum = Math.fma(x, weights[g][i][o % groupOutputs], sum);
          }
          expected[row][o] = sum;
        }
      }
      window.check(kernel, expected);
    }
  }

  private static void depthwise(Kernels kernels) {
    long seed = 0;
    for (int channels : SIZES) {
      for (int multiplier : MULTIPLIERS) {
        SplittableRandom random = new SplittableRandom(++seed);
        int kernelSize = random.nextInt(1, 8);
        float[][] weights = matrix(random, kernelSize, channels * multiplier);
        float[] bias = values(random, channels * multiplier);
        WindowKernel kernel = kernels.depthwise(channels, multiplier, weights, bias).fork();
        WindowCase window = new WindowCase(random, kernelSize, channels, seed);

        float[][] expected = new float[window.rows()][channels * multiplier];
        for (int row = 0; row < window.rows(); row++) {
          for (int o = 0; o < channels * multiplier; o++) {
            float sum = bias[o];
            for (int tap = 0; tap < kernelSize; tap++) {
              sum = Math.fma(window.input(tap, row, o / multiplier), weights[tap][o], sum);
            }
            expected[row][o] = sum;
          }
        }
        window.check(kernel, expected);
      }
    }
  }

  private static int wholeVectors(int outputs, Kernels kernels) {
    return (outputs + kernels.lanes() - 1) / kernels.lanes() * kernels.lanes();
  }

  private static float[][] matrix(SplittableRandom random, int rows, int columns) {
    float[][] matrix = new float[rows][];
    Arrays.setAll(matrix, row -> values(random, columns));
    return matrix;
  }

  static float[] values(SplittableRandom random, int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) random.nextDouble(-1, 1);
    }
    return values;
  }
}
