/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.layer.plane;

import io.tapline.network.kernel.Kernels;
import io.tapline.network.layer.LayerPlace;
import io.tapline.network.stage.Ring;
import io.tapline.network.stage.Span;
import java.util.Arrays;

/**
 * Copies of the planes that outputs read, with zeros before and behind the height axis, so that a
 * kernel finds every window in one array. A plane is copied once a call, whether it comes from the
 * ring or is new; one that is padding of the time axis is zeros.
 */
final class PaddedPlanes {
  private static final long NONE = Long.MIN_VALUE;

  private final int planeValues;
  private final int width;
  private final int before;
  private final int zeros;
  private final float[] values;
  private final long[] frames;
  private Span input;
  private Ring ring;
  private float[] memory;

  PaddedPlanes(LayerPlace place, HeightTaps height) {
    this.planeValues = place.input().values();
    this.width = (int) width(place, height);
    this.before = height.before() * place.input().channels();
    this.frames = new long[(int) place.taps().history() + 1];
    this.zeros = frames.length * width;
    this.values = new float[zeros + width + Kernels.SLACK];
  }

  /** Values that it takes; in float64, where no product of sizes overflows. */
  static double values(LayerPlace place, HeightTaps height) {
    return (place.taps().history() + 2.0) * width(place, height);
  }

  private static long width(LayerPlace place, HeightTaps height) {
    long positions = (long) height.before() + place.input().height() + height.after();
    return positions * place.input().channels();
  }

  /** Starts a call. */
  void start(Span newInput, Ring newRing, float[] newMemory) {
    input = newInput;
    ring = newRing;
    memory = newMemory;
    Arrays.fill(frames, NONE);
  }

  /** The array in which the planes lie. */
  float[] array() {
    return values;
  }

  /**
   * Offset of the padded plane of a frame; good until frames beyond the kernel's reach are read.
   */
  int locate(long frame) {
    if (frame >= input.end() || frame < input.first - ring.capacity()) {
      return zeros;
    }
    int slot = (int) Math.floorMod(frame, (long) frames.length);
    int at = slot * width;
    if (frames[slot] != frame) {
      frames[slot] = frame;
      if (frame < input.first) {
        System.arraycopy(memory, ring.slot(frame), values, at + before, planeValues);
      } else {
        int from = input.offset + (int) (frame - input.first) * planeValues;
        System.arraycopy(input.values, from, values, at + before, planeValues);
      }
    }
    return at;
  }
}
