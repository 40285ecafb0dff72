/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;

/**
 * How many of the values in a device's last frames were observed rather than filled: what a
 * network's receptive field rests on.
 *
 * <p>A ring of one count per frame, in one byte where the channels allow it, else in two; and their
 * running sum. Frames of before the segment's start count as not observed. Allocates nothing once
 * made; not thread-safe.
 */
public final class ObservedValues {
  private static final int MAX_CHANNELS = 0xffff;

  private final int frames;
  private final int channels;
  private final int width;
  private final byte[] counts;
  private int oldest;
  private long sum;

  /**
   * @param frames how many of the last frames count: a network's receptive field
   * @param channels channels of a frame, at most 65535
   */
  public ObservedValues(int frames, int channels) {
    if (frames < 1) {
      throw new IllegalArgumentException("at least one frame must count: frames=" + frames);
    }
    if (channels < 1 || channels > MAX_CHANNELS) {
      throw new IllegalArgumentException(
          "channels must be 1 to " + MAX_CHANNELS + ": channels=" + channels);
    }
    this.frames = frames;
    this.channels = channels;
    this.width = width(channels);
    this.counts = new byte[Math.multiplyExact(frames, width)];
  }

  /**
   * Takes the next frame in, and the oldest one out.
   *
   * @param observedChannels how many of the frame's channels were observed, 0 to channels
   */
  public void push(int observedChannels) {
    if (observedChannels < 0 || observedChannels > channels) {
      throw new IllegalArgumentException(
          "observed channels must be 0 to " + channels + ": observed=" + observedChannels);
    }
    sum += observedChannels - get(oldest);
    set(oldest, observedChannels);
    oldest = oldest + 1 == frames ? 0 : oldest + 1;
  }

  /** The share of observed values among all values of the last frames, 0 to 1. */
  public float share() {
    return (float) (sum / ((double) frames * channels));
  }

  /** Starts a new segment. */
  public void reset() {
    Arrays.fill(counts, (byte) 0);
    oldest = 0;
    sum = 0;
  }

  /** Bytes that are written of so many frames of so many channels. */
  static long stateBytes(int frames, int channels) {
    return (long) frames * width(channels);
  }

  private static int width(int channels) {
    return channels <= 0xff ? 1 : 2;
  }

  /** Bytes that {@link #write} writes. */
  public int stateBytes() {
    return counts.length;
  }

  /**
   * Writes the count of each frame, oldest first, as one byte, or two (big-endian) beyond 255
   * channels.
   */
  public void write(DataOutput out) throws IOException {
    int split = oldest * width;
    out.write(counts, split, counts.length - split);
    out.write(counts, 0, split);
  }

  /**
   * Reads what {@link #write} wrote for the same number of frames and channels.
   *
   * @throws IOException if the bytes are cut short or corrupt; the counts are reset then
   */
  public void read(DataInput in) throws IOException {
    reset();
    try {
      in.readFully(counts);
    } catch (EOFException e) {
      reset();
      throw new IOException("observed counts are cut short: expected bytes=" + counts.length, e);
    }
    for (int frame = 0; frame < frames; frame++) {
      int observed = get(frame);
      if (observed > channels) {
        reset();
        throw new IOException(
            "observed counts are corrupt: frame="
                + frame
                + ", channels="
                + channels
                + ", observed="
                + observed);
      }
      sum += observed;
    }
  }

  private int get(int frame) {
    int at = frame * width;
    int first = counts[at] & 0xff;
    return width == 1 ? first : first << 8 | counts[at + 1] & 0xff;
  }

  private void set(int frame, int count) {
    int at = frame * width;
    if (width == 2) {
      counts[at++] = (byte) (count >> 8);
    }
    counts[at] = (byte) count;
  }
}
