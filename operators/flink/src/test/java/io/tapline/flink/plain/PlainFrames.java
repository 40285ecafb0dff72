/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.flink.plain;

import io.tapline.alignment.Channel;
import io.tapline.alignment.DerivedChannel;
import io.tapline.alignment.Fill;
import io.tapline.alignment.FrameChannel;
import io.tapline.alignment.MaskChannel;
import java.util.ArrayList;
import java.util.List;

/** The frames of one device, offline: tick after tick from its first reading to its last. */
final class PlainFrames {

  private static final byte MISSING = 0;
  private static final byte OBSERVED = 1;
  private static final byte FILLED = 2;

  private final PlainDevice device;
  private final int measured;
  private final double[] values;
  private final byte[] origins;

  /** The tick before, in the same segment. */
  private final double[] valuesBefore;

  private final byte[] originsBefore;

  PlainFrames(PlainDevice device) {
    this.device = device;
    measured = device.channels.size();
    values = new double[measured];
    origins = new byte[measured];
    valuesBefore = new double[measured];
    originsBefore = new byte[measured];
  }

  List<PlainFrame> all() {
    List<PlainFrame> frames = new ArrayList<>();
    Long tick = device.firstObserved();
    Long previous = null;
    while (tick != null) {
      boolean segmentStart = previous == null || tick - previous - 1 > device.maxGapTicks;
      for (long t = segmentStart ? tick : previous + 1; t <= tick; t++) {
        frames.add(frame(t, segmentStart));
      }
      previous = tick;
      tick = device.firstObserved(tick + 1);
    }
    return frames;
  }

  private PlainFrame frame(long tick, boolean segmentStart) {
    for (int c = 0; c < measured; c++) {
      valuesBefore[c] = values[c];
      originsBefore[c] = segmentStart ? MISSING : origins[c];
    }
    for (int c = 0; c < measured; c++) {
      set(c, device.channels.get(c), tick);
    }
    int width = device.layout.width();
    float[] frameValues = new float[width];
    byte[] mask = new byte[width];
    for (int place = 0; place < width; place++) {
      FrameChannel channel = device.layout.frame().get(place);
      mask[place] = origin(channel);
      float scaled = (float) (raw(channel) * channel.scale() + channel.offset());
      if (Float.isNaN(scaled) || Float.isInfinite(scaled)) {
        mask[place] = MISSING;
      }
      boolean shown = mask[place] != MISSING || channel instanceof MaskChannel;
      frameValues[place] = shown ? scaled : 0;
    }
    return new PlainFrame(device.ticks.startOf(tick), segmentStart, frameValues, mask);
  }

  private void set(int c, PlainChannel channel, long tick) {
    if (channel.observed(tick)) {
      values[c] = channel.aggregate(tick, tick);
      origins[c] = OBSERVED;
      return;
    }
    Double filled = null;
    if (channel.channel.fill() instanceof Fill.Constant constant) {
      filled = constant.value();
    } else if (channel.channel.fill() instanceof Fill.Hold hold) {
      filled = held(channel, tick, hold.maxAgeMicros());
    } else if (channel.channel.fill() instanceof Fill.Linear linear) {
      filled = interpolated(channel, tick, linear.lookAheadMicros());
    }
    origins[c] = filled == null ? MISSING : FILLED;
    values[c] = filled == null ? 0 : filled;
  }

  private Double held(PlainChannel channel, long tick, long maxAge) {
    long start = device.ticks.startOf(tick);
    Long time = channel.byTime.lowerKey(start);
    Double value = time == null ? null : channel.aggregate(device.ticks.tickOf(time), tick);
    for (PlainChannel.Carried carried : channel.carried) {
      if (carried.fromTick() <= tick && (time == null || carried.micros() > time)) {
        time = carried.micros();
        value = carried.value();
      }
    }
    return time == null || start - time > maxAge ? null : value;
  }

  private Double interpolated(PlainChannel channel, long tick, long lookAhead) {
    Long timeBefore = channel.byTime.lowerKey(device.ticks.startOf(tick));
    Long timeAfter = channel.firstTimeFrom(tick + 1, tick);
    if (timeBefore == null || timeAfter == null) {
      return null;
    }
    long before = device.ticks.tickOf(timeBefore);
    long after = device.ticks.tickOf(timeAfter);
    if (after - tick > device.ticks.wholeIn(lookAhead)) {
      return null;
    }
    for (long at = before; at < after; ) {
      long next = device.firstObserved(at + 1);
      if (next - at - 1 > device.maxGapTicks) {
        return null;
      }
      at = next;
    }
    double share = (double) (tick - before) / (after - before);
    return channel.aggregate(before, tick) * (1 - share) + channel.aggregate(after, tick) * share;
  }

  private byte origin(FrameChannel channel) {
    if (channel instanceof Channel own) {
      return origins[number(own.name())];
    }
    if (channel instanceof MaskChannel mask) {
      return origins[number(mask.source())];
    }
    boolean filled = false;
    boolean missing = false;
    DerivedChannel derived = (DerivedChannel) channel;
    for (String source : derived.sources()) {
      boolean looksBack = derived.derivation().label().equals("change");
      byte before = looksBack ? originsBefore[number(source)] : OBSERVED;
      missing |= origins[number(source)] == MISSING || before == MISSING;
      filled |= origins[number(source)] == FILLED || before == FILLED;
    }
    return missing ? MISSING : filled ? FILLED : OBSERVED;
  }

  private double raw(FrameChannel channel) {
    if (channel instanceof Channel own) {
      return values[number(own.name())];
    }
    if (channel instanceof MaskChannel mask) {
      return origins[number(mask.source())] == mask.origin() ? 1 : 0;
    }
    DerivedChannel derived = (DerivedChannel) channel;
    int[] sources = derived.sources().stream().mapToInt(this::number).toArray();
    double first = values[sources[0]];
    double last = values[sources[sources.length - 1]];
    return switch (derived.derivation()) {
      case DIFFERENCE -> first - last;
      case RATIO -> first / last;
      case CHANGE -> first - valuesBefore[sources[0]];
      case NORM -> {
        double squares = 0;
        for (int source : sources) {
          squares = Math.fma(values[source], values[source], squares);
        }
        yield Math.sqrt(squares);
      }
      case SUM -> {
        double sum = first;
        for (int i = 1; i < sources.length; i++) {
          sum += values[sources[i]];
        }
        yield sum;
      }
      case PRODUCT -> {
        double product = first;
        for (int i = 1; i < sources.length; i++) {
          product *= values[sources[i]];
        }
        yield product;
      }
    };
  }

  private int number(String name) {
    return device.layout.measuredNames().indexOf(name);
  }
}
