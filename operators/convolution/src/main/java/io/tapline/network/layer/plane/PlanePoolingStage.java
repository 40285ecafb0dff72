/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.layer.plane;

import io.tapline.network.layer.LayerPlace;
import io.tapline.network.layer.Taps;
import io.tapline.network.layer.pooling.Pooling;
import io.tapline.network.layer.pooling.SeenTaps;
import io.tapline.network.layer.pooling.TapReader;
import io.tapline.network.stage.Slots;
import io.tapline.network.stage.Span;
import io.tapline.network.stage.Stage;
import java.util.Arrays;

/** The largest or mean value of each channel among the positions and frames that an output sees. */
final class PlanePoolingStage implements Stage {
  private final PlanePooling layer;
  private final Taps taps;
  private final HeightTaps height;
  private final int inputHeight;
  private final int channels;
  private final int inputValues;
  private final int outputHeight;
  private final float[] window;
  private final double[] sums;
  private final TapReader reader;
  private final SeenTaps seen;

  PlanePoolingStage(PlanePooling layer, LayerPlace place) {
    this.layer = layer;
    this.taps = place.taps();
    this.height = layer.height();
    this.inputHeight = place.input().height();
    this.channels = place.input().channels();
    this.inputValues = place.input().values();
    this.outputHeight = place.output().height();
    this.window = new float[taps.kernelSize() * inputValues];
    this.sums = new double[channels];
    this.reader = new TapReader(inputValues);
    this.seen = new SeenTaps(taps);
  }

  @Override
  public void process(Span[] inputs, Slots slots, float[] memory, Span output) {
    Span input = inputs[0];
    long length = input.ended ? input.end() : Long.MAX_VALUE;
    reader.start(input, slots.ring(0), memory);
    long newest = output.first * taps.stride() + taps.lead();
    int to = output.offset;
    for (int produced = 0; produced < output.count; produced++) {
      reader.read(newest, taps.dilation(), window);
      seen.set(newest - taps.history(), length);
      for (int position = 0; position < outputHeight; position++) {
        pool(position, output.values, to);
        to += channels;
      }
      newest += taps.stride();
    }
    reader.finish();
  }

  private void pool(int position, float[] output, int to) {
    int first = position * height.stride() - height.before();
    int fromHeight = height.firstTap(first);
    int toHeight = height.endTap(first, inputHeight);
    if (layer.kind() == Pooling.Kind.MAX) {
      Arrays.fill(output, to, to + channels, Float.NEGATIVE_INFINITY);
    } else {
      Arrays.fill(sums, 0);
    }
    for (int time = seen.from(); time < seen.to(); time++) {
      for (int tap = fromHeight; tap < toHeight; tap++) {
        int from = time * inputValues + (first + tap * height.dilation()) * channels;
        if (layer.kind() == Pooling.Kind.MAX) {
          max(from, output, to);
        } else {
          add(from);
        }
      }
    }
    if (layer.kind() == Pooling.Kind.AVERAGE) {
      int divisor =
          layer.countPadding()
              ? seen.counted() * height.kernelSize()
              : (seen.to() - seen.from()) * (toHeight - fromHeight);
      divide(divisor, output, to);
    }
  }

  private void max(int from, float[] output, int to) {
    for (int c = 0; c < channels; c++) {
      output[to + c] = Math.max(output[to + c], window[from + c]);
    }
  }

  private void add(int from) {
    for (int c = 0; c < channels; c++) {
      sums[c] += window[from + c];
    }
  }

  private void divide(int divisor, float[] output, int to) {
    for (int c = 0; c < channels; c++) {
      output[to + c] = (float) (sums[c] / divisor);
    }
  }
}
