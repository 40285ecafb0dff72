/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.alignment;

import java.util.Arrays;

/**
 * Consecutive frames of one device and one segment: the unit that travels between operators.
 *
 * <p>Values are row-major, shape [frames, channels]. A block is mutable so that one instance serves
 * a task for ever; whoever keeps it past the call that handed it over makes a {@link #copy}.
 */
public final class FrameBlock {

  private String device = "";
  private final int channels;
  private boolean segmentStart;
  private long startMicros;
  private long periodMicros;
  private int frames;
  private float[] values;
  private byte[] mask;

  /** An empty block with room for {@code capacity} frames; it grows when it must. */
  public FrameBlock(int channels, int capacity) {
    this.channels = channels;
    this.values = new float[channels * capacity];
    this.mask = new byte[channels * capacity];
  }

  /** A block of given frames; the arrays, each [frames, channels], become the block's own. */
  public static FrameBlock of(
      String device,
      boolean segmentStart,
      long startMicros,
      long periodMicros,
      int channels,
      float[] values,
      byte[] mask) {
    FrameBlock block = new FrameBlock(channels, 0);
    block.begin(device, segmentStart, startMicros, periodMicros);
    block.frames = values.length / channels;
    block.values = values;
    block.mask = mask;
    return block;
  }

  /**
   * Empties the block for another run of frames.
   *
   * @param segmentStart whether the first frame is the first of its segment
   * @param startMicros the start of the first frame's tick
   */
  public void begin(String device, boolean segmentStart, long startMicros, long periodMicros) {
    this.device = device;
    this.segmentStart = segmentStart;
    this.startMicros = startMicros;
    this.periodMicros = periodMicros;
    this.frames = 0;
  }

  /** Adds one frame, to be written by {@link #set}, and returns its index. */
  public int addFrame() {
    int needed = (frames + 1) * channels;
    if (needed > values.length) {
      int grown = Math.max(needed, values.length * 2);
      values = Arrays.copyOf(values, grown);
      mask = Arrays.copyOf(mask, grown);
    }
    return frames++;
  }

  /** Sets one value of a frame, and where it comes from (see {@link Mask}). */
  public void set(int frame, int channel, float value, byte origin) {
    int at = frame * channels + channel;
    values[at] = value;
    mask[at] = origin;
  }

  public String device() {
    return device;
  }

  public int channels() {
    return channels;
  }

  public int frames() {
    return frames;
  }

  public boolean isEmpty() {
    return frames == 0;
  }

  /**
   * Whether the first frame starts a segment: what came before it must not be convolved with it.
   */
  public boolean segmentStart() {
    return segmentStart;
  }

  public long startMicros() {
    return startMicros;
  }

  public long periodMicros() {
    return periodMicros;
  }

  /** The start of a frame's tick. */
  public long timeOf(int frame) {
    return startMicros + frame * periodMicros;
  }

  /** The values, [frames, channels]; the array may be longer than the frames need. */
  public float[] values() {
    return values;
  }

  /** The origin of each value, shaped as the values are. */
  public byte[] mask() {
    return mask;
  }

  /** How many channels of a frame were observed. */
  public int observed(int frame) {
    int observed = 0;
    for (int at = frame * channels, end = at + channels; at < end; at++) {
      if (mask[at] == Mask.OBSERVED) {
        observed++;
      }
    }
    return observed;
  }

  /** A block of its own with the same content, no larger than it needs. */
  public FrameBlock copy() {
    return of(
        device,
        segmentStart,
        startMicros,
        periodMicros,
        channels,
        Arrays.copyOf(values, frames * channels),
        Arrays.copyOf(mask, frames * channels));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FrameBlock that
        && device.equals(that.device)
        && channels == that.channels
        && segmentStart == that.segmentStart
        && startMicros == that.startMicros
        && periodMicros == that.periodMicros
        && frames == that.frames
        && Arrays.equals(values, 0, frames * channels, that.values, 0, frames * channels)
        && Arrays.equals(mask, 0, frames * channels, that.mask, 0, frames * channels);
  }

  @Override
  public int hashCode() {
    return 31 * device.hashCode() + Long.hashCode(startMicros) + frames;
  }

  @Override
  public String toString() {
    return "FrameBlock{device="
        + device
        + ", frames="
        + frames
        + ", channels="
        + channels
        + ", startMicros="
        + startMicros
        + ", segmentStart="
        + segmentStart
        + "}";
  }
}
