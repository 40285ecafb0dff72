/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.cli.demo;

import io.tapline.alignment.Grid;
import io.tapline.schemas.ReadingDecoder;
import io.tapline.schemas.Readings;
import io.tapline.schemas.UndecodableRecordException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * When the last reading of each device and tick was handed to the broker, by this machine's clock:
 * a little before its append, so that a latency measured from it is rather too long than too short.
 */
final class SendTimes {

  static final long UNKNOWN = 0;

  /** A reading that much behind the others of its tick comes too late to be in the frame. */
  private static final long TOO_LATE_MILLIS = 1_500;

  private final Grid grid;
  private final long firstTick;
  private final int ticks;
  private final Map<String, AtomicLongArray> byDevice = new ConcurrentHashMap<>();
  private final ReadingDecoder decoder = new ReadingDecoder();
  private final Readings readings = new Readings();

  SendTimes(Grid grid, long startMicros, long endMicros) {
    this.grid = grid;
    this.firstTick = grid.tickOf(startMicros);
    this.ticks = Math.toIntExact(grid.tickOf(endMicros) - firstTick + 1);
  }

  /**
   * Notes a message that is being sent.
   *
   * @return how many readings the job will count of it: one for a record that cannot be read
   */
  int note(byte[] value, long nowMillis) {
    try {
      decoder.decode(value, readings);
    } catch (UndecodableRecordException e) {
      return 1;
    }
    AtomicLongArray sent =
        byDevice.computeIfAbsent(readings.device(), device -> new AtomicLongArray(ticks));
    for (int i = 0; i < readings.size(); i++) {
      long tick = grid.tickOf(readings.timestampMicros(i)) - firstTick;
      if (tick < 0 || tick >= ticks) {
        continue;
      }
      long before = sent.get((int) tick);
      if (before == UNKNOWN || nowMillis - before < TOO_LATE_MILLIS) {
        sent.set((int) tick, nowMillis);
      }
    }
    return readings.size();
  }

  /** When the last reading of a tick was sent, or {@link #UNKNOWN} where it has none. */
  long of(String device, long micros) {
    AtomicLongArray sent = byDevice.get(device);
    long tick = grid.tickOf(micros) - firstTick;
    return sent == null || tick < 0 || tick >= ticks ? UNKNOWN : sent.get((int) tick);
  }
}
