/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.flink;

import io.tapline.alignment.Aligner;
import io.tapline.alignment.AlignmentState;
import io.tapline.alignment.FrameBlock;
import io.tapline.alignment.FrameBlockSink;
import io.tapline.alignment.Verdict;
import io.tapline.flink.element.DeviceReadings;
import io.tapline.flink.element.RejectedReadings;
import io.tapline.flink.state.Account;
import io.tapline.flink.state.Counts;
import io.tapline.flink.state.DeviceAlignment;
import java.util.List;
import java.util.function.Consumer;

/** Aligns records, and keeps the accounts of what became of every reading and every frame. */
final class DeviceAligner {

  private final Aligner aligner;
  private final List<String> channelNames;
  private final Rejections rejections;
  private final Counts counts;
  private final ChannelStatus status;
  private final AlignMetrics metrics;
  private final FrameBlockSink frames;
  private final Consumer<RejectedReadings> rejected;

  /** What became of the record at hand. */
  private boolean anyTaken;

  private boolean anyLate;

  DeviceAligner(
      Aligner aligner,
      Counts counts,
      ChannelStatus status,
      AlignMetrics metrics,
      Consumer<FrameBlock> frames,
      Consumer<RejectedReadings> rejected) {
    this.aligner = aligner;
    this.channelNames = aligner.alignment().layout().measuredNames();
    this.rejections = new Rejections(aligner.alignment().layout());
    this.counts = counts;
    this.status = status;
    this.metrics = metrics;
    this.frames =
        block -> {
          counts.add(Account.FRAMES, block.frames());
          status.frames(block);
          frames.accept(block);
        };
    this.rejected = rejected;
  }

  /** A device that has sent nothing yet. */
  DeviceAlignment newDevice() {
    return new DeviceAlignment(aligner.newState());
  }

  /** A device as a checkpoint has it, perhaps of another layout or grid, under this one's. */
  DeviceAlignment adopt(DeviceAlignment saved) {
    DeviceAlignment device = saved.forLayout(channelNames);
    int gone = device.takeGone();
    counts.add(Account.UNKNOWN_CHANNEL, gone);
    int late = aligner.adopt(device.alignment());
    counts.add(Account.LATE, late);
    counts.add(Account.BUFFERED, -gone - late);
    return device;
  }

  /** Whether a device was silent for too long before a record to be remembered. */
  boolean isForgotten(DeviceAlignment device, long recordMicros) {
    return aligner.isForgotten(device.alignment(), recordMicros);
  }

  /** Whether a record says that its device's clock has been set back. */
  boolean isSetBack(
      DeviceAlignment device, DeviceReadings readings, long partition, long watermarkMicros) {
    boolean setBack =
        aligner.isSetBack(
            device.alignment(),
            partition,
            readings.channels(),
            readings.micros(),
            readings.source().timestampMicros(),
            watermarkMicros);
    if (setBack) {
      metrics.clockReset();
    }
    return setBack;
  }

  /**
   * Takes a record's readings in, and hands on what they complete and what they cannot be.
   *
   * @param partition the number of the record's partition: see {@link PartitionIds}
   * @param watermarkMicros up to which timestamp all records of all partitions have been read;
   *     {@link Long#MIN_VALUE} where that is not known
   */
  void align(
      DeviceReadings readings, DeviceAlignment device, long partition, long watermarkMicros) {
    String key = readings.device();
    AlignmentState state = device.alignment();
    long recordMicros = readings.source().timestampMicros();
    int framed = aligner.noteRecord(key, state, partition, readings.route(), recordMicros, frames);
    anyTaken = false;
    anyLate = false;
    counts.add(Account.BUFFERED, add(readings, state, recordMicros));
    aligner.endRecord(state, recordMicros, anyTaken, anyLate);
    framed += aligner.release(key, state, watermarkMicros, frames);
    count(framed);
    metrics.frontierLag(state);
    rejections.emit(readings, rejected);
  }

  /** Hands on what a watermark completes. */
  void release(String key, DeviceAlignment device, long watermarkMicros) {
    count(aligner.release(key, device.alignment(), watermarkMicros, frames));
  }

  /** The watermark that would complete more: see {@link Aligner#releasingWatermarkMicros}. */
  long releasingWatermarkMicros(DeviceAlignment device, long watermarkMicros) {
    return aligner.releasingWatermarkMicros(device.alignment(), watermarkMicros);
  }

  /** Hands on the device's tail: see {@link Aligner#flush}. */
  void flush(String key, DeviceAlignment device) {
    count(aligner.flush(key, device.alignment(), frames));
  }

  /** Hands on the device's tail and the end of its segment: see {@link Aligner#finish}. */
  void finish(String key, DeviceAlignment device) {
    count(aligner.finish(key, device.alignment(), frames));
  }

  /** Adds readings and tells how many of them wait; the others are counted. */
  private int add(DeviceReadings readings, AlignmentState state, long recordMicros) {
    int[] channels = readings.channels();
    if (aligner.addRows(state, channels, readings.micros(), readings.values(), recordMicros)) {
      status.rows(readings.count() / channelNames.size(), readings.micros());
      anyTaken = true;
      return readings.count();
    }
    int buffered = 0;
    for (int i = 0; i < readings.count(); i++) {
      buffered += add(readings, i, state, recordMicros) ? 1 : 0;
    }
    return buffered;
  }

  /** Adds a reading and tells whether it waits; it is counted otherwise. */
  private boolean add(DeviceReadings readings, int i, AlignmentState state, long recordMicros) {
    int channel = readings.channels()[i];
    long micros = readings.micros()[i];
    double value = readings.values()[i];
    Verdict verdict = aligner.add(state, channel, micros, value, recordMicros);
    status.reading(channel, micros, verdict);
    anyTaken |= verdict.isInTime();
    anyLate |= verdict == Verdict.LATE || verdict == Verdict.CARRIED;
    if (verdict == Verdict.BUFFERED) {
      return true;
    }
    counts.add(accountOf(verdict), 1);
    if (verdict == Verdict.CARRIED) {
      return false;
    }
    long late = verdict == Verdict.LATE ? aligner.lateBy(state, channel, micros) : 0;
    double lost = verdict == Verdict.REPLACED ? aligner.replacedValue() : value;
    rejections.add(verdict, channel, micros, lost, late);
    if (verdict == Verdict.LATE) {
      metrics.late(late);
    }
    return false;
  }

  private static Account accountOf(Verdict verdict) {
    return switch (verdict) {
      case BUFFERED -> Account.BUFFERED;
      case DUPLICATE, REPLACED -> Account.DUPLICATE;
      case LATE -> Account.LATE;
      case FUTURE -> Account.FUTURE;
      case CARRIED -> Account.CARRIED;
      case INVALID, OUT_OF_RANGE -> Account.INVALID;
    };
  }

  private void count(int framed) {
    counts.add(Account.FRAMED, framed);
    counts.add(Account.BUFFERED, -framed);
  }
}
