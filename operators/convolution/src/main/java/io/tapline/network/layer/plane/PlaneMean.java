/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.layer.plane;

import io.tapline.network.layer.LayerPlace;
import io.tapline.network.layer.pooling.SeenTaps;
import java.util.Arrays;

/**
 * The means of some planes over the taps of each output position; sums are kept in float64, over
 * time and then over height.
 */
final class PlaneMean {
  private final HeightTaps taps;
  private final int channels;
  private final int height;
  private final int outputHeight;
  private final double[] plane;
  private final double[] sums;

  PlaneMean(LayerPlace place, HeightTaps taps) {
    this.taps = taps;
    this.channels = place.input().channels();
    this.height = place.input().height();
    this.outputHeight = place.output().height();
    this.plane = new double[place.input().values()];
    this.sums = new double[channels];
  }

  /** Forgets all planes. */
  void clear() {
    Arrays.fill(plane, 0);
  }

  /**
   * Takes one plane.
   *
   * @param first whether those before it are forgotten
   */
  void add(float[] values, int from, boolean first) {
    if (first) {
      for (int i = 0; i < plane.length; i++) {
        plane[i] = values[from + i];
      }
    } else {
      for (int i = 0; i < plane.length; i++) {
        plane[i] += values[from + i];
      }
    }
  }

  /**
   * Writes the means.
   *
   * @param seen the frames that were taken
   */
  void write(SeenTaps seen, boolean countPadding, float[] output, int to) {
    for (int position = 0; position < outputHeight; position++) {
      int first = position * taps.stride() - taps.before();
      int from = taps.firstTap(first);
      int end = taps.endTap(first, height);
      add(first, from, end);
      int divisor =
          countPadding
              ? seen.counted() * taps.kernelSize()
              : (seen.to() - seen.from()) * (end - from);
      int at = to + position * channels;
      for (int c = 0; c < channels; c++) {
        output[at + c] = (float) (sums[c] / divisor);
      }
    }
  }

  private void add(int first, int from, int end) {
    int row = (first + from * taps.dilation()) * channels;
    System.arraycopy(plane, row, sums, 0, channels);
    for (int tap = from + 1; tap < end; tap++) {
      row += taps.dilation() * channels;
      for (int c = 0; c < channels; c++) {
        sums[c] += plane[row + c];
      }
    }
  }
}
