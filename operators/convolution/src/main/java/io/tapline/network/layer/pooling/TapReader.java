/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.layer.pooling;

import io.tapline.network.stage.Ring;
import io.tapline.network.stage.Span;
import java.util.Arrays;

/**
 * Reads the taps of a tapped delay line while its inputs go by: those of before lie in a ring, the
 * new ones in a span, and beyond both ends are zeros. Reused, so that nothing is allocated.
 */
public final class TapReader {
  private final int channels;
  private Span span;
  private Ring ring;
  private float[] memory;
  private long next;
  private int slot;

  /**
   * @param channels values of a frame
   */
  public TapReader(int channels) {
    this.channels = channels;
  }

  /** Starts with frames that follow those in {@code newRing}. */
  public void start(Span newSpan, Ring newRing, float[] newMemory) {
    span = newSpan;
    ring = newRing;
    memory = newMemory;
    next = newSpan.first;
    slot = newRing.slot(next);
  }

  /**
   * Copies the frames that one output sees, oldest first.
   *
   * @param newest index of the newest of them; never less than that of the call before
   * @param window takes [taps × channels]
   */
  public void read(long newest, int dilation, float[] window) {
    while (next < newest) {
      advance();
    }
    ring.read(memory, slot, dilation, window);
    int current = window.length - channels;
    if (newest >= span.first && newest < span.end()) {
      System.arraycopy(span.values, frame(newest), window, current, channels);
    } else {
      Arrays.fill(window, current, window.length, 0f);
    }
  }

  /** Puts the frames that are left into the ring. */
  public void finish() {
    while (next < span.end()) {
      advance();
    }
  }

  private int frame(long time) {
    return span.offset + (int) (time - span.first) * channels;
  }

  private void advance() {
    if (next < span.end()) {
      ring.write(memory, slot, span.values, frame(next));
    } else {
      ring.writeZeros(memory, slot);
    }
    slot = ring.next(slot);
    next++;
  }
}
