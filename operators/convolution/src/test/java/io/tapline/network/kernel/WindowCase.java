/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Rows of windows over random frames, and the calls that compute them. */
final class WindowCase {
  private static final float CANARY = 1234.5f;

  private final SplittableRandom random;
  private final int kernelSize;
  private final int channels;
  private final long seed;
  private final int rows;
  private final int step;
  private final int[] taps;
  private final float[] frames;

  WindowCase(SplittableRandom random, int kernelSize, int channels, long seed) {
    this(random, kernelSize, random.nextBoolean() ? 1 : random.nextInt(1, 4), channels, seed);
  }

  WindowCase(SplittableRandom random, int kernelSize, int dilation, int channels, long seed) {
    this.random = random;
    this.kernelSize = kernelSize;
    this.channels = channels;
    this.seed = seed;
    this.rows = random.nextInt(1, 40);
    int stride = random.nextInt(1, 3);
    this.step = stride * channels;
    this.taps = new int[kernelSize];
    int lead = random.nextInt(5);
    for (int tap = 0; tap < kernelSize; tap++) {
      taps[tap] = lead + tap * dilation * channels;
    }
    int last = lead + (kernelSize - 1) * dilation * channels + (rows - 1) * step + channels;
    this.frames = KernelsSameBitsTest.values(random, last + Kernels.SLACK);
    // What is read beyond the last frame must not count.
    Arrays.fill(frames, last, frames.length, Float.NaN);
  }

  int rows() {
    return rows;
  }

  float input(int tap, int row, int channel) {
    return frames[taps[tap] + row * step + channel];
  }

  /** Computes all rows, in calls cut at random in rows and, where the kernel may, in taps. */
  void check(WindowKernel kernel, float[][] expected) {
    int outputs = expected[0].length;
    int before = random.nextInt(1, 20);
    float[] sums = new float[before + rows * kernel.width() + 3];
    Arrays.fill(sums, CANARY);
    int[] shifted = new int[kernelSize];
    for (int row = 0; row < rows; ) {
      int count = random.nextInt(1, rows - row + 1);
      for (int tap = 0; tap < kernelSize; tap++) {
        shifted[tap] = taps[tap] + row * step;
      }
      for (int from = 0; from < kernelSize; ) {
        boolean whole = kernel.needsWholeWindows() || random.nextBoolean();
        int to = whole ? kernelSize : random.nextInt(from + 1, kernelSize + 1);
        kernel.accumulate(
            frames, shifted, from, to, step, sums, before + row * kernel.width(), count);
        from = to;
      }
      row += count;
    }
    int end = before + rows * kernel.width();
    assertThat(Arrays.copyOf(sums, before)).as(describe(kernel)).containsOnly(CANARY);
    assertThat(Arrays.copyOfRange(sums, end, sums.length))
        .as(describe(kernel))
        .containsOnly(CANARY);

    float[] output = new float[rows * outputs + 2];
    output[0] = CANARY;
    output[output.length - 1] = CANARY;
    float[] complete = Arrays.copyOfRange(sums, before, end);
    if (kernel.compact()) {
      System.arraycopy(complete, 0, output, 1, rows * outputs);
    } else {
      kernel.unpack(complete, rows, output, 1);
    }
    for (int row = 0; row < rows; row++) {
      int from = 1 + row * outputs;
      assertThat(bits(Arrays.copyOfRange(output, from, from + outputs)))
          .as("%s, row=%d", describe(kernel), row)
          .isEqualTo(bits(expected[row]));
    }
    assertThat(output[0]).isEqualTo(CANARY);
    assertThat(output[output.length - 1]).isEqualTo(CANARY);
  }

  private String describe(WindowKernel kernel) {
    return String.format(
        "seed=%d, kernel=%s, kernelSize=%d, channels=%d, rows=%d, step=%d",
        seed, kernel.getClass().getSimpleName(), kernelSize, channels, rows, step);
  }

  private static int[] bits(float[] values) {
    int[] bits = new int[values.length];
    Arrays.setAll(bits, i -> Float.floatToIntBits(values[i]));
    return bits;
  }
}
