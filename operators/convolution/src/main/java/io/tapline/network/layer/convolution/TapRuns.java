/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.layer.convolution;

import io.tapline.network.kernel.Kernels;
import io.tapline.network.kernel.WindowKernel;
import io.tapline.network.layer.Taps;
import io.tapline.network.stage.Ring;
import io.tapline.network.stage.Span;

/**
 * Finds the taps of outputs in a ring that wraps, in the new frames, and in the padding before and
 * behind, without copying them.
 *
 * <p>The outputs are cut into runs, such that from one output of a run to the next each tap goes on
 * in the same place by the same step. In a run, taps in the same place are given to the kernel
 * together; kernels that need whole windows get {@linkplain WindowCopies copies}. Runs are long if
 * the dilation is, for then a tap rarely leaves its place.
 */
final class TapRuns {
  private final Taps taps;
  private final int channels;
  private final int[] offsets;
  private final float[] zeros;
  private final WindowKernel kernel;
  private final WindowCopies copies;
  private Span input;
  private Ring ring;
  private int run;

  TapRuns(WindowKernel kernel, Taps taps, int channels) {
    this.kernel = kernel;
    this.copies =
        kernel.needsWholeWindows() ? new WindowCopies(kernel, taps.kernelSize(), channels) : null;
    this.taps = taps;
    this.channels = channels;
    this.offsets = new int[taps.kernelSize()];
    this.zeros = new float[channels + Kernels.SLACK];
  }

  /** Where a tap lies. */
  private enum Place {
    PADDING,
    RING,
    INPUT
  }

  /** Computes the sums of all outputs. */
  void compute(Span newInput, Ring newRing, float[] memory, Span output, float[] sums, int offset) {
    input = newInput;
    ring = newRing;
    int step = taps.stride() * channels;
    if (copies != null) {
      copies.begin(sums, offset);
    }
    for (int done = 0; done < output.count; done += run) {
      long newest = (output.first + done) * taps.stride() + taps.lead();
      run = output.count - done;
      for (int tap = 0; tap < offsets.length; tap++) {
        locate(tap, frame(newest, tap));
      }
      if (copies != null) {
        copyWindows(newest, memory, step);
      } else {
        accumulate(newest, memory, step, sums, offset + done * kernel.width());
      }
    }
    if (copies != null) {
      copies.computeSums();
    }
  }

  /** Gives the taps of a run to the kernel where they lie. */
  private void accumulate(long newest, float[] memory, int step, float[] sums, int at) {
    int from = 0;
    while (from < offsets.length) {
      Place place = place(frame(newest, from));
      int to = from + 1;
      while (to < offsets.length && place(frame(newest, to)) == place) {
        to++;
      }
      switch (place) {
        case RING -> kernel.accumulate(memory, offsets, from, to, step, sums, at, run);
        case INPUT -> kernel.accumulate(input.values, offsets, from, to, step, sums, at, run);
        case PADDING -> kernel.accumulate(zeros, offsets, from, to, 0, sums, at, run);
      }
      from = to;
    }
  }

  /** Copies the windows of a run; taps that lie side by side at once. */
  private void copyWindows(long newest, float[] memory, int step) {
    for (int row = 0; row < run; row++) {
      int from = 0;
      while (from < offsets.length) {
        Place place = place(frame(newest, from));
        int to = from + 1;
        while (to < offsets.length
            && offsets[to] == offsets[to - 1] + channels
            && place(frame(newest, to)) == place) {
          to++;
        }
        int at = from * channels;
        int count = (to - from) * channels;
        switch (place) {
          case RING -> copies.copy(memory, offsets[from] + row * step, at, count);
          case INPUT -> copies.copy(input.values, offsets[from] + row * step, at, count);
          case PADDING -> copies.copy(zeros, 0, at, count);
        }
        from = to;
      }
      copies.endWindow();
    }
  }

  private long frame(long newest, int tap) {
    return newest - (offsets.length - 1L - tap) * taps.dilation();
  }

  private Place place(long frame) {
    if (frame >= input.end() || frame < input.first - ring.capacity()) {
      return Place.PADDING;
    }
    return frame < input.first ? Place.RING : Place.INPUT;
  }

  /** Notes where a tap's frame lies, and cuts the run where the tap leaves that place. */
  private void locate(int tap, long frame) {
    switch (place(frame)) {
      case PADDING -> {
        offsets[tap] = 0;
        if (frame < input.first) {
          cut(input.first - ring.capacity() - frame);
        }
      }
      case RING -> {
        int slot = ring.slot(frame);
        offsets[tap] = slot;
        cut(Math.min(input.first - frame, (ring.end() - slot) / channels));
      }
      case INPUT -> {
        offsets[tap] = input.offset + (int) (frame - input.first) * channels;
        cut(input.end() - frame);
      }
    }
  }

  /** Lets the run end before a tap has gone on by {@code frames}. */
  private void cut(long frames) {
    if (frames < (long) run * taps.stride()) {
      run = (int) ((frames + taps.stride() - 1) / taps.stride());
    }
  }
}
