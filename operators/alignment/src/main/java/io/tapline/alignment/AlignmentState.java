/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.alignment;

import java.util.List;

/**
 * One device's place in time: its channels' clocks, what waits, what is held, and its frontier.
 *
 * <p>It knows its channels by name and its times in microseconds, so it outlives a change of layout
 * or grid: see {@link #forLayout} and {@link Aligner#adopt}.
 */
public final class AlignmentState {

  private final List<String> channelNames;
  private final ChannelBuffer[] channels;
  private long frontierMicros = ChannelBuffer.NEVER;
  private long lastObservedMicros = ChannelBuffer.NEVER;
  private long lastRecordMicros = ChannelBuffer.NEVER;
  private long frameFingerprint;

  /** A device that has sent nothing yet. */
  public AlignmentState(List<String> channelNames) {
    this.channelNames = channelNames;
    this.channels = new ChannelBuffer[channelNames.size()];
    for (int i = 0; i < channels.length; i++) {
      channels[i] = new ChannelBuffer();
    }
  }

  /** The measured channels' names, in the order of the frame that the state was made for. */
  public List<String> channelNames() {
    return channelNames;
  }

  ChannelBuffer channel(int index) {
    return channels[index];
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
    lastObservedMicros = ChannelBuffer.NEVER;
  }

  /** The latest timestamp of a source record of this device. */
  public long lastRecordMicros() {
    return lastRecordMicros;
  }

  void lastRecordMicros(long micros) {
    lastRecordMicros = micros;
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
    long furthest = ChannelBuffer.NEVER;
    for (ChannelBuffer channel : channels) {
      furthest = Math.max(furthest, channel.clock());
    }
    return furthest;
  }

  /** Drops the waiting readings of before a time and returns how many they were. */
  int dropBefore(long micros) {
    int dropped = 0;
    for (ChannelBuffer channel : channels) {
      dropped += channel.dropBefore(micros);
    }
    return dropped;
  }

  /** How many readings wait for their ticks. */
  public int buffered() {
    int buffered = 0;
    for (ChannelBuffer channel : channels) {
      buffered += channel.size();
    }
    return buffered;
  }

  /** The earliest time that waits, or {@link Long#MAX_VALUE} where none does. */
  long firstWaitingMicros() {
    long first = Long.MAX_VALUE;
    for (ChannelBuffer channel : channels) {
      if (!channel.isEmpty()) {
        first = Math.min(first, channel.firstTime());
      }
    }
    return first;
  }

  /**
   * The same device under another layout: channels of the same name keep what they have, new ones
   * start empty. Readings that wait in a channel that is no more go with it.
   *
   * @return this state where the names are the same already
   */
  public AlignmentState forLayout(List<String> names) {
    if (names.equals(channelNames)) {
      return this;
    }
    AlignmentState moved = new AlignmentState(names);
    for (int i = 0; i < moved.channels.length; i++) {
      int old = channelNames.indexOf(names.get(i));
      if (old >= 0) {
        moved.channels[i] = channels[old].copy();
      }
    }
    moved.frontierMicros = frontierMicros;
    moved.lastObservedMicros = lastObservedMicros;
    moved.lastRecordMicros = lastRecordMicros;
    moved.frameFingerprint = frameFingerprint;
    return moved;
  }

  /** A state of its own with the same content. */
  public AlignmentState copy() {
    AlignmentState copy = new AlignmentState(channelNames);
    for (int i = 0; i < channels.length; i++) {
      copy.channels[i] = channels[i].copy();
    }
    copy.frontierMicros = frontierMicros;
    copy.lastObservedMicros = lastObservedMicros;
    copy.lastRecordMicros = lastRecordMicros;
    copy.frameFingerprint = frameFingerprint;
    return copy;
  }
}
