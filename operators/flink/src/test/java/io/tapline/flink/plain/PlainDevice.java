/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.flink.plain;

import io.tapline.alignment.Aggregate;
import io.tapline.alignment.Alignment;
import io.tapline.alignment.Channel;
import io.tapline.alignment.ChannelLayout;
import io.tapline.alignment.Duplicates;
import io.tapline.alignment.LateReadings;
import io.tapline.alignment.TimeBounds;
import io.tapline.flink.element.DeviceReadings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * One device by the rules of time, written for clarity alone: nothing that came is dropped, and
 * every question is answered from all of it. Of the product it reads the configuration and nothing
 * else.
 *
 * <pre>
 *   clock    = min over channels of max(clock(channel), furthest − wait(channel))
 *   ended    = the last tick with end(tick) + disorder + look-ahead ≤ clock
 *   frontier = ended + 1, but not past the last reading while a gap after it may yet be filled
 * </pre>
 */
public final class PlainDevice {

  private static final long NEVER = Long.MIN_VALUE / 4;

  final PlainTicks ticks;
  final ChannelLayout layout;
  final List<PlainChannel> channels = new ArrayList<>();
  final long maxGapTicks;
  private final List<PlainRejection> rejected = new ArrayList<>();
  private final TimeBounds bounds;
  private final long[] clocks;
  private final int[] read;
  private final long idleFlush;
  private Long frontier;
  private long lastRecord = NEVER;

  public PlainDevice(Alignment alignment, PlainTicks ticks) {
    this.ticks = ticks;
    layout = alignment.layout();
    bounds = alignment.bounds();
    layout.measured().forEach(channel -> channels.add(new PlainChannel(channel, ticks)));
    clocks = new long[channels.size()];
    Arrays.fill(clocks, NEVER);
    read = new int[channels.size()];
    maxGapTicks = ticks.wholeIn(bounds.maxGapMicros());
    idleFlush = Math.max(bounds.idleFlushMicros(), 2 * ticks.longest());
  }

  /** Takes a record in and releases what it completes. */
  public PlainDevice arrive(DeviceReadings record) {
    long recordMicros = record.source().timestampMillis() * 1_000;
    if (recordMicros >= 0) {
      if (lastRecord != NEVER && recordMicros - lastRecord >= idleFlush) {
        releaseThrough(ticks.tickOf(furthest()));
      }
      lastRecord = Math.max(lastRecord, recordMicros);
    }
    for (int i = 0; i < record.count(); i++) {
      take(record.channels()[i], record.micros()[i], record.values()[i], recordMicros);
    }
    if (furthest() != NEVER) {
      long delay = bounds.disorderMicros() + layout.lookAheadMicros();
      releaseThrough(ticks.tickOf(clock() - delay) - 1);
    }
    return this;
  }

  public PlainDevice arriveAll(List<DeviceReadings> records) {
    records.forEach(this::arrive);
    return this;
  }

  /** All frames, once nothing more comes. */
  public List<PlainFrame> frames() {
    return new PlainFrames(this).all();
  }

  public List<PlainRejection> rejected() {
    return rejected;
  }

  public int read(int channel) {
    return read[channel];
  }

  public int framed(int channel) {
    return channels.get(channel).framed();
  }

  public int carried(int channel) {
    return channels.get(channel).carried.size();
  }

  public long rejected(int channel, String reason) {
    String name = channels.get(channel).channel.name();
    return rejected.stream()
        .filter(one -> one.reason().equals(reason) && one.channel().equals(name))
        .count();
  }

  private void take(int number, long sent, double value, long recordMicros) {
    PlainChannel into = channels.get(number);
    Channel channel = into.channel;
    read[number]++;
    long time = sent + channel.timeOffsetMicros();
    double scaled = value * channel.scale() + channel.offset();
    if (Double.isNaN(value)
        || Double.isInfinite(value)
        || Float.isInfinite((float) scaled)
        || value < channel.validRange().min()
        || value > channel.validRange().max()) {
      reject("invalid", channel, sent, value, 0);
      return;
    }
    if (recordMicros >= 0 && time > recordMicros + bounds.maxAheadMicros()) {
      reject("future", channel, sent, value, 0);
      return;
    }
    clocks[number] = Math.max(clocks[number], time);
    if (frontier != null && time < ticks.startOf(frontier)) {
      takeLate(into, sent, time, value);
      return;
    }
    List<PlainChannel.Taken> ofTime = into.byTime.computeIfAbsent(time, t -> new ArrayList<>());
    if (!ofTime.isEmpty() && channel.duplicates() == Duplicates.FIRST_WINS) {
      reject("duplicate", channel, sent, value, 0);
      return;
    }
    if (!ofTime.isEmpty() && channel.duplicates() == Duplicates.LAST_WINS) {
      reject("duplicate", channel, sent, ofTime.get(ofTime.size() - 1).value(), 0);
    }
    ofTime.add(new PlainChannel.Taken(value, frontier == null ? NEVER : frontier));
  }

  private void takeLate(PlainChannel into, long sent, long time, double value) {
    Long framed = into.byTime.lowerKey(ticks.startOf(frontier));
    boolean newest =
        (framed == null || time > framed)
            && into.carried.stream().allMatch(earlier -> time > earlier.micros());
    if (newest && into.channel.late() == LateReadings.CARRY) {
      // One reading is a count of one.
      double held = into.channel.aggregate() == Aggregate.COUNT ? 1 : value;
      into.carried.add(new PlainChannel.Carried(time, held, frontier));
    } else {
      reject("late", into.channel, sent, value, ticks.startOf(frontier) - time);
    }
  }

  private void reject(String reason, Channel channel, long sent, double value, long late) {
    rejected.add(new PlainRejection(reason, channel.name(), sent, value, late));
  }

  private long furthest() {
    return Arrays.stream(clocks).max().orElseThrow();
  }

  private long clock() {
    long clock = Long.MAX_VALUE;
    for (int c = 0; c < clocks.length; c++) {
      long wait = channels.get(c).channel.waitMicros();
      clock = Math.min(clock, Math.max(clocks[c], furthest() - wait));
    }
    return clock;
  }

  private void releaseThrough(long ended) {
    Long last = lastObserved(ended);
    if (last == null) {
      frontier = Math.max(frontier == null ? NEVER : frontier, ended + 1);
    }
    if (last == null || (frontier != null && frontier > ended)) {
      return;
    }
    Long next = firstObserved(ended + 1);
    boolean filled = next != null && next - last - 1 <= maxGapTicks;
    boolean over = ended - last > maxGapTicks;
    long released = filled || over ? ended : last;
    frontier = Math.max(frontier == null ? NEVER : frontier, released + 1);
  }

  /** The last tick with a reading, up to a tick. */
  Long lastObserved(long tick) {
    return channels.stream()
        .map(channel -> channel.byTime.lowerKey(ticks.startOf(tick + 1)))
        .filter(Objects::nonNull)
        .max(Long::compare)
        .map(ticks::tickOf)
        .orElse(null);
  }

  /** The first tick with a reading; null where there is none. */
  Long firstObserved() {
    return firstObservedSince(Long.MIN_VALUE);
  }

  /** The same, from a tick on. */
  Long firstObserved(long tick) {
    return firstObservedSince(ticks.startOf(tick));
  }

  private Long firstObservedSince(long micros) {
    return channels.stream()
        .map(channel -> channel.byTime.ceilingKey(micros))
        .filter(Objects::nonNull)
        .min(Long::compare)
        .map(ticks::tickOf)
        .orElse(null);
  }
}
