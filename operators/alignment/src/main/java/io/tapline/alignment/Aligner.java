/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.alignment;

import io.tapline.alignment.Fill.Constant;
import io.tapline.alignment.Fill.Hold;
import java.util.List;

/**
 * Turns a device's readings into its frames.
 *
 * <p>One instance serves all devices of a task, one after the other: what belongs to a device is in
 * its {@link AlignmentState}. For any order of arrival within the {@link TimeBounds}, the frames
 * are the same to the bit (see {@link DeviceClock}).
 */
public final class Aligner {

  /** The years 1 to 9999: sums of times and bounds cannot overflow. */
  private static final long EARLIEST_MICROS = -62_135_596_800_000_000L;

  private static final long LATEST_MICROS = 253_402_300_799_999_999L;

  private final Alignment alignment;
  private final Grid grid;
  private final ChannelLayout layout;
  private final List<Channel> measured;
  private final TimeBounds bounds;
  private final long maxGapTicks;
  private final long frameFingerprint;
  private final TickValues values;
  private final FrameBlock block;

  private double replacedValue;

  public Aligner(Alignment alignment) {
    this.alignment = alignment;
    this.grid = alignment.grid();
    this.layout = alignment.layout();
    this.measured = layout.measured();
    this.bounds = alignment.bounds();
    this.maxGapTicks = bounds.maxGapMicros() / grid.periodMicros();
    this.frameFingerprint = alignment.frameFingerprint();
    this.values = new TickValues(layout);
    this.block = new FrameBlock(layout.width(), alignment.blockFrames());
  }

  public Alignment alignment() {
    return alignment;
  }

  /** The state of a device that has sent nothing yet. */
  public AlignmentState newState() {
    AlignmentState state = new AlignmentState(layout.measuredNames());
    state.frameFingerprint(frameFingerprint);
    return state;
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
    state.endSegment();
    long frontier = state.frontierMicros();
    if (frontier == ChannelBuffer.NEVER) {
      return 0;
    }
    state.frontierMicros(grid.endOf(grid.tickOf(frontier - 1)));
    return state.dropBefore(state.frontierMicros());
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
    if (!Double.isFinite(value) || micros < EARLIEST_MICROS || micros > LATEST_MICROS) {
      return Verdict.INVALID;
    }
    if (recordMicros >= 0 && micros - recordMicros > bounds.maxAheadMicros()) {
      return Verdict.FUTURE;
    }
    ChannelBuffer buffer = state.channel(channel);
    buffer.advanceClock(micros);
    if (micros < state.frontierMicros()) {
      return Verdict.LATE;
    }
    int at = buffer.find(micros);
    if (at < 0) {
      buffer.insert(-at - 1, micros, value);
      return Verdict.BUFFERED;
    }
    if (alignment.duplicates() == Duplicates.FIRST_WINS) {
      return Verdict.DUPLICATE;
    }
    replacedValue = buffer.replace(at, value);
    return Verdict.REPLACED;
  }

  /** The value that lost its place, after {@link Verdict#REPLACED}. */
  public double replacedValue() {
    return replacedValue;
  }

  /** How far before the frontier a late reading is: always positive. */
  public long lateBy(AlignmentState state, long micros) {
    return state.frontierMicros() - micros;
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
        last != ChannelBuffer.NEVER && recordMicros - last >= bounds.idleFlushMicros();
    return wasSilent ? flush(device, state, sink) : 0;
  }

  /**
   * Releases every tick that no reading within the bounds can belong to any more.
   *
   * @return how many readings were framed
   */
  public int release(String device, AlignmentState state, FrameBlockSink sink) {
    long clock = DeviceClock.of(state, layout);
    if (clock == ChannelBuffer.NEVER) {
      return 0;
    }
    return releaseThrough(
        grid.lastTickEndedAt(clock - bounds.disorderMicros()), device, state, sink);
  }

  /**
   * Releases everything up to the device's last reading, without waiting for more.
   *
   * @return how many readings were framed
   */
  public int flush(String device, AlignmentState state, FrameBlockSink sink) {
    long furthest = state.furthestMicros();
    if (furthest == ChannelBuffer.NEVER) {
      return 0;
    }
    return releaseThrough(grid.tickOf(furthest), device, state, sink);
  }

  /**
   * Releases everything as {@link #flush} does, and ends the segment: should the device be heard
   * again, as when a job goes on from the savepoint that it was drained to, then its next frame
   * starts a segment.
   *
   * @return how many readings were framed
   */
  public int finish(String device, AlignmentState state, FrameBlockSink sink) {
    int framed = flush(device, state, sink);
    state.endSegment();
    return framed;
  }

  private int releaseThrough(
      long lastTick, String device, AlignmentState state, FrameBlockSink sink) {
    int framed = 0;
    long tick = firstUnreleasedTick(state);
    if (tick > lastTick) {
      return 0;
    }
    block.begin(device, false, grid.startOf(tick), grid.periodMicros());
    while (tick <= lastTick) {
      long waiting = state.firstWaitingMicros();
      long nextObserved = waiting == Long.MAX_VALUE ? Long.MAX_VALUE : grid.tickOf(waiting);
      boolean open = state.lastObservedMicros() != ChannelBuffer.NEVER;
      long lastFilled =
          open ? grid.tickOf(state.lastObservedMicros()) + maxGapTicks : Long.MIN_VALUE;
      if (nextObserved <= tick) {
        framed += frame(state, tick, !open || tick > lastFilled + 1, sink);
        state.lastObservedMicros(grid.startOf(tick));
        tick++;
      } else if (open && nextObserved - 1 <= lastFilled) {
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

  private long firstUnreleasedTick(AlignmentState state) {
    if (state.frontierMicros() != ChannelBuffer.NEVER) {
      return grid.tickOf(state.frontierMicros());
    }
    long waiting = state.firstWaitingMicros();
    return waiting == Long.MAX_VALUE ? Long.MAX_VALUE : grid.tickOf(waiting);
  }

  /** Writes one frame and returns how many readings went into it. */
  private int frame(AlignmentState state, long tick, boolean segmentStart, FrameBlockSink sink) {
    if (segmentStart || block.frames() == alignment.blockFrames()) {
      handOn(sink);
    }
    if (block.isEmpty()) {
      block.begin(block.device(), segmentStart, grid.startOf(tick), grid.periodMicros());
    }
    int frame = block.addFrame();
    int framed = 0;
    for (int c = 0; c < measured.size(); c++) {
      Channel channel = measured.get(c);
      ChannelBuffer buffer = state.channel(c);
      int readings = buffer.countBefore(grid.endOf(tick));
      framed += readings;
      if (readings > 0) {
        values.set(c, buffer.take(readings, channel.aggregate()), Mask.OBSERVED);
      } else {
        fill(c, channel.fill(), buffer, grid.startOf(tick));
      }
    }
    values.writeTo(block, frame);
    return framed;
  }

  private void fill(int channel, Fill fill, ChannelBuffer buffer, long tickStart) {
    if (fill instanceof Constant constant) {
      values.set(channel, constant.value(), Mask.FILLED);
    } else if (fill instanceof Hold hold && buffer.holdsSince(tickStart - hold.maxAgeMicros())) {
      values.set(channel, buffer.heldValue(), Mask.FILLED);
    } else {
      values.set(channel, 0, Mask.MISSING);
    }
  }

  private void handOn(FrameBlockSink sink) {
    if (!block.isEmpty()) {
      sink.accept(block);
      block.begin(block.device(), false, block.timeOf(block.frames()), grid.periodMicros());
    }
  }
}
