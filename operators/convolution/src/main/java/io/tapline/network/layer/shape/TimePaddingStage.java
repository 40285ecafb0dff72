/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.layer.shape;

import io.tapline.network.stage.Slots;
import io.tapline.network.stage.Span;
import io.tapline.network.stage.Stage;
import java.util.Arrays;

/** Puts frames in before the first and after the last, or cuts some off. */
final class TimePaddingStage implements Stage {
  private final TimePadding layer;
  private final int channels;
  private final int left;

  /**
   * @param left frames before the first; negative where frames are cut off
   */
  TimePaddingStage(TimePadding layer, int left, int channels) {
    this.layer = layer;
    this.left = left;
    this.channels = channels;
  }

  @Override
  public void process(Span[] inputs, Slots slots, float[] memory, Span output) {
    Span input = inputs[0];
    long source = output.first * layer.stride() - left;
    for (int produced = 0; produced < output.count; produced++) {
      int to = output.offset + produced * channels;
      if (source < 0 || source >= input.end()) {
        Arrays.fill(output.values, to, to + channels, layer.value());
      } else {
        slots.ring(0).copy(memory, input, source, 1, output.values, to);
      }
      source += layer.stride();
    }
    slots.ring(0).keep(memory, input);
  }
}
