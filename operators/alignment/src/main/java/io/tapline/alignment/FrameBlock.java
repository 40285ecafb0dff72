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
  private boolean segmentEnd;
  private Grid grid = new Grid(0, 1);
  private long firstTick;
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
      Grid grid,
      long firstTick,
      int channels,
      float[] values,
      byte[] mask) {
    FrameBlock block = new FrameBlock(channels, 0);
    block.begin(device, segmentStart, grid, firstTick);
    block.frames = values.length / channels;
    block.values = values;
    block.mask = mask;
    return block;
  }

  /** The same, of frames that are whole microseconds apart. */
  public static FrameBlock of(
      String device,
      boolean segmentStart,
      long startMicros,
      long periodMicros,
      int channels,
      float[] values,
      byte[] mask) {
    return of(device, segmentStart, new Grid(startMicros, periodMicros), 0, channels, values, mask);
  }

  /** A block without frames that says that a device's segment has ended. */
  public static FrameBlock endOf(String device, int channels) {
    FrameBlock block = new FrameBlock(channels, 0);
    block.beginEnd(device);
    return block;
  }

  /**
   * Empties the block for another run of frames.
   *
   * @param segmentStart whether the first frame is the first of its segment
   * @param firstTick the first frame's tick
   */
  public void begin(String device, boolean segmentStart, Grid grid, long firstTick) {
    this.device = device;
    this.segmentStart = segmentStart;
    this.segmentEnd = false;
    this.grid = grid;
    this.firstTick = firstTick;
    this.frames = 0;
  }

  /** The same, for frames that are whole microseconds apart. */
  public void begin(String device, boolean segmentStart, long startMicros, long periodMicros) {
    begin(device, segmentStart, new Grid(startMicros, periodMicros), 0);
  }

  void beginEnd(String device) {
    begin(device, false, grid, 0);
    segmentEnd = true;
  }

  void clear() {
    frames = 0;
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

  /**
   * Whether the device's segment has ended, and with it all that is known of the device: what comes
   * after starts from nothing. Such a block has no frames.
   */
  public boolean segmentEnd() {
    return segmentEnd;
  }

  /** The grid whose ticks the frames are. */
  public Grid grid() {
    return grid;
  }

  /** The first frame's tick. */
  public long firstTick() {
    return firstTick;
  }

  /** The start of a frame's tick, in microseconds since the epoch. */
  public long timeOf(int frame) {
    return grid.startOf(firstTick + frame);
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
    if (segmentEnd) {
      return endOf(device, channels);
    }
    return of(
        device,
        segmentStart,
        grid,
        firstTick,
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
        && segmentEnd == that.segmentEnd
        && frames == that.frames
        && timeOf(0) == that.timeOf(0)
        && timeOf(frames) == that.timeOf(frames)
        && Arrays.equals(values, 0, frames * channels, that.values, 0, frames * channels)
        && Arrays.equals(mask, 0, frames * channels, that.mask, 0, frames * channels);
  }

  @Override
  public int hashCode() {
    return 31 * device.hashCode() + Long.hashCode(timeOf(0)) + frames;
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
        + timeOf(0)
        + ", segmentStart="
        + segmentStart
        + ", segmentEnd="
        + segmentEnd
        + "}";
  }
}
