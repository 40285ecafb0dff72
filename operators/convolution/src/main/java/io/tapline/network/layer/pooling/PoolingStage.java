/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.layer.pooling;

import io.tapline.network.layer.Taps;
import io.tapline.network.stage.Slots;
import io.tapline.network.stage.Span;
import io.tapline.network.stage.Stage;
import java.util.Arrays;

/** The largest or mean value of each channel among the inputs that an output sees. */
final class PoolingStage implements Stage {
  private final Pooling layer;
  private final Taps taps;
  private final int channels;
  private final float[] window;
  private final double[] sums;
  private final TapReader reader;
  private final SeenTaps seen;

  PoolingStage(Pooling layer, Taps taps, int channels) {
    this.layer = layer;
    this.taps = taps;
    this.channels = channels;
    this.window = new float[taps.kernelSize() * channels];
    this.sums = new double[channels];
    this.reader = new TapReader(channels);
    this.seen = new SeenTaps(taps);
  }

  @Override
  public void process(Span[] inputs, Slots slots, float[] memory, Span output) {
    Span input = inputs[0];
    long length = input.ended ? input.end() : Long.MAX_VALUE;
    reader.start(input, slots.ring(0), memory);
    long newest = output.first * taps.stride() + taps.lead();
    for (int produced = 0; produced < output.count; produced++) {
      reader.read(newest, taps.dilation(), window);
      long oldest = newest - taps.history();
      seen.set(oldest, length);
      int from = seen.from();
      int to = seen.to();
      int target = output.offset + produced * channels;
      if (layer.kind() == Pooling.Kind.MAX) {
        max(from, to, output.values, target);
      } else {
        int divisor = layer.countPadding() ? seen.counted() : to - from;
        average(from, to, divisor, output.values, target);
      }
      newest += taps.stride();
    }
    reader.finish();
  }

  private void max(int from, int to, float[] output, int offset) {
    Arrays.fill(output, offset, offset + channels, Float.NEGATIVE_INFINITY);
    for (int tap = from; tap < to; tap++) {
      int row = tap * channels;
      for (int c = 0; c < channels; c++) {
        output[offset + c] = Math.max(output[offset + c], window[row + c]);
      }
    }
  }

  private void average(int from, int to, int divisor, float[] output, int offset) {
    Arrays.fill(sums, 0);
    for (int tap = from; tap < to; tap++) {
      int row = tap * channels;
      for (int c = 0; c < channels; c++) {
        sums[c] += window[row + c];
      }
    }
    for (int c = 0; c < channels; c++) {
      output[offset + c] = (float) (sums[c] / divisor);
    }
  }
}
