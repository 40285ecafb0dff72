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
 *   byte    version                    1
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
 * </pre>
 */
public final class AlignmentStateFormat {

  /** The version that {@link #write} writes. Every released version is read for ever. */
  public static final int VERSION = 1;

  private AlignmentStateFormat() {}

  public static void write(AlignmentState state, DataOutput out) throws IOException {
    out.writeByte(VERSION);
    out.writeLong(state.frameFingerprint());
    out.writeLong(state.frontierMicros());
    out.writeLong(state.lastObservedMicros());
    out.writeLong(state.lastRecordMicros());
    int channels = state.channelNames().size();
    out.writeShort(channels);
    for (int c = 0; c < channels; c++) {
      ChannelBuffer channel = state.channel(c);
      out.writeLong(channel.clock());
      out.writeLong(channel.heldTime());
      out.writeDouble(channel.heldValue());
      out.writeInt(channel.size());
      for (int i = 0; i < channel.size(); i++) {
        out.writeLong(channel.timeAt(i));
        out.writeDouble(channel.valueAt(i));
      }
    }
  }

  /**
   * @param channelNames the layout that the state was written under
   * @throws IOException where the version is unknown or the channels are not as many as the names
   */
  public static AlignmentState read(DataInput in, List<String> channelNames) throws IOException {
    int version = in.readByte();
    if (version != VERSION) {
      throw new IOException(
          "alignment state of an unknown version: version=" + version + ", known=" + VERSION);
    }
    AlignmentState state = new AlignmentState(channelNames);
    state.frameFingerprint(in.readLong());
    state.frontierMicros(in.readLong());
    state.lastObservedMicros(in.readLong());
    state.lastRecordMicros(in.readLong());
    int channels = in.readUnsignedShort();
    if (channels != channelNames.size()) {
      throw new IOException(
          "alignment state of another layout: channels="
              + channels
              + ", expected="
              + channelNames.size());
    }
    for (int c = 0; c < channels; c++) {
      readChannel(in, state.channel(c));
    }
    return state;
  }

  private static void readChannel(DataInput in, ChannelBuffer channel) throws IOException {
    long clock = in.readLong();
    long heldTime = in.readLong();
    double heldValue = in.readDouble();
    int waiting = in.readInt();
    if (waiting < 0) {
      throw new IOException("alignment state is damaged: waiting readings=" + waiting);
    }
    long[] times = new long[waiting];
    double[] values = new double[waiting];
    for (int i = 0; i < waiting; i++) {
      times[i] = in.readLong();
      values[i] = in.readDouble();
    }
    channel.restore(clock, heldTime, heldValue, times, values);
  }
}
