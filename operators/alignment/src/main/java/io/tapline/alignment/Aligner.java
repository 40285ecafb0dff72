/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.alignment;

/**
 * Turns a device's readings into its frames.
 *
 * <p>One instance serves all devices of a task, one after the other: what belongs to a device is in
 * its {@link AlignmentState}. For any order of arrival within the {@link TimeBounds}, the frames
 * are the same to the bit (see {@link DeviceClock}).
 */
public final class Aligner {

  private final Alignment alignment;
  private final Grid grid;
  private final ChannelLayout layout;
  private final Channel[] measured;
  private final boolean looksBack;
  private final TimeBounds bounds;
  private final DeviceClock clock;
  private final long maxGapTicks;
  private final long releaseDelayMicros;
  private final long frameFingerprint;
  private final ReadingIntake intake;
  private final RowIntake rowIntake;
  private final TickFrames frames;
  private final FrameBlock block;

  public Aligner(Alignment alignment) {
    this.alignment = alignment;
    this.grid = alignment.grid();
    this.layout = alignment.layout();
    this.measured = layout.measured().toArray(new Channel[0]);
    this.looksBack = layout.looksBack();
    this.bounds = alignment.bounds();
    this.clock = new DeviceClock(layout);
    this.maxGapTicks = grid.ticksIn(bounds.maxGapMicros());
    this.releaseDelayMicros = bounds.disorderMicros() + layout.lookAheadMicros();
    this.frameFingerprint = alignment.frameFingerprint();
    this.intake = new ReadingIntake(alignment);
    this.rowIntake = new RowIntake(alignment, intake);
    this.frames = new TickFrames(alignment);
    this.block = new FrameBlock(layout.width(), alignment.blockFrames());
  }

  public Alignment alignment() {
    return alignment;
  }

  /** The state of a device that has sent nothing yet. */
  public AlignmentState newState() {
    AlignmentState state = new AlignmentState(layout.measuredNames());
    state.frameFingerprint(frameFingerprint);
    state.previousTick(newPreviousTick());
    return state;
  }

  private PreviousTick newPreviousTick() {
    return looksBack ? new PreviousTick(measured.length) : null;
  }

  /**
   * Takes up the state of a device whose frames may have meant something else so far, as when a
   * savepoint is read under another alignment; it must have this layout's measured channels (see
   * {@link AlignmentState#forLayout}). Where they did, the next frame starts a segment.
   *
   * <p>A tick of this grid that the earlier one has released in part counts as released: its frame
   * would be made of a part of its readings only, and be no later than frames that have left. The
   * frontier moves to that tick's end, and what waits before it is late.
   *
   * @return how many waiting readings were dropped, being late
   */
  public int adopt(AlignmentState state) {
    if (state.frameFingerprint() == frameFingerprint) {
      return 0;
    }
    state.frameFingerprint(frameFingerprint);
    state.previousTick(newPreviousTick());
    state.endSegment();
    long frontier = state.frontierMicros();
    if (frontier == ChannelBuffers.NEVER) {
      return 0;
    }
    state.frontierMicros(grid.endOf(grid.tickOf(frontier - 1)));
    return state.channels().dropBefore(state.frontierMicros());
  }

  /**
   * Takes one reading in. Nothing is released before {@link #release}.
   *
   * @param channel the channel's number among the measured (see {@link ChannelLayout#indexOf})
   * @param micros the reading's time
   * @param recordMicros the timestamp of the record that brought it, or a negative number where it
   *     has none; then the reading cannot be judged to be in the future
   */
  public Verdict add(
      AlignmentState state, int channel, long micros, double value, long recordMicros) {
    return intake.add(state, channel, micros, value, recordMicros);
  }

  /**
   * Takes all readings of a record in at once, where each of them would only have to wait and they
   * are whole rows: every channel at the same times. That is what {@link #add} does with each, but
   * takes half of the time.
   *
   * @param channels each reading's channel, as in {@link #add}
   * @param micros each reading's time
   * @return false where they are not like that; then none was taken in
   */
  public boolean addRows(
      AlignmentState state, int[] channels, long[] micros, double[] values, long recordMicros) {
    return rowIntake.add(state, channels, micros, values, recordMicros);
  }

  /** The value that lost its place, after {@link Verdict#REPLACED}. */
  public double replacedValue() {
    return intake.replacedValue();
  }

  /**
   * How far before the frontier a late reading is: always positive.
   *
   * @param micros the reading's time, as sent
   */
  public long lateBy(AlignmentState state, int channel, long micros) {
    return state.frontierMicros() - micros - measured[channel].timeOffsetMicros();
  }

  /** Whether a device was silent for too long before a record to be remembered, by their stamps. */
  public boolean isForgotten(AlignmentState state, long recordMicros) {
    long last = state.lastRecordMicros();
    boolean known = recordMicros >= 0 && last != ChannelBuffers.NEVER;
    return known && recordMicros - last >= bounds.forgetAfterMicros();
  }

  /**
   * Notes that a record of a device has come in, and first releases the device's tail where the
   * device had been silent for the idle-flush. Judging the silence by the records' own timestamps
   * makes it the same in a replay.
   *
   * @param recordMicros the record's timestamp, or a negative number where it has none
   * @return how many readings were framed
   */
  public int noteRecord(
      String device, AlignmentState state, long recordMicros, FrameBlockSink sink) {
    if (recordMicros < 0) {
      return 0;
    }
    long last = state.lastRecordMicros();
    state.lastRecordMicros(Math.max(last, recordMicros));
    boolean wasSilent =
        last != ChannelBuffers.NEVER && recordMicros - last >= bounds.idleFlushMicros();
    return wasSilent ? flush(device, state, sink) : 0;
  }

  /**
   * Releases every tick that no reading within the bounds can belong to any more.
   *
   * @return how many readings were framed
   */
  public int release(String device, AlignmentState state, FrameBlockSink sink) {
    long furthest = state.furthestMicros();
    if (furthest == ChannelBuffers.NEVER) {
      return 0;
    }
    // The clock must have passed the tick of the frontier, with all that is waited for.
    long frontier = state.frontierMicros();
    boolean begun = frontier != ChannelBuffers.NEVER;
    long awaited = begun ? frontier + grid.shortestTickMicros() + releaseDelayMicros : furthest;
    if (begun && clock.isBefore(state.channels(), awaited)) {
      return 0;
    }
    long ended = clock.of(state.channels(), awaited) - releaseDelayMicros;
    return releaseThrough(grid.lastTickEndedAt(ended), device, state, sink);
  }

  /**
   * Releases everything up to the device's last reading, without waiting for more.
   *
   * @return how many readings were framed
   */
  public int flush(String device, AlignmentState state, FrameBlockSink sink) {
    long furthest = state.furthestMicros();
    if (furthest == ChannelBuffers.NEVER) {
      return 0;
    }
    return releaseThrough(grid.tickOf(furthest), device, state, sink);
  }

  /**
   * Releases everything as {@link #flush} does, and ends the segment: should the device be heard
   * again, as when a job goes on from the savepoint that it was drained to, then its next frame
   * starts a segment. The sink is told by a block that is a {@link FrameBlock#segmentEnd}.
   *
   * @return how many readings were framed
   */
  public int finish(String device, AlignmentState state, FrameBlockSink sink) {
    int framed = flush(device, state, sink);
    state.endSegment();
    block.beginEnd(device);
    sink.accept(block);
    return framed;
  }

  private int releaseThrough(
      long lastTick, String device, AlignmentState state, FrameBlockSink sink) {
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
    if (segmentStart || block.frames() == alignment.blockFrames()) {
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
