/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.alignment;

import java.io.Serializable;
import java.util.Objects;

/**
 * Everything that decides how readings become frames.
 *
 * @param blockFrames the most frames that travel in one block; it moves no bit of any result
 * @param partitioning where a device's readings come from: it decides what must be known before a
 *     frame is released, and moves no bit of any result within the bounds
 */
public record Alignment(
    Grid grid, ChannelLayout layout, TimeBounds bounds, int blockFrames, Partitioning partitioning)
    implements Serializable {

  /** Of every channel's wait, the steps in which evidence of time is kept are this part at most. */
  private static final int STEPS_OF_A_WAIT = 16;

  public Alignment {
    Objects.requireNonNull(grid, "grid");
    Objects.requireNonNull(layout, "layout");
    Objects.requireNonNull(bounds, "bounds");
    Objects.requireNonNull(partitioning, "partitioning");
    if (blockFrames < 1) {
      throw new IllegalArgumentException(
          "a block must hold at least one frame: blockFrames=" + blockFrames);
    }
    if (layout.lookAheadMicros() > bounds.maxGapMicros()) {
      // Beyond, there may be another segment, to which no line is drawn.
      throw new IllegalArgumentException(
          "look-ahead must not be beyond max-gap: lookAheadMicros="
              + layout.lookAheadMicros()
              + ", maxGapMicros="
              + bounds.maxGapMicros());
    }
  }

  /** Of readings that come in one known order. */
  public Alignment(Grid grid, ChannelLayout layout, TimeBounds bounds, int blockFrames) {
    this(grid, layout, bounds, blockFrames, Partitioning.ONE_PARTITION);
  }

  /** The same, where a device's readings come from elsewhere. */
  public Alignment withPartitioning(Partitioning other) {
    return new Alignment(grid, layout, bounds, blockFrames, other);
  }

  /**
   * How long a device is silent before its tail is released: the bound, but never less than two
   * ticks, or a tick would be released between two of its readings.
   */
  public long idleFlushMicros() {
    long twoTicks = Math.min(grid.longestTickMicros(), TimeBounds.LONGEST_MICROS / 2) * 2;
    return Math.max(bounds.idleFlushMicros(), twoTicks);
  }

  /** Of a device that has sent nothing yet; null where readings come in one known order. */
  PartitionClocks newPartitions() {
    return partitioning == Partitioning.ONE_PARTITION
        ? null
        : new PartitionClocks(
            layout.measured().size(),
            partitioning == Partitioning.ONE_TOPIC,
            layout.longestWaitMicros());
  }

  /**
   * What is known of the partitions of a device of a saved state. Where the job reads one topic and
   * read several, or the reverse, or waits are others, it is learnt anew from where a device's
   * readings come. That costs the delay of a watermark, and no reading.
   *
   * @param saved null where the state knows of none
   */
  PartitionClocks adopted(PartitionClocks saved) {
    boolean same =
        saved != null
            && partitioning != Partitioning.ONE_PARTITION
            && saved.isOfOneTopic() == (partitioning == Partitioning.ONE_TOPIC)
            && saved.longestWait() == layout.longestWaitMicros();
    return same ? saved : newPartitions();
  }

  /** The finest steps of event time in which evidence of time is kept: see EvidenceOfTime. */
  long finestEvidenceMicros() {
    return Math.max(grid.shortestTickMicros(), layout.longestWaitMicros() / STEPS_OF_A_WAIT);
  }

  /**
   * A number that is another where frames mean something else: the channels, their order, scale,
   * offset, aggregate, fill, time offset and derivation, and the grid. What only decides when a
   * frame is released, or which readings are taken, is not in it. It is the same in every process
   * and release.
   */
  public long frameFingerprint() {
    return FrameFingerprint.of(grid, layout);
  }
}
