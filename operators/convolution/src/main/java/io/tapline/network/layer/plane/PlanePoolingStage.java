/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.layer.plane;

import io.tapline.network.kernel.Kernels;
import io.tapline.network.layer.LayerPlace;
import io.tapline.network.layer.Taps;
import io.tapline.network.layer.pooling.Pooling;
import io.tapline.network.layer.pooling.SeenTaps;
import io.tapline.network.stage.Ring;
import io.tapline.network.stage.Slots;
import io.tapline.network.stage.Span;
import io.tapline.network.stage.Stage;

/**
 * The largest or mean value of each channel among the positions and frames that an output sees: the
 * planes of all its frames become one, and then the positions of that one.
 */
final class PlanePoolingStage implements Stage {
  private final PlanePooling layer;
  private final Taps taps;
  private final int inputValues;
  private final int outputValues;
  private final SeenTaps seen;
  private final PlaneMaximum maximum;
  private final PlaneMean mean;

  PlanePoolingStage(PlanePooling layer, LayerPlace place, Kernels kernels) {
    this.layer = layer;
    this.taps = place.taps();
    this.inputValues = place.input().values();
    this.outputValues = place.output().values();
    this.seen = new SeenTaps(taps);
    boolean max = layer.kind() == Pooling.Kind.MAX;
    this.maximum = max ? new PlaneMaximum(place, layer.height(), kernels) : null;
    this.mean = max ? null : new PlaneMean(place, layer.height());
  }

  @Override
  public void process(Span[] inputs, Slots slots, float[] memory, Span output) {
    Span input = inputs[0];
    Ring ring = slots.ring(0);
    long length = input.ended ? input.end() : Long.MAX_VALUE;
    long oldest = output.first * taps.stride() + taps.lead() - taps.history();
    int to = output.offset;
    for (int produced = 0; produced < output.count; produced++) {
      seen.set(oldest, length);
      if (seen.from() >= seen.to()) {
        clear();
      }
      for (int tap = seen.from(); tap < seen.to(); tap++) {
        long frame = oldest + (long) tap * taps.dilation();
        if (frame < input.first) {
          add(memory, ring.slot(frame), tap == seen.from());
        } else {
          int from = input.offset + (int) (frame - input.first) * inputValues;
          add(input.values, from, tap == seen.from());
        }
      }
      write(output.values, to);
      oldest += taps.stride();
      to += outputValues;
    }
    ring.keep(memory, input);
  }

  /** Where a window is so short that an output sees nothing but padding. */
  private void clear() {
    if (maximum != null) {
      maximum.clear();
    } else {
      mean.clear();
    }
  }

  private void add(float[] values, int from, boolean first) {
    if (maximum != null) {
      maximum.add(values, from, first);
    } else {
      mean.add(values, from, first);
    }
  }

  private void write(float[] output, int to) {
    if (maximum != null) {
      maximum.write(output, to);
    } else {
      mean.write(seen, layer.countPadding(), output, to);
    }
  }
}
