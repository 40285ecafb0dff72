/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.alignment;

/**
 * Readings of a device whose channels are always read together: rows of one time and a value of
 * each channel. First the row that is held, then those that wait, in the order of time.
 *
 * <p>Where very many devices take turns, no cache has what a record touches, and its time goes into
 * waiting for memory. A time and a clock for all channels, and values side by side, are a third of
 * the memory that a ring for each channel touches.
 *
 * <pre>
 *   [ time × room ][ value × C ] × room
 * </pre>
 *
 * <p>An index counts the waiting rows from the earliest on; {@link ChannelBuffers#HELD} is the one
 * before them.
 */
final class ReadingRows {

  /** A power of two, as every room. */
  private static final int FIRST_ROOM = 8;

  private static final int LONGS_OF_A_LINE = 8;

  /** More rows would drive one another, and those of other devices, out of the caches. */
  private static final int MOST_TOUCHED = 8;

  private final int channels;
  private long clock = ChannelBuffers.NEVER;
  private int mask = FIRST_ROOM - 1;
  private int head;
  private int size;
  private long[] cells;

  ReadingRows(int channels) {
    this.channels = channels;
    cells = new long[FIRST_ROOM * (channels + 1)];
    clear();
  }

  ReadingRows(ReadingRows from) {
    channels = from.channels;
    clock = from.clock;
    mask = from.mask;
    head = from.head;
    size = from.size;
    cells = from.cells.clone();
  }

  /** Nothing waits or is held, and the clock has not begun. */
  void clear() {
    size = 0;
    clock = ChannelBuffers.NEVER;
    time(ChannelBuffers.HELD, ChannelBuffers.NEVER);
    for (int c = 0; c < channels; c++) {
      value(c, ChannelBuffers.HELD, 0);
    }
  }

  /** The largest time so far, of every channel. */
  long clock() {
    return clock;
  }

  void clock(long time) {
    clock = time;
  }

  /** How many rows wait. */
  int size() {
    return size;
  }

  long timeAt(int index) {
    return cells[row(index)];
  }

  void time(int index, long time) {
    cells[row(index)] = time;
  }

  double valueAt(int channel, int index) {
    return Double.longBitsToDouble(cells[values(index) + channel]);
  }

  void value(int channel, int index, double value) {
    cells[values(index) + channel] = Double.doubleToRawLongBits(value);
  }

  /** Makes room for a row at its place in time, which no other has; its values are to be set. */
  void insert(int at, long time) {
    if (size == mask) {
      doubleRoom();
    }
    if (at < size / 2) {
      // The ring begins one earlier, so that only those before the place move, and what is held.
      head = head - 1 & mask;
      for (int index = ChannelBuffers.HELD; index < at; index++) {
        move(index + 1, index);
      }
    } else {
      for (int index = size; index > at; index--) {
        move(index - 1, index);
      }
    }
    time(at, time);
    size++;
    clock = Math.max(clock, time);
  }

  private void move(int from, int to) {
    time(to, timeAt(from));
    System.arraycopy(cells, values(from), cells, values(to), channels);
  }

  /** Drops the first rows; the last of them is what is held now. */
  void drop(int count) {
    head = head + count & mask;
    size -= count;
  }

  /**
   * Reads what a record of so many rows is likely to touch: see {@link AlignmentState}.
   *
   * @return something made of all that was read
   */
  long touch(int rows) {
    long read = 0;
    for (int row = 0; row < Math.min(rows, MOST_TOUCHED); row++) {
      read += touchRow(row) + touchRow(size + row);
    }
    return read;
  }

  private long touchRow(int index) {
    int from = values(index);
    long read = timeAt(index) + cells[from + channels - 1];
    for (int at = from; at < from + channels; at += LONGS_OF_A_LINE) {
      read += cells[at];
    }
    return read;
  }

  private int row(int index) {
    return head + index & mask;
  }

  private int values(int index) {
    return mask + 1 + row(index) * channels;
  }

  private void doubleRoom() {
    int room = 2 * (mask + 1);
    long[] roomy = new long[room * (channels + 1)];
    for (int index = ChannelBuffers.HELD; index < size; index++) {
      roomy[index + 1] = timeAt(index);
      System.arraycopy(cells, values(index), roomy, room + (index + 1) * channels, channels);
    }
    cells = roomy;
    mask = room - 1;
    // What is held stands first, and the head behind it.
    head = 1;
  }
}
