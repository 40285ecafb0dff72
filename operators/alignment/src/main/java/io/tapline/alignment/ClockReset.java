/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.alignment;

/**
 * Finds devices whose clock has been set back, as by a reset, a counter that wrapped, or the end of
 * an earlier leap ahead: all of a device's readings have been late for the {@code reset-after}, by
 * the timestamps of their records. Where a device has several partitions, that holds for each of
 * them that has been heard within that time: one that is read ahead may bring what is in time.
 */
final class ClockReset {

  private final long afterMicros;

  ClockReset(Alignment alignment) {
    afterMicros = alignment.bounds().resetAfterMicros();
  }

  /** Notes what became of a record's readings. */
  void note(AlignmentState state, long recordMicros, boolean taken, boolean late) {
    PartitionClocks partitions = state.partitions();
    if (partitions == null) {
      state.lateSince(lateSince(state.lateSince(), recordMicros, taken, late));
    } else {
      partitions.lateSince(lateSince(partitions.lateSince(), recordMicros, taken, late));
    }
  }

  private static long lateSince(long before, long recordMicros, boolean taken, boolean late) {
    if (taken) {
      return ChannelBuffers.NEVER;
    }
    boolean begins = late && recordMicros >= 0 && before == ChannelBuffers.NEVER;
    return begins ? recordMicros : before;
  }

  /**
   * Whether all that came before a record has been late for long enough.
   *
   * @param recordMicros the record's timestamp, or a negative number where it has none
   */
  boolean isDue(AlignmentState state, long recordMicros, long watermarkMicros) {
    PartitionClocks partitions = state.partitions();
    if (partitions != null) {
      return partitions.areLate(recordMicros, afterMicros, watermarkMicros);
    }
    long since = state.lateSince();
    return since != ChannelBuffers.NEVER && recordMicros - since >= afterMicros;
  }
}
