/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.graph;

import io.tapline.network.layer.Padding;
import io.tapline.network.layer.Taps;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Kernels and paddings of a wanted stride and excess. */
final class RandomTaps {
  private final SplittableRandom random;

  /** Whether the length is known, so that {@code same} may stride. */
  private final boolean windowed;

  RandomTaps(SplittableRandom random, boolean windowed) {
    this.random = random;
    this.windowed = windowed;
  }

  /** Of a convolution: any padding that adds {@code excess} frames to what the kernel takes. */
  Taps convolution(int stride, int excess) {
    int kernelSize = random.nextInt(1, 5);
    int dilation = random.nextInt(3) > 0 ? 1 : random.nextInt(1, 4);
    if (random.nextInt(20) == 0) {
      // As wide as the recordings are long.
      kernelSize = random.nextInt(1, 10);
      dilation = random.nextInt(1, 9);
    }
    if ((kernelSize - 1) * dilation < -excess) {
      kernelSize = 1 - excess;
      dilation = 1;
    }
    int history = (kernelSize - 1) * dilation;
    return new Taps(kernelSize, stride, dilation, padding(stride, excess, history));
  }

  private Padding padding(int stride, int excess, int history) {
    List<Padding> choices = new ArrayList<>();
    if (excess == 0) {
      choices.add(Padding.CAUSAL);
      if (stride == 1 || windowed) {
        choices.add(Padding.SAME);
        choices.add(Padding.SAME_LOWER);
      }
    }
    if (excess == -history) {
      choices.add(Padding.VALID);
    }
    int total = excess + history;
    int left = random.nextInt(total + 1);
    choices.add(Padding.of(left, total - left));
    if (total > history) {
      choices.add(Padding.of(total, 0));
      choices.add(Padding.of(0, total));
    }
    if (total % 2 == 0) {
      choices.add(Padding.of(total / 2, total / 2));
    }
    return choices.get(random.nextInt(choices.size()));
  }

  /**
   * Of a pooling, in which every output sees an input; null where the excess asks for more padding
   * than that allows.
   */
  Taps pooling(int stride, int excess) {
    for (int attempt = 0; attempt < 8; attempt++) {
      Taps taps = anyPooling(stride, excess);
      if (taps != null) {
        return taps;
      }
    }
    return null;
  }

  private Taps anyPooling(int stride, int excess) {
    int kernelSize = random.nextInt(1, 5);
    if (excess == 0 && random.nextInt(3) == 0) {
      return new Taps(kernelSize, stride, random.nextInt(1, 3), Padding.CAUSAL);
    }
    if (excess == 0 && (stride == 1 || windowed) && random.nextInt(3) == 0) {
      return new Taps(
          kernelSize, stride, 1, random.nextBoolean() ? Padding.SAME : Padding.SAME_LOWER);
    }
    boolean partial = stride > 1 && random.nextInt(3) == 0;
    int left = random.nextInt(kernelSize);
    int right = random.nextInt(kernelSize);
    int added = left + right - (kernelSize - 1);
    // The last output of a ceil mode stands for up to a stride of frames, yet begins at an input.
    int reached = partial ? Math.min(added + stride - 1, left) : added;
    if (reached != excess) {
      return null;
    }
    Padding padding = left + right == 0 ? Padding.VALID : Padding.of(left, right);
    return new Taps(kernelSize, stride, 1, padding, partial);
  }

  /** An excess that fits a kernel without padding, or is small. */
  int anyExcess() {
    return switch (random.nextInt(6)) {
      case 0 -> -random.nextInt(1, 5);
      case 1 -> random.nextInt(1, 4);
      default -> 0;
    };
  }
}
