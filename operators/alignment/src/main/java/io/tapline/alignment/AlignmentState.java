/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.alignment;

import java.util.List;
import java.util.stream.IntStream;

/**
 * One device's place in time: its channels' clocks, what waits, what is held, and its frontier.
 *
 * <p>It knows its channels by name and its times in microseconds, so it outlives a change of layout
 * or grid: see {@link #forLayout} and {@link Aligner#adopt}.
 */
public final class AlignmentState {

  private List<String> channelNames;
  private final ChannelBuffers channels;
  private PreviousTick previousTick;
  private long frontierMicros = ChannelBuffers.NEVER;
  private long lastObservedMicros = ChannelBuffers.NEVER;
  private long lastRecordMicros = ChannelBuffers.NEVER;
  private long lateSince = ChannelBuffers.NEVER;
  private long frameFingerprint;

  /** Null where all readings come in one known order. */
  private PartitionClocks partitions;

  /** A device that has sent nothing yet. */
  public AlignmentState(List<String> channelNames) {
    this(channelNames, new ChannelBuffers(channelNames.size()));
  }

  AlignmentState(List<String> channelNames, ChannelBuffers channels) {
    this.channelNames = channelNames;
    this.channels = channels;
  }

  /** The measured channels' names, in the order of the frame that the state was made for. */
  public List<String> channelNames() {
    return channelNames;
  }

  ChannelBuffers channels() {
    return channels;
  }

  /** The tick before the frontier, in its segment; null where no channel is made of it. */
  PreviousTick previousTick() {
    return previousTick;
  }

  void previousTick(PreviousTick tick) {
    previousTick = tick;
  }

  /** The start of the first tick that has not been released. */
  public long frontierMicros() {
    return frontierMicros;
  }

  void frontierMicros(long micros) {
    frontierMicros = micros;
  }

  /** The start of the last tick released with a reading in it: gaps are measured from it. */
  long lastObservedMicros() {
    return lastObservedMicros;
  }

  void lastObservedMicros(long micros) {
    lastObservedMicros = micros;
  }

  /** Ends the segment, whatever gap follows: the next frame starts another. */
  void endSegment() {
    lastObservedMicros = ChannelBuffers.NEVER;
  }

  /** The latest timestamp of a source record of this device. */
  public long lastRecordMicros() {
    return lastRecordMicros;
  }

  void lastRecordMicros(long micros) {
    lastRecordMicros = micros;
  }

  /**
   * The timestamp of the record since which all readings are late; {@link ChannelBuffers#NEVER}
   * where the last ones were not. With partitions it is kept for each of them.
   */
  long lateSince() {
    return lateSince;
  }

  void lateSince(long recordMicros) {
    lateSince = recordMicros;
  }

  /** Whether clocks are kept for each partition: false where a job has only one. */
  boolean hasPartitions() {
    return partitions != null;
  }

  PartitionClocks partitions() {
    return partitions;
  }

  void partitions(PartitionClocks clocks) {
    partitions = clocks;
  }

  /** Whether all readings so far came in one order that is known: that of one partition. */
  boolean comesInOneOrder() {
    return partitions == null || partitions.areOne();
  }

  /** What its frames meant so far: see {@link Alignment#frameFingerprint}. */
  public long frameFingerprint() {
    return frameFingerprint;
  }

  void frameFingerprint(long fingerprint) {
    frameFingerprint = fingerprint;
  }

  /** The device's furthest time: the largest clock of its channels. */
  public long furthestMicros() {
    return channels.furthest();
  }

  /**
   * Reads the objects that make up the state, to have them in the caches when the device's next
   * record comes; {@link #touchChannels} does so for what they refer to.
   *
   * @return something made of all that was read: a compiler must not leave the reading out
   */
  public long touch() {
    return lastRecordMicros + frameFingerprint + channels.touch();
  }

  /**
   * Reads of the channels what the next record is likely to touch: see {@link #touch}.
   *
   * @param count how many readings it brings
   * @param firstChannel the channel of the first of them
   */
  public long touchChannels(int count, int firstChannel) {
    return channels.touch(count, firstChannel);
  }

  /** How many readings wait for their ticks. */
  public int buffered() {
    return channels.waiting();
  }

  /**
   * The same device under another layout: channels of the same name keep what they have, new ones
   * start empty. Readings that wait in a channel that is no more go with it.
   *
   * @return this state where the names are the same already
   */
  public AlignmentState forLayout(List<String> names) {
    if (names == channelNames) {
      return this;
    }
    if (names.equals(channelNames)) {
      // The next time, one look is enough.
      channelNames = names;
      return this;
    }
    int[] sources = names.stream().mapToInt(channelNames::indexOf).toArray();
    int[] waiting =
        IntStream.of(sources).map(source -> source < 0 ? 0 : channels.size(source)).toArray();
    AlignmentState moved = new AlignmentState(names, new ChannelBuffers(waiting));
    for (int i = 0; i < sources.length; i++) {
      if (sources[i] >= 0) {
        moved.channels.copyChannel(i, channels, sources[i]);
      }
    }
    copyTimesTo(moved);
    moved.partitions = partitions == null ? null : partitions.forChannels(sources, channels);
    // Channels have come or gone: whatever the frames mean now, they mean something else.
    moved.frameFingerprint = 0;
    return moved;
  }

  /** A state of its own with the same content. */
  public AlignmentState copy() {
    AlignmentState copy = new AlignmentState(channelNames, channels.copy());
    copyTimesTo(copy);
    copy.previousTick = previousTick == null ? null : previousTick.copy();
    copy.partitions = partitions == null ? null : partitions.copy();
    return copy;
  }

  private void copyTimesTo(AlignmentState other) {
    other.frontierMicros = frontierMicros;
    other.lastObservedMicros = lastObservedMicros;
    other.lastRecordMicros = lastRecordMicros;
    other.lateSince = lateSince;
    other.frameFingerprint = frameFingerprint;
  }
}
