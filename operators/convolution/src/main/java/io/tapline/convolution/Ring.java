/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.convolution;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * The last input frames of one layer of one device: exactly as many as the layer's taps reach back.
 *
 * <p>The input frame t lies in slot {@code t mod capacity}. So the slot of the frame that is to be
 * written next holds the oldest one, and a ring needs no position of its own: the number of frames
 * so far tells it. A new ring holds zeros, which is what causal padding reads before the first
 * frame.
 */
final class Ring {
  private final float[] values;
  private final int channels;

  Ring(int capacity, int channels) {
    this.values = new float[capacity * channels];
    this.channels = channels;
  }

  private Ring(Ring other) {
    this.values = other.values.clone();
    this.channels = other.channels;
  }

  Ring copy() {
    return new Ring(this);
  }

  /** Offset of the slot for frame {@code time}, which until then holds the oldest frame. */
  int slot(long time) {
    return values.length == 0 ? 0 : (int) (time % (values.length / channels)) * channels;
  }

  /** Offset of the slot after {@code slot}. */
  int next(int slot) {
    int next = slot + channels;
    return next >= values.length ? 0 : next;
  }

  /** Copies every {@code dilation}-th frame, from the oldest, to the start of {@code window}. */
  void read(int slot, int dilation, float[] window) {
    if (dilation == 1) {
      int untilWrap = values.length - slot;
      System.arraycopy(values, slot, window, 0, untilWrap);
      System.arraycopy(values, 0, window, untilWrap, slot);
      return;
    }
    int step = dilation * channels;
    int from = slot;
    for (int to = 0; to < values.length / dilation; to += channels) {
      System.arraycopy(values, from, window, to, channels);
      from += step;
      if (from >= values.length) {
        from -= values.length;
      }
    }
  }

  /** Puts one frame in place of the oldest one. */
  void write(int slot, float[] frames, int offset) {
    if (values.length > 0) {
      System.arraycopy(frames, offset, values, slot, channels);
    }
  }

  void clear() {
    Arrays.fill(values, 0f);
  }

  /** Writes all values, oldest frame first. */
  void save(long time, DataOutput out) throws IOException {
    int oldest = slot(time);
    for (int i = oldest; i < values.length; i++) {
      out.writeFloat(values[i]);
    }
    for (int i = 0; i < oldest; i++) {
      out.writeFloat(values[i]);
    }
  }

  /** Reads all values, oldest frame first. */
  void restore(long time, DataInput in) throws IOException {
    int oldest = slot(time);
    for (int i = oldest; i < values.length; i++) {
      values[i] = in.readFloat();
    }
    for (int i = 0; i < oldest; i++) {
      values[i] = in.readFloat();
    }
  }
}
