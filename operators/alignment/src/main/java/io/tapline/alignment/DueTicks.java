/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.alignment;

/**
 * Which of a device's ticks no reading within the bounds can belong to any more: see {@link
 * DeviceClock}.
 */
final class DueTicks {

  /** No tick is known to be due. */
  static final long NONE = Long.MIN_VALUE;

  private final Grid grid;
  private final DeviceClock clock;
  private final long releaseDelayMicros;

  DueTicks(Alignment alignment) {
    grid = alignment.grid();
    clock = new DeviceClock(alignment.layout());
    releaseDelayMicros = alignment.bounds().disorderMicros() + alignment.layout().lookAheadMicros();
  }

  /**
   * The last tick that is due, of a device that has sent something; {@link #NONE} where it is known
   * that no other one is.
   *
   * @param watermarkMicros see {@link Aligner#release(String, AlignmentState, long,
   *     FrameBlockSink)}
   */
  long last(AlignmentState state, long watermarkMicros) {
    if (!state.comesInOneOrder()) {
      long reached = clock.of(state.channels(), state.partitions(), watermarkMicros);
      return reached == ChannelBuffers.NEVER
          ? NONE
          : grid.lastTickEndedAt(reached - releaseDelayMicros);
    }
    // The clock must have passed the tick of the frontier, with all that is waited for.
    long frontier = state.frontierMicros();
    boolean begun = frontier != ChannelBuffers.NEVER;
    long awaited =
        begun ? frontier + grid.shortestTickMicros() + releaseDelayMicros : state.furthestMicros();
    if (begun && clock.isBefore(state.channels(), awaited)) {
      return NONE;
    }
    return grid.lastTickEndedAt(clock.of(state.channels(), awaited) - releaseDelayMicros);
  }

  /** What the clock of a device must reach before its next tick is due. */
  long awaited(AlignmentState state) {
    long frontier = state.frontierMicros();
    return frontier == ChannelBuffers.NEVER
        ? ChannelBuffers.NEVER
        : grid.endOf(grid.tickOf(frontier)) + releaseDelayMicros;
  }

  /** See {@link Aligner#releasingWatermarkMicros}. */
  long releasingWatermarkMicros(AlignmentState state, long watermarkMicros) {
    long waiting = state.comesInOneOrder() ? Long.MAX_VALUE : state.channels().firstTime();
    if (waiting == Long.MAX_VALUE) {
      return Long.MAX_VALUE;
    }
    long awaited = awaited(state);
    if (awaited == ChannelBuffers.NEVER) {
      awaited = grid.endOf(grid.tickOf(waiting)) + releaseDelayMicros;
    }
    return clock.watermarkFor(state.channels(), state.partitions(), watermarkMicros, awaited);
  }
}
