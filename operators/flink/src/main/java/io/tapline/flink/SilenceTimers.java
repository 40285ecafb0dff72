/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.flink;

import io.tapline.alignment.Alignment;
import io.tapline.alignment.FrameBlock;
import io.tapline.flink.state.DeviceAlignment;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.streaming.api.operators.InternalTimerService;
import org.apache.flink.streaming.api.operators.KeyContext;
import org.apache.flink.streaming.api.watermark.Watermark;

/**
 * One event-time timer a device looks whether the device has gone silent: whether the watermark has
 * moved on by the idle-flush since the device's last record. So a backlog with old timestamps is
 * not taken for silence.
 *
 * <p>A device that stays silent for so long that it is to be forgotten leaves no state behind, here
 * or downstream: the same timer ends its segment and says so with a block that is a {@link
 * FrameBlock#segmentEnd}. The end of the input does that too, but for the device's place in time:
 * what comes after a drained savepoint starts a new segment. So a silent device keeps a timer.
 * Where the device is heard again before the timer has fired, as in a replay, whose watermarks are
 * far between, the records' own timestamps say that it was to be forgotten.
 */
final class SilenceTimers {

  /** What a timer that has fired tells of its device. */
  enum Silence {
    /** No record can come any more. */
    END_OF_INPUT,
    /** The device has been silent for so long that nothing is to be kept of it. */
    FORGOTTEN,
    /** The device has been silent for the idle-flush; the timer is set for the forgetting. */
    SILENT,
    /** A record came since the timer was set, which now is set anew. */
    HEARD
  }

  /** The last watermark, which comes with the end of the input, as of a job that is drained. */
  private static final long END_OF_INPUT = Watermark.MAX_WATERMARK.getTimestamp();

  private static final long LATEST_MILLIS = Long.MAX_VALUE / 1_000 - 1;

  private final KeyContext keys;
  private final InternalTimerService<VoidNamespace> timers;
  private final long idleFlushMicros;
  private final long forgetAfterMicros;

  SilenceTimers(KeyContext keys, InternalTimerService<VoidNamespace> timers, Alignment alignment) {
    this.keys = keys;
    this.timers = timers;
    idleFlushMicros = alignment.idleFlushMicros();
    forgetAfterMicros = alignment.bounds().forgetAfterMicros();
  }

  /**
   * Up to which timestamp all records have been read; {@link Long#MIN_VALUE} where that is not
   * known, as after a restore.
   */
  long watermarkMicros() {
    long watermark = timers.currentWatermark();
    if (watermark == Watermark.UNINITIALIZED.getTimestamp()) {
      return Long.MIN_VALUE;
    }
    // The watermark's own millisecond is read to its end.
    return watermark >= LATEST_MILLIS ? Long.MAX_VALUE : watermark * 1_000 + 999;
  }

  /**
   * Notes that a device was heard. Before the first watermark, as after a restore, it is not known
   * how far the watermark is; then the silence begins with that watermark.
   *
   * @param recordMicros the record's timestamp, or a negative number where it has none
   * @param releasingMicros the watermark with which more of the device is released
   */
  void heard(String key, DeviceAlignment device, long recordMicros, long releasingMicros) {
    long watermark = timers.currentWatermark();
    device.seenAt(watermark);
    if (recordMicros >= 0) {
      device.seenAt(recordMicros / 1_000);
    }
    boolean unknown = watermark == Watermark.UNINITIALIZED.getTimestamp();
    if (unknown) {
      awakenAt(key, device, DeviceAlignment.FIRST_WATERMARK);
    } else {
      awakenAt(key, device, Math.min(silentAt(device), millis(releasingMicros)));
    }
  }

  /** Has a device's timer fire with a watermark, unless it fires before that. */
  void awaken(String key, DeviceAlignment device, long watermarkMicros) {
    if (watermarkMicros != Long.MAX_VALUE) {
      awakenAt(key, device, millis(watermarkMicros));
    }
  }

  /** The first watermark up to which all records of a timestamp have been read. */
  private static long millis(long watermarkMicros) {
    return watermarkMicros == Long.MAX_VALUE
        ? Long.MAX_VALUE
        : Math.floorDiv(watermarkMicros, 1_000);
  }

  private void awakenAt(String key, DeviceAlignment device, long at) {
    boolean none = device.timerMillis() == DeviceAlignment.NO_TIMER;
    if (none || at < device.timerMillis()) {
      keys.setCurrentKey(key);
      if (!none) {
        timers.deleteEventTimeTimer(VoidNamespace.INSTANCE, device.timerMillis());
      }
      set(device, at);
    }
  }

  /**
   * What a device's timer tells, which has fired, under its key; where the device stays, the next
   * one is set.
   */
  Silence fired(DeviceAlignment device) {
    long watermark = timers.currentWatermark();
    if (device.timerMillis() == DeviceAlignment.FIRST_WATERMARK) {
      device.seenAt(watermark);
    }
    if (watermark == END_OF_INPUT) {
      device.noTimer();
      return Silence.END_OF_INPUT;
    }
    if (forgottenAt(device) <= watermark) {
      return Silence.FORGOTTEN;
    }
    if (silentAt(device) <= watermark) {
      set(device, forgottenAt(device));
      return Silence.SILENT;
    }
    set(device, silentAt(device));
    return Silence.HEARD;
  }

  private void set(DeviceAlignment device, long at) {
    timers.registerEventTimeTimer(VoidNamespace.INSTANCE, at);
    device.timerMillis(at);
  }

  /** The watermark at which the device is silent; after the end of the input at the latest. */
  private long silentAt(DeviceAlignment device) {
    return after(device.seenMillis(), idleFlushMicros);
  }

  /** The watermark at which nothing is kept of the device any more. */
  private long forgottenAt(DeviceAlignment device) {
    return after(device.seenMillis(), forgetAfterMicros);
  }

  private static long after(long millis, long micros) {
    long later = (micros + 999) / 1_000;
    return Math.min(millis, END_OF_INPUT - later) + later;
  }
}
