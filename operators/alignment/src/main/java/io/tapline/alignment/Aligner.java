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
  private final DueTicks due;
  private final long idleFlushMicros;
  private final long finestEvidenceMicros;
  private final long frameFingerprint;
  private final ReadingIntake intake;
  private final RowIntake rowIntake;
  private final TickRelease release;
  private final ClockReset reset;

  public Aligner(Alignment alignment) {
    this.alignment = alignment;
    this.grid = alignment.grid();
    this.layout = alignment.layout();
    this.measured = layout.measured().toArray(new Channel[0]);
    this.looksBack = layout.looksBack();
    this.bounds = alignment.bounds();
    this.due = new DueTicks(alignment);
    this.idleFlushMicros = alignment.idleFlushMicros();
    this.finestEvidenceMicros = alignment.finestEvidenceMicros();
    this.frameFingerprint = alignment.frameFingerprint();
    this.intake = new ReadingIntake(alignment);
    this.rowIntake = new RowIntake(alignment, intake);
    this.release = new TickRelease(alignment);
    this.reset = new ClockReset(alignment);
  }

  public Alignment alignment() {
    return alignment;
  }

  /** The state of a device that has sent nothing yet. */
  public AlignmentState newState() {
    AlignmentState state = new AlignmentState(layout.measuredNames());
    state.frameFingerprint(frameFingerprint);
    state.previousTick(newPreviousTick());
    state.partitions(alignment.newPartitions());
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
    state.partitions(alignment.adopted(state.partitions()));
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
    Verdict verdict = intake.add(state, channel, micros, value, recordMicros);
    if (!state.comesInOneOrder() && verdict.movesClock()) {
      state.partitions().heard(channel, micros + measured[channel].timeOffsetMicros());
    }
    return verdict;
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
    boolean added = rowIntake.add(state, channels, micros, values, recordMicros);
    if (added && !state.comesInOneOrder()) {
      for (int i = 0; i < channels.length; i++) {
        long offset = measured[channels[i]].timeOffsetMicros();
        state.partitions().heard(channels[i], micros[i] + offset);
      }
    }
    return added;
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

  /**
   * Whether a device was silent for too long before a record to be remembered, by their stamps.
   * Where another partition may have a record in between, only a watermark tells.
   */
  public boolean isForgotten(AlignmentState state, long recordMicros) {
    long last = state.lastRecordMicros();
    boolean known = recordMicros >= 0 && last != ChannelBuffers.NEVER;
    return known && recordMicros - last >= bounds.forgetAfterMicros() && state.comesInOneOrder();
  }

  /** As {@link #noteRecord(String, AlignmentState, long, long, long, FrameBlockSink)}, in order. */
  public int noteRecord(
      String device, AlignmentState state, long recordMicros, FrameBlockSink sink) {
    return noteRecord(device, state, 0, Route.BY_DEVICE, recordMicros, sink);
  }

  /**
   * Notes that a record of a device has come in, and first releases the device's tail where the
   * device had been silent for the idle-flush. Judging the silence by the records' own timestamps
   * makes it the same in a replay; where another partition may have a record in between, only a
   * watermark tells.
   *
   * @param partition a number of its own for each partition that the job reads
   * @param route see {@link Route}
   * @param recordMicros the record's timestamp, or a negative number where it has none
   * @return how many readings were framed
   */
  public int noteRecord(
      String device,
      AlignmentState state,
      long partition,
      long route,
      long recordMicros,
      FrameBlockSink sink) {
    if (state.hasPartitions()) {
      state.partitions().begin(partition, route, recordMicros, state.channels());
    }
    if (recordMicros < 0) {
      return 0;
    }
    long last = state.lastRecordMicros();
    state.lastRecordMicros(Math.max(last, recordMicros));
    boolean wasSilent = last != ChannelBuffers.NEVER && recordMicros - last >= idleFlushMicros;
    return wasSilent && state.comesInOneOrder() ? flush(device, state, sink) : 0;
  }

  /**
   * Notes the end of a record, after all of its readings.
   *
   * @param taken whether one of them was in time
   * @param late whether one of them was late
   */
  public void endRecord(AlignmentState state, long recordMicros, boolean taken, boolean late) {
    reset.note(state, recordMicros, taken, late);
    if (!state.comesInOneOrder()) {
      state.partitions().end(state.channels(), finestEvidenceMicros);
    }
  }

  /**
   * Whether a record is the first of a device whose clock has been set back: see {@link
   * ClockReset}. Its segment is to be ended, and the record is to be taken as the first one of a
   * device that has sent nothing yet.
   *
   * @param partition the number of the record's partition
   * @param channels each reading's channel, as in {@link #add}
   * @param micros each reading's time
   * @param watermarkMicros as in {@link #release(String, AlignmentState, long, FrameBlockSink)}
   */
  public boolean isSetBack(
      AlignmentState state,
      long partition,
      int[] channels,
      long[] micros,
      long recordMicros,
      long watermarkMicros) {
    return reset.isDue(state, partition, channels, micros, recordMicros, watermarkMicros);
  }

  /** As {@link #release(String, AlignmentState, long, FrameBlockSink)}, without a watermark. */
  public int release(String device, AlignmentState state, FrameBlockSink sink) {
    return release(device, state, ChannelBuffers.NEVER, sink);
  }

  /**
   * Releases every tick that no reading within the bounds can belong to any more.
   *
   * @param watermarkMicros up to which timestamp all records of all partitions have been read;
   *     {@link Long#MIN_VALUE} where that is not known. It decides nothing where all of a device's
   *     readings come in one order
   * @return how many readings were framed
   */
  public int release(
      String device, AlignmentState state, long watermarkMicros, FrameBlockSink sink) {
    if (state.furthestMicros() == ChannelBuffers.NEVER) {
      return 0;
    }
    long lastTick = due.last(state, watermarkMicros);
    if (lastTick == DueTicks.NONE) {
      return 0;
    }
    int framed = release.through(lastTick, device, state, sink);
    if (!state.comesInOneOrder()) {
      state.partitions().evidence().dropBefore(due.awaited(state));
    }
    return framed;
  }

  /**
   * The watermark with which {@link #release} would release more, should no other record come;
   * {@link Long#MAX_VALUE} where none would.
   */
  public long releasingWatermarkMicros(AlignmentState state, long watermarkMicros) {
    return due.releasingWatermarkMicros(state, watermarkMicros);
  }

  /**
   * Releases everything up to the device's last reading, without waiting for more.
   *
   * @return how many readings were framed
   */
  public int flush(String device, AlignmentState state, FrameBlockSink sink) {
    long furthest = state.furthestMicros();
    return furthest == ChannelBuffers.NEVER
        ? 0
        : release.through(grid.tickOf(furthest), device, state, sink);
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
    release.end(device, sink);
    return framed;
  }
}
