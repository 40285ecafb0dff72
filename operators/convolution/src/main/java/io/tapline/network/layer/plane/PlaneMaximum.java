/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.layer.plane;

import io.tapline.network.function.Arithmetic;
import io.tapline.network.kernel.Kernels;
import io.tapline.network.layer.LayerPlace;
import java.util.Arrays;

/** The largest values of some planes, over the taps of each output position. */
final class PlaneMaximum {
  private final HeightTaps taps;
  private final int channels;
  private final int inputValues;
  private final int outputHeight;
  private final Kernels kernels;

  /** The largest of all planes so far; the padding around it is never the largest. */
  private final float[] plane;

  private final int offset;

  /** For each position the largest over all taps, as if the stride were 1. */
  private final float[] overTaps;

  PlaneMaximum(LayerPlace place, HeightTaps taps, Kernels kernels) {
    this.taps = taps;
    this.channels = place.input().channels();
    this.inputValues = place.input().values();
    this.outputHeight = place.output().height();
    this.kernels = kernels;
    this.offset = taps.before() * channels;
    this.plane = new float[offset + inputValues + taps.after() * channels];
    this.overTaps = new float[plane.length - (int) taps.reach() * channels];
    clear();
  }

  /** Forgets all planes. */
  void clear() {
    Arrays.fill(plane, Float.NEGATIVE_INFINITY);
  }

  /**
   * Takes one plane.
   *
   * @param first whether those before it are forgotten
   */
  void add(float[] values, int from, boolean first) {
    if (first) {
      System.arraycopy(values, from, plane, offset, inputValues);
    } else {
      kernels.combine(Arithmetic.MAXIMUM, plane, offset, values, from, plane, offset, inputValues);
    }
  }

  void write(float[] output, int to) {
    float[] source = plane;
    int step = taps.dilation() * channels;
    for (int tap = 1; tap < taps.kernelSize(); tap++) {
      kernels.combine(
          Arithmetic.MAXIMUM, source, 0, plane, tap * step, overTaps, 0, overTaps.length);
      source = overTaps;
    }
    for (int position = 0; position < outputHeight; position++) {
      int from = position * taps.stride() * channels;
      System.arraycopy(source, from, output, to + position * channels, channels);
    }
  }
}
