/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.alignment;

/**
 * Takes the readings of a record in as whole rows, where they are: every channel at the same times,
 * and nothing to reject. It does what {@link ReadingIntake} does with each of them.
 *
 * <p>They may stand row by row, as a table's do, or channel by channel, as in a block.
 */
final class RowIntake {

  private final ReadingIntake single;
  private final int channels;
  private final long timeOffsetMicros;
  private final boolean sameOffsets;

  /** Reading (row, channel) of the record stands at row · rowStep + channel · channelStep. */
  private int rowStep;

  private int channelStep;

  RowIntake(Alignment alignment, ReadingIntake single) {
    this.single = single;
    var measured = alignment.layout().measured();
    channels = measured.size();
    timeOffsetMicros = measured.get(0).timeOffsetMicros();
    sameOffsets =
        measured.stream().allMatch(channel -> channel.timeOffsetMicros() == timeOffsetMicros);
  }

  /** See {@link Aligner#addRows}. */
  boolean add(
      AlignmentState state, int[] channel, long[] micros, double[] values, long recordMicros) {
    if (!areRows(channel) || !single.areUsual(channel, values)) {
      return false;
    }
    int rows = channel.length / channels;
    if (!fit(state, micros, rows, recordMicros)) {
      return false;
    }
    ChannelBuffers buffers = state.channels();
    for (int row = 0; row < rows; row++) {
      long time = micros[row * rowStep] + timeOffsetMicros;
      boolean newest = time > buffers.clock(0);
      int at = newest ? buffers.size(0) : -buffers.find(0, time) - 1;
      buffers.rows().insert(at, time);
      for (int c = 0; c < channels; c++) {
        buffers.rows().value(c, at, values[row * rowStep + c * channelStep]);
      }
    }
    buffers.rowsAdded();
    return true;
  }

  /** Whether every channel is there, as often as the others, in one of the two orders. */
  private boolean areRows(int[] channel) {
    int count = channel.length;
    if (!sameOffsets || count == 0 || count % channels != 0 || channel[0] != 0) {
      return false;
    }
    int rows = count / channels;
    boolean byRow = rows == 1 || channels == 1 || channel[1] != 0;
    rowStep = byRow ? channels : 1;
    channelStep = byRow ? 1 : rows;
    for (int row = 0; row < rows; row++) {
      for (int c = 0; c < channels; c++) {
        if (channel[row * rowStep + c * channelStep] != c) {
          return false;
        }
      }
    }
    return true;
  }

  /** Whether each row has one time, which none before it has, and which can still be framed. */
  private boolean fit(AlignmentState state, long[] micros, int rows, long recordMicros) {
    long before = Long.MIN_VALUE;
    for (int row = 0; row < rows; row++) {
      long time = micros[row * rowStep];
      for (int c = 1; c < channels; c++) {
        if (micros[row * rowStep + c * channelStep] != time) {
          return false;
        }
      }
      boolean framed =
          single.isTime(time)
              && !single.isFuture(time + timeOffsetMicros, recordMicros)
              && time + timeOffsetMicros >= state.frontierMicros();
      if (!framed || time <= before) {
        return false;
      }
      before = time;
    }
    return areNew(state.channels(), micros, rows) && state.channels().comeTogether();
  }

  private boolean areNew(ChannelBuffers buffers, long[] micros, int rows) {
    for (int row = 0; row < rows; row++) {
      long time = micros[row * rowStep] + timeOffsetMicros;
      if (time <= buffers.clock(0) && buffers.find(0, time) >= 0) {
        return false;
      }
    }
    return true;
  }
}
