/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.stage;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * The last input frames of one layer: exactly as many as the layer's taps reach back. This says
 * where in the memory of a device they lie; the memory itself is given to every method.
 *
 * <p>In a ring that is not {@linkplain RingShape#inOrder in order} the input frame t lies in slot
 * {@code t mod capacity}. So the slot of the frame that is to be written next holds the oldest one,
 * and a ring needs no position of its own: the number of frames so far tells it. A new ring holds
 * zeros, which is what causal padding reads before the first frame.
 */
public final class Ring {
  private final int start;
  private final int end;
  private final int channels;
  private final boolean inOrder;

  /**
   * @param start where it lies in the memory
   */
  public Ring(RingShape shape, int start) {
    this.start = start;
    this.end = start + (int) shape.floats();
    this.channels = shape.width();
    this.inOrder = shape.inOrder();
  }

  /** Offset in the memory of its first value. */
  public int start() {
    return start;
  }

  /** Offset in the memory after its last value. */
  public int end() {
    return end;
  }

  /** Values of all frames. */
  public int floats() {
    return end - start;
  }

  /** Frames that it keeps. */
  public int capacity() {
    return floats() / channels;
  }

  public boolean isEmpty() {
    return start == end;
  }

  public boolean isInOrder() {
    return inOrder;
  }

  /** Offset of the slot for frame {@code time}, which until then holds the oldest frame. */
  public int slot(long time) {
    return isEmpty() || inOrder
        ? start
        : start + (int) Math.floorMod(time, (long) capacity()) * channels;
  }

  /** Offset of the slot after {@code slot}. */
  public int next(int slot) {
    int next = slot + channels;
    return next >= end ? start : next;
  }

  /** Copies every {@code dilation}-th frame, from the oldest, to the start of {@code window}. */
  public void read(float[] memory, int slot, int dilation, float[] window) {
    if (dilation == 1) {
      int untilWrap = end - slot;
      System.arraycopy(memory, slot, window, 0, untilWrap);
      System.arraycopy(memory, start, window, untilWrap, slot - start);
      return;
    }
    int step = dilation * channels;
    int from = slot;
    for (int to = 0; to < floats() / dilation; to += channels) {
      System.arraycopy(memory, from, window, to, channels);
      from += step;
      if (from >= end) {
        from -= floats();
      }
    }
  }

  /** Puts one frame in place of the oldest one. */
  public void write(float[] memory, int slot, float[] frames, int offset) {
    if (!isEmpty()) {
      System.arraycopy(frames, offset, memory, slot, channels);
    }
  }

  /** Puts one frame of zeros in place of the oldest one. */
  public void writeZeros(float[] memory, int slot) {
    if (!isEmpty()) {
      Arrays.fill(memory, slot, slot + channels, 0f);
    }
  }

  /**
   * Copies consecutive frames that are in part here and in part in the newest span.
   *
   * @param span the frames that follow those in this ring
   * @param from index in the stream of the first frame; not older than this ring's oldest
   * @param target takes [count × channels]
   */
  public void copy(float[] memory, Span span, long from, int count, float[] target, int offset) {
    int old = (int) Math.max(0, Math.min(count, span.first - from));
    int slot = old == 0 ? start : slot(from);
    for (int frame = 0; frame < old; frame++) {
      System.arraycopy(memory, slot, target, offset + frame * channels, channels);
      slot = next(slot);
    }
    if (old < count) {
      int source = span.offset + (int) (from + old - span.first) * channels;
      int length = (count - old) * channels;
      System.arraycopy(span.values, source, target, offset + old * channels, length);
    }
  }

  /** Takes the last frames of a span in, as many as fit, in place of the oldest ones. */
  public void keep(float[] memory, Span span) {
    if (isEmpty()) {
      return;
    }
    int kept = Math.min(span.count, capacity()) * channels;
    int source = span.offset + span.count * channels - kept;
    int slot = slot(span.end() - kept / channels);
    int untilWrap = Math.min(kept, end - slot);
    System.arraycopy(span.values, source, memory, slot, untilWrap);
    System.arraycopy(span.values, source + untilWrap, memory, start, kept - untilWrap);
  }

  /** Puts all frames before those of a span, whose buffer has room there; in order only. */
  public void unroll(float[] memory, Span span) {
    System.arraycopy(memory, start, span.values, span.offset - floats(), floats());
  }

  /** Takes the last frames of a span and of what was unrolled before it; in order only. */
  public void rollUp(float[] memory, Span span) {
    int newEnd = span.offset + span.count * channels;
    System.arraycopy(span.values, newEnd - floats(), memory, start, floats());
  }

  /** Writes all values, oldest frame first. */
  public void save(float[] memory, long time, DataOutput out) throws IOException {
    int oldest = slot(time);
    for (int i = oldest; i < end; i++) {
      out.writeFloat(memory[i]);
    }
    for (int i = start; i < oldest; i++) {
      out.writeFloat(memory[i]);
    }
  }

  /** Reads all values, oldest frame first. */
  public void restore(float[] memory, long time, DataInput in) throws IOException {
    int oldest = slot(time);
    for (int i = oldest; i < end; i++) {
      memory[i] = in.readFloat();
    }
    for (int i = start; i < oldest; i++) {
      memory[i] = in.readFloat();
    }
  }
}
