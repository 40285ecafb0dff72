/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.alignment;

/** Releases a device's ticks in order, as frames in blocks: gaps filled, or segments begun. */
final class TickRelease {

  private final Grid grid;
  private final int blockFrames;
  private final long maxGapTicks;
  private final TickFrames frames;
  private final FrameBlock block;

  TickRelease(Alignment alignment) {
    this.grid = alignment.grid();
    this.blockFrames = alignment.blockFrames();
    this.maxGapTicks = grid.ticksIn(alignment.bounds().maxGapMicros());
    this.frames = new TickFrames(alignment);
    this.block = new FrameBlock(alignment.layout().width(), blockFrames);
  }

  /** Tells the sink that a device's segment has ended. */
  void end(String device, FrameBlockSink sink) {
    block.beginEnd(device);
    sink.accept(block);
  }

  /**
   * Releases all ticks up to one.
   *
   * @return how many readings were framed
   */
  int through(long lastTick, String device, AlignmentState state, FrameBlockSink sink) {
    int framed = 0;
    long tick = firstUnreleasedTick(state);
    if (tick > lastTick) {
      if (state.frontierMicros() == ChannelBuffers.NEVER) {
        // The ticks before a device's first reading are released too, once its clock has passed.
        state.frontierMicros(grid.startOf(lastTick + 1));
      }
      return 0;
    }
    block.begin(device, false, grid, tick);
    ChannelBuffers channels = state.channels();
    long lastFilled = lastFilledTick(state);
    while (tick <= lastTick) {
      boolean open = state.lastObservedMicros() != ChannelBuffers.NEVER;
      if (channels.anyBefore(grid.endOf(tick))) {
        framed += frame(state, tick, !open || tick > lastFilled + 1, sink);
        state.lastObservedMicros(grid.startOf(tick));
        lastFilled = tick + maxGapTicks;
        tick++;
        continue;
      }
      long waiting = channels.firstTime();
      long nextObserved = waiting == Long.MAX_VALUE ? Long.MAX_VALUE : grid.tickOf(waiting);
      if (open && nextObserved - 1 <= lastFilled) {
        frame(state, tick, false, sink);
        tick++;
      } else if (!open || lastTick > lastFilled) {
        // No reading can come any more that would let the gap be filled.
        tick = Math.min(nextObserved, lastTick + 1);
      } else {
        // A reading may still come that is near enough: only then is this tick a frame.
        break;
      }
    }
    state.frontierMicros(grid.startOf(tick));
    handOn(sink);
    return framed;
  }

  /** The last tick of the gap that is filled, should a reading come; none without a segment. */
  private long lastFilledTick(AlignmentState state) {
    long lastObserved = state.lastObservedMicros();
    return lastObserved == ChannelBuffers.NEVER
        ? Long.MIN_VALUE
        : grid.tickOf(lastObserved) + maxGapTicks;
  }

  private long firstUnreleasedTick(AlignmentState state) {
    if (state.frontierMicros() != ChannelBuffers.NEVER) {
      return grid.tickOf(state.frontierMicros());
    }
    long waiting = state.channels().firstTime();
    return waiting == Long.MAX_VALUE ? Long.MAX_VALUE : grid.tickOf(waiting);
  }

  /** Writes one frame and returns how many readings went into it. */
  private int frame(AlignmentState state, long tick, boolean segmentStart, FrameBlockSink sink) {
    if (segmentStart || block.frames() == blockFrames) {
      handOn(sink);
    }
    if (block.isEmpty()) {
      block.begin(block.device(), segmentStart, grid, tick);
    }
    if (segmentStart) {
      frames.beginSegment(state);
    }
    return frames.write(state, tick, block);
  }

  private void handOn(FrameBlockSink sink) {
    if (!block.isEmpty()) {
      sink.accept(block);
      block.clear();
    }
  }
}
