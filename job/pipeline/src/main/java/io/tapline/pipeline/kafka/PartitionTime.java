/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.pipeline.kafka;

/**
 * How far one partition has been read, in the timestamps of its records; in milliseconds.
 *
 * <p>What was read says it, less the {@code out-of-orderness}. A partition whose end was seen at a
 * time has, moreover, been read up to that time: whatever is appended later is written later. That
 * takes timestamps that are the time of writing ({@link RecordLag}); where old recordings are
 * published, a partition that stays at its end is idle instead.
 */
final class PartitionTime {

  /** Before any time. */
  static final long NEVER = Long.MIN_VALUE;

  private static final long UNKNOWN_OFFSET = -1;

  /**
   * An end older than this says nothing: the broker may be away, and records unread. A partition
   * that is idle, as of old recordings, may be overtaken for so long.
   */
  private static final long STALE_MILLIS = 400;

  /** The end of a partition, as it was at a time. */
  record End(long offset, long atMillis) {}

  private final long outOfOrdernessMillis;
  private final long idleAfterMillis;
  private final RecordLag lag = new RecordLag();
  private long furthest = NEVER;
  private long atEndSince = NEVER;
  private boolean idle;
  private boolean atEnd;

  /** The first timestamp beyond all others since the partition was judged last. */
  private long firstNew = NEVER;

  /** The offset of the next record. Read by the thread that asks for ends. */
  private volatile long position;

  /** Set by the thread that asks for ends. */
  private volatile End end = new End(Long.MAX_VALUE, NEVER);

  /**
   * @param position the offset of the next record, or a negative number where it is not known
   */
  PartitionTime(long position, long outOfOrdernessMillis, long idleAfterMillis) {
    this.position = position < 0 ? UNKNOWN_OFFSET : position;
    this.outOfOrdernessMillis = outOfOrdernessMillis;
    this.idleAfterMillis = idleAfterMillis;
  }

  /** Notes a record, which is read now. */
  void read(long offset, long timestampMillis) {
    synchronized (this) {
      position = offset + 1;
    }
    if (timestampMillis > furthest) {
      furthest = timestampMillis;
      firstNew = firstNew == NEVER ? timestampMillis : firstNew;
    }
    atEndSince = NEVER;
  }

  /** Notes a record whose timestamp is not to be believed. */
  void readUndated(long offset) {
    read(offset, NEVER);
  }

  /** The largest timestamp read; {@link #NEVER} where none was. */
  long furthest() {
    return furthest;
  }

  /** The offset of the next record, or a negative number where it is not known. */
  long position() {
    return position;
  }

  /** Notes the offset from which a partition is read that has brought nothing yet. */
  synchronized void startsAt(long offset) {
    if (position == UNKNOWN_OFFSET) {
      position = offset;
    }
  }

  /**
   * Notes where a partition's end was.
   *
   * @param offset no record of a greater offset, or of this one, had been written
   * @param atMillis when the broker was asked
   */
  void endsAt(long offset, long atMillis) {
    end = new End(offset, atMillis);
  }

  /**
   * Judges the partition anew.
   *
   * @return the watermark; {@link #NEVER} where nothing is known
   */
  long judge(long nowMillis) {
    if (firstNew != NEVER && atEnd) {
      // What came to a partition that had been read to its end was written after that.
      lag.note(nowMillis, firstNew);
    }
    firstNew = NEVER;
    End seen = end;
    boolean fresh = seen.atMillis() != NEVER && nowMillis - seen.atMillis() <= STALE_MILLIS;
    atEnd = fresh && position != UNKNOWN_OFFSET && position >= seen.offset();
    if (!atEnd) {
      atEndSince = NEVER;
    } else if (atEndSince == NEVER) {
      atEndSince = seen.atMillis();
    }
    boolean live = lag.isLive();
    idle = atEnd && !live && seen.atMillis() - atEndSince >= idleAfterMillis;
    long readUpTo = atEnd && live ? Math.max(furthest, seen.atMillis() - lag.millis()) : furthest;
    return readUpTo == NEVER ? NEVER : readUpTo - outOfOrdernessMillis - 1;
  }

  /** Whether the partition holds nothing back, as it was judged last. */
  boolean isIdle() {
    return idle;
  }
}
