/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.alignment;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;

/**
 * The bytes of an {@link AlignmentState}, big-endian, readings oldest first.
 *
 * <pre>
 *   byte    version                    1, or 2 where a channel is made of the tick before,
 *                                      or 3 where the parts say what follows
 *   version 3:
 *   byte    parts                      bit 0: the tick before; bit 1: partitions
 *   long    late since                 µs; Long.MIN_VALUE: the last readings were not late
 *   all versions:
 *   long    frame fingerprint          see {@link Alignment#frameFingerprint}
 *   long    frontier                   µs; Long.MIN_VALUE: nothing released yet
 *   long    last observed tick         µs; Long.MIN_VALUE: none
 *   long    last record                µs; Long.MIN_VALUE: none
 *   short   measured channels
 *   per measured channel, in the order of the frame:
 *     long    clock                    µs; Long.MIN_VALUE: no reading yet
 *     long    held time                µs; Long.MIN_VALUE: nothing held
 *     double  held value
 *     int     waiting readings
 *     per reading: long time (µs), double value
 *   version 2, and 3 with the tick before:
 *   per measured channel, of the tick before the frontier:
 *     byte    origin                   see {@link Mask}; missing where the segment has no tick yet
 *     double  value                    raw
 *   version 3 with partitions: see {@link PartitionClocksFormat}
 * </pre>
 *
 * <p>A state is written in the lowest version that holds it.
 */
public final class AlignmentStateFormat {

  /** Every released version is read for ever. */
  private static final int WITHOUT_PREVIOUS_TICK = 1;

  private static final int WITH_PREVIOUS_TICK = 2;

  private static final int IN_PARTS = 3;

  private static final int PREVIOUS_TICK = 1;

  private static final int PARTITIONS = 2;

  private AlignmentStateFormat() {}

  public static void write(AlignmentState state, DataOutput out) throws IOException {
    PreviousTick previous = state.previousTick();
    PartitionClocks partitions = state.partitions();
    if (partitions == null && state.lateSince() == ChannelBuffers.NEVER) {
      out.writeByte(previous == null ? WITHOUT_PREVIOUS_TICK : WITH_PREVIOUS_TICK);
    } else {
      out.writeByte(IN_PARTS);
      out.writeByte((previous == null ? 0 : PREVIOUS_TICK) | (partitions == null ? 0 : PARTITIONS));
      out.writeLong(state.lateSince());
    }
    out.writeLong(state.frameFingerprint());
    out.writeLong(state.frontierMicros());
    out.writeLong(state.lastObservedMicros());
    out.writeLong(state.lastRecordMicros());
    ChannelBuffers channels = state.channels();
    out.writeShort(channels.channels());
    for (int c = 0; c < channels.channels(); c++) {
      out.writeLong(channels.clock(c));
      out.writeLong(channels.heldTime(c));
      out.writeDouble(channels.heldValue(c));
      out.writeInt(channels.size(c));
      for (int i = 0; i < channels.size(c); i++) {
        out.writeLong(channels.timeAt(c, i));
        out.writeDouble(channels.valueAt(c, i));
      }
    }
    if (previous != null) {
      for (int c = 0; c < previous.channels(); c++) {
        out.writeByte(previous.origin(c));
        out.writeDouble(previous.value(c));
      }
    }
    if (partitions != null) {
      PartitionClocksFormat.write(partitions, channels.channels(), out);
    }
  }

  /**
   * @param channelNames the layout that the state was written under
   * @throws IOException where the version is unknown or the channels are not as many as the names
   */
  public static AlignmentState read(DataInput in, List<String> channelNames) throws IOException {
    int version = in.readByte();
    if (version < WITHOUT_PREVIOUS_TICK || version > IN_PARTS) {
      throw new IOException(
          "alignment state of an unknown version: version="
              + version
              + ", known="
              + WITHOUT_PREVIOUS_TICK
              + " to "
              + IN_PARTS);
    }
    int parts = version == IN_PARTS ? in.readByte() : version == WITH_PREVIOUS_TICK ? 1 : 0;
    long lateSince = version == IN_PARTS ? in.readLong() : ChannelBuffers.NEVER;
    long frameFingerprint = in.readLong();
    long frontierMicros = in.readLong();
    long lastObservedMicros = in.readLong();
    long lastRecordMicros = in.readLong();
    int channels = in.readUnsignedShort();
    if (channels != channelNames.size()) {
      throw new IOException(
          "alignment state of another layout: channels="
              + channels
              + ", expected="
              + channelNames.size());
    }
    AlignmentState state = new AlignmentState(channelNames, readChannels(in, channels));
    state.frameFingerprint(frameFingerprint);
    state.frontierMicros(frontierMicros);
    state.lastObservedMicros(lastObservedMicros);
    state.lastRecordMicros(lastRecordMicros);
    state.lateSince(lateSince);
    if ((parts & PREVIOUS_TICK) != 0) {
      PreviousTick previous = new PreviousTick(channels);
      for (int c = 0; c < channels; c++) {
        byte origin = in.readByte();
        previous.set(c, in.readDouble(), origin);
      }
      state.previousTick(previous);
    }
    if ((parts & PARTITIONS) != 0) {
      state.partitions(PartitionClocksFormat.read(in, channels));
    }
    return state;
  }

  /** Reads them all before they get their rooms, which then need not grow one by one. */
  private static ChannelBuffers readChannels(DataInput in, int channels) throws IOException {
    long[] clocks = new long[channels];
    long[] heldTimes = new long[channels];
    double[] heldValues = new double[channels];
    int[] waiting = new int[channels];
    long[][] times = new long[channels][];
    double[][] values = new double[channels][];
    for (int c = 0; c < channels; c++) {
      clocks[c] = in.readLong();
      heldTimes[c] = in.readLong();
      heldValues[c] = in.readDouble();
      waiting[c] = in.readInt();
      if (waiting[c] < 0) {
        throw new IOException("alignment state is damaged: waiting readings=" + waiting[c]);
      }
      times[c] = new long[waiting[c]];
      values[c] = new double[waiting[c]];
      for (int i = 0; i < waiting[c]; i++) {
        times[c][i] = in.readLong();
        values[c][i] = in.readDouble();
      }
    }
    ChannelBuffers buffers = new ChannelBuffers(waiting);
    for (int c = 0; c < channels; c++) {
      buffers.restore(c, clocks[c], heldTimes[c], heldValues[c]);
      for (int i = 0; i < waiting[c]; i++) {
        buffers.append(c, times[c][i], values[c][i]);
      }
    }
    return buffers;
  }
}
