/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.flink.bench;

import io.tapline.alignment.Aggregate;
import io.tapline.alignment.Channel;
import io.tapline.alignment.ChannelLayout;
import io.tapline.alignment.Mask;
import io.tapline.flink.element.DeviceReadings;
import org.apache.flink.api.common.functions.AggregateFunction;

/**
 * Frames from Flink's windows: one mutable accumulator a window, of primitive arrays, into which
 * readings go as they come. Nothing is filled.
 */
abstract class WindowFrames<E> implements AggregateFunction<E, WindowFrames.Accumulator, FrameRow> {

  private static final long serialVersionUID = 1;

  private final Channel[] channels;
  private final boolean[] last;

  WindowFrames(ChannelLayout layout) {
    channels = layout.measured().toArray(Channel[]::new);
    last = new boolean[channels.length];
    for (int c = 0; c < last.length; c++) {
      last[c] = channels[c].aggregate() == Aggregate.LAST;
    }
  }

  /** Windows of single readings. */
  static WindowFrames<SingleReading> ofReadings(ChannelLayout layout) {
    return new WindowFrames<>(layout) {
      private static final long serialVersionUID = 1;

      @Override
      public Accumulator add(SingleReading reading, Accumulator accumulator) {
        accumulator.device = reading.device();
        add(accumulator, reading.channel(), reading.micros(), reading.value(), 1);
        return accumulator;
      }
    };
  }

  /** Windows of records. */
  static WindowFrames<DeviceReadings> ofRecords(ChannelLayout layout) {
    return new WindowFrames<>(layout) {
      private static final long serialVersionUID = 1;

      @Override
      public Accumulator add(DeviceReadings readings, Accumulator accumulator) {
        accumulator.device = readings.device();
        for (int i = 0; i < readings.count(); i++) {
          add(accumulator, readings.channels()[i], readings.micros()[i], readings.values()[i], 1);
        }
        return accumulator;
      }
    };
  }

  /** One window's readings so far, by channel. */
  public static final class Accumulator {

    public String device;

    /** The last value, or the sum. */
    public double[] values;

    /** The times of the last values. */
    public long[] micros;

    public int[] counts;

    /** For Flink. */
    public Accumulator() {}

    Accumulator(int channels) {
      values = new double[channels];
      micros = new long[channels];
      counts = new int[channels];
    }
  }

  @Override
  public Accumulator createAccumulator() {
    return new Accumulator(channels.length);
  }

  @Override
  public FrameRow getResult(Accumulator accumulator) {
    FrameRow row = new FrameRow(accumulator.device, channels.length);
    for (int c = 0; c < channels.length; c++) {
      int count = accumulator.counts[c];
      if (count > 0) {
        double value = last[c] ? accumulator.values[c] : accumulator.values[c] / count;
        row.values[c] = channels[c].scaled(value);
        row.mask[c] = Mask.OBSERVED;
      }
    }
    return row;
  }

  @Override
  public Accumulator merge(Accumulator into, Accumulator other) {
    into.device = other.device;
    for (int c = 0; c < channels.length; c++) {
      if (other.counts[c] > 0) {
        add(into, c, other.micros[c], other.values[c], other.counts[c]);
      }
    }
    return into;
  }

  final void add(Accumulator accumulator, int channel, long micros, double value, int count) {
    if (!last[channel]) {
      accumulator.values[channel] += value;
    } else if (accumulator.counts[channel] == 0 || micros > accumulator.micros[channel]) {
      accumulator.values[channel] = value;
      accumulator.micros[channel] = micros;
    }
    accumulator.counts[channel] += count;
  }
}
