/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.layer.collapse;

import io.tapline.network.function.Reduction;
import io.tapline.network.kernel.Reductions;
import io.tapline.network.stage.Slots;
import io.tapline.network.stage.Span;
import io.tapline.network.stage.Stage;

/** Makes one frame of all frames of a window. */
final class CollapseStage implements Stage {
  private final TimeCollapse layer;
  private final int channels;
  private final int frames;
  private final long hop;
  private final float[] window;
  private final double[] sums;

  /**
   * @param channels channels of the input
   * @param frames frames of the input in a window
   * @param hop frames of the input from one window's start to the next one's
   */
  CollapseStage(TimeCollapse layer, int channels, int frames, long hop) {
    this.layer = layer;
    this.channels = channels;
    this.frames = frames;
    this.hop = hop;
    this.window = new float[frames * channels];
    this.sums = new double[channels];
  }

  @Override
  public void process(Span[] inputs, Slots slots, float[] memory, Span output) {
    int width = layer.flattens() ? window.length : channels;
    for (int produced = 0; produced < output.count; produced++) {
      slots.ring(0).copy(memory, inputs[0], (output.first + produced) * hop, frames, window, 0);
      collapse(output.values, output.offset + produced * width);
    }
    slots.ring(0).keep(memory, inputs[0]);
  }

  private void collapse(float[] output, int offset) {
    switch (layer.kind()) {
      case FLATTEN_FRAMES -> System.arraycopy(window, 0, output, offset, window.length);
      case FLATTEN_CHANNELS -> transpose(output, offset);
      case STEP -> {
        int step = layer.step() < 0 ? frames + layer.step() : layer.step();
        System.arraycopy(window, step * channels, output, offset, channels);
      }
      case AVERAGE -> reduce(Reduction.AVERAGE, output, offset);
      case MAX -> reduce(Reduction.MAX, output, offset);
      case MIN -> reduce(Reduction.MIN, output, offset);
      case SUM -> reduce(Reduction.SUM, output, offset);
    }
  }

  private void transpose(float[] output, int offset) {
    for (int c = 0; c < channels; c++) {
      for (int frame = 0; frame < frames; frame++) {
        output[offset + c * frames + frame] = window[frame * channels + c];
      }
    }
  }

  private void reduce(Reduction kind, float[] output, int offset) {
    Reductions.reduceRows(kind, window, frames, sums, output, offset);
  }
}
