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

  private final Channel[] measured;
  private final long afterMicros;

  ClockReset(Alignment alignment) {
    measured = alignment.layout().measured().toArray(new Channel[0]);
    afterMicros = alignment.bounds().resetAfterMicros();
  }

  /** Notes what became of a record's readings. */
  void note(AlignmentState state, long recordMicros, boolean taken, boolean late) {
    if (state.hasPartitions()) {
      PartitionClocks partitions = state.partitions();
      long before = partitions.lateSinceAt(partitions.current());
      partitions.lateSince(lateSince(before, recordMicros, taken, late));
    } else {
      state.lateSince(lateSince(state.lateSince(), recordMicros, taken, late));
    }
  }

  private static long lateSince(long before, long recordMicros, boolean taken, boolean late) {
    if (taken) {
      return ChannelBuffers.NEVER;
    }
    boolean begins = late && recordMicros >= 0 && before == ChannelBuffers.NEVER;
    return begins ? recordMicros : before;
  }

  /** See {@link Aligner#isSetBack}. */
  boolean isDue(
      AlignmentState state,
      long partition,
      int[] channels,
      long[] micros,
      long recordMicros,
      long watermarkMicros) {
    return areLate(state, partition, recordMicros, watermarkMicros)
        && areLate(state, channels, micros);
  }

  private boolean areLate(AlignmentState state, int[] channels, long[] micros) {
    for (int i = 0; i < channels.length; i++) {
      long time = micros[i] + measured[channels[i]].timeOffsetMicros();
      if (time >= state.frontierMicros()) {
        return false;
      }
    }
    return true;
  }

  /** Whether all that came before a record has been late for long enough. */
  private boolean areLate(
      AlignmentState state, long partition, long recordMicros, long watermarkMicros) {
    if (state.hasPartitions()) {
      return areLate(state.partitions(), partition, recordMicros, watermarkMicros);
    }
    long since = state.lateSince();
    return since != ChannelBuffers.NEVER && recordMicros - since >= afterMicros;
  }

  /**
   * Whether the partition of the record at hand, and every other that has been heard lately, has
   * brought nothing but late readings.
   */
  private boolean areLate(
      PartitionClocks partitions, long partition, long recordMicros, long watermarkMicros) {
    boolean bringsLate = false;
    for (int p = 0; p < partitions.size(); p++) {
      boolean brings = partitions.idAt(p) == partition;
      long heard = partitions.heardAt(p);
      boolean silent =
          watermarkMicros != ChannelBuffers.NEVER && heard <= watermarkMicros - afterMicros;
      long since = partitions.lateSinceAt(p);
      long until = brings ? recordMicros : heard;
      boolean late = since != ChannelBuffers.NEVER && until - since >= afterMicros;
      if (!late && (brings || !silent)) {
        return false;
      }
      bringsLate |= brings;
    }
    return bringsLate;
  }
}
