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

  Ring(RingShape shape) {
    this.values = new float[(int) shape.floats()];
    this.channels = shape.channels();
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

  /** Puts one frame of zeros in place of the oldest one. */
  void writeZeros(int slot) {
    if (values.length > 0) {
      Arrays.fill(values, slot, slot + channels, 0f);
    }
  }

  /**
   * Copies consecutive frames that are in part here and in part in the newest span.
   *
   * @param span the frames that follow those in this ring
   * @param from index in the stream of the first frame; not older than this ring's oldest
   * @param target takes [count × channels]
   */
  void copy(Span span, long from, int count, float[] target) {
    int old = (int) Math.max(0, Math.min(count, span.first - from));
    int slot = old == 0 ? 0 : slot(from);
    for (int frame = 0; frame < old; frame++) {
      System.arraycopy(values, slot, target, frame * channels, channels);
      slot = next(slot);
    }
    if (old < count) {
      int source = (int) (from + old - span.first) * channels;
      System.arraycopy(span.values, source, target, old * channels, (count - old) * channels);
    }
  }

  /** Takes the last frames of a span in, as many as fit, in place of the oldest ones. */
  void keep(Span span) {
    if (values.length == 0) {
      return;
    }
    int kept = Math.min(span.count, values.length / channels);
    int slot = slot(span.end() - kept);
    for (int frame = span.count - kept; frame < span.count; frame++) {
      System.arraycopy(span.values, frame * channels, values, slot, channels);
      slot = next(slot);
    }
  }

  boolean isEmpty() {
    return values.length == 0;
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
