/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.alignment;

import io.tapline.alignment.Fill.Constant;
import io.tapline.alignment.Fill.Hold;
import io.tapline.alignment.Fill.Linear;

/**
 * Makes the frame of a tick: takes each channel's readings of it as one value, and fills the
 * channels that have none.
 */
final class TickFrames {

  private final Grid grid;
  private final Channel[] measured;
  private final long[] lookAheadTicks;
  private final TickReadings readings = new TickReadings();
  private final TickValues values;

  TickFrames(Alignment alignment) {
    grid = alignment.grid();
    measured = alignment.layout().measured().toArray(new Channel[0]);
    lookAheadTicks = new long[measured.length];
    for (int c = 0; c < measured.length; c++) {
      if (measured[c].fill() instanceof Linear linear) {
        lookAheadTicks[c] = grid.ticksIn(linear.lookAheadMicros());
      }
    }
    values = new TickValues(alignment.layout());
  }

  /** A segment begins: no line is drawn from before it, and nothing was a tick before. */
  void beginSegment(AlignmentState state) {
    for (int c = 0; c < measured.length; c++) {
      boolean isLine = measured[c].fill() instanceof Linear;
      if (isLine && state.channels().heldTime(c) != ChannelBuffers.NEVER) {
        state.channels().hold(c, ChannelBuffers.NEVER, 0);
      }
    }
    if (state.previousTick() != null) {
      state.previousTick().clear();
    }
  }

  /** Adds a tick's frame to a block and returns how many readings went into it. */
  int write(AlignmentState state, long tick, FrameBlock block) {
    ChannelBuffers channels = state.channels();
    long start = grid.startOf(tick);
    long end = grid.endOf(tick);
    int rows = channels.areTogether() ? channels.countBefore(0, end) : 0;
    int framed = rows * measured.length;
    if (rows > 0) {
      takeRows(channels, rows);
    } else {
      for (int c = 0; c < measured.length; c++) {
        int count = channels.countBefore(c, end);
        if (count > 0) {
          double value = aggregate(channels, c, count);
          channels.take(c, count, value);
          values.set(c, value, Mask.OBSERVED);
          framed += count;
        } else {
          fill(channels, c, tick, start);
        }
      }
    }
    values.writeTo(block, block.addFrame(), state.previousTick());
    return framed;
  }

  private void takeRows(ChannelBuffers channels, int rows) {
    for (int c = 0; c < measured.length; c++) {
      double value = aggregate(channels, c, rows);
      channels.replaceLast(c, rows, value);
      values.set(c, value, Mask.OBSERVED);
    }
    channels.rows().drop(rows);
  }

  private double aggregate(ChannelBuffers channels, int channel, int count) {
    return readings.aggregate(channels, channel, count, measured[channel]);
  }

  private void fill(ChannelBuffers channels, int channel, long tick, long start) {
    Fill fill = measured[channel].fill();
    long heldTime = channels.heldTime(channel);
    if (fill instanceof Constant constant) {
      values.set(channel, constant.value(), Mask.FILLED);
    } else if (heldTime == ChannelBuffers.NEVER) {
      values.set(channel, 0, Mask.MISSING);
    } else if (fill instanceof Hold hold && heldTime >= start - hold.maxAgeMicros()) {
      values.set(channel, channels.heldValue(channel), Mask.FILLED);
    } else if (fill instanceof Linear && canInterpolate(channels, channel, tick)) {
      values.set(channel, interpolated(channels, channel, tick), Mask.FILLED);
    } else {
      values.set(channel, 0, Mask.MISSING);
    }
  }

  private boolean canInterpolate(ChannelBuffers channels, int channel, long tick) {
    long nextTime = channels.firstTime(channel);
    if (nextTime == Long.MAX_VALUE) {
      return false;
    }
    return grid.tickOf(nextTime) - tick <= lookAheadTicks[channel];
  }

  /** The point of a tick on the line between the channel's ticks before and after it. */
  private double interpolated(ChannelBuffers channels, int channel, long tick) {
    long before = grid.tickOf(channels.heldTime(channel));
    long after = grid.tickOf(channels.firstTime(channel));
    int count = channels.countBefore(channel, grid.endOf(after));
    double share = (double) (tick - before) / (after - before);
    // Both ends weighted, so that no difference of two large numbers overflows.
    return channels.heldValue(channel) * (1 - share) + aggregate(channels, channel, count) * share;
  }
}
