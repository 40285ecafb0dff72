/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.flink.bench;

import io.tapline.flink.element.DeviceReadings;
import io.tapline.flink.element.SourceRecord;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Readings that do not end, as a decoder hands them on, and watermarks between them.
 *
 * <p>Times and values are written into some arrays again and again, taking turns, since an operator
 * may keep records for a while; only the shell of a record is new, as it is behind a decoder.
 */
final class ReadingStream {

  /** Records between two watermarks, and of one poll of a source. */
  static final int WATERMARK_RECORDS = 200;

  /** Ticks of every device before the first that counts: none is a device's first any more. */
  private static final int EARLIER_TICKS = 4;

  /** The first tick of which every reading arrives, on the 20th of November 2026. */
  static final long FIRST_TICK = 1_795_132_800_000L / BenchAlignment.PERIOD_MILLIS;

  /** A watermark at the latest ends an operator's keeping. */
  private static final int TURNS = WATERMARK_RECORDS + 1;

  private static final int VALUES = 1 << 12;
  private static final byte[] NO_BYTES = {};

  private final Subject subject;
  private final MeasuredOperator operator;
  private final Arrivals arrivals;
  private final String[] devices;
  private final double[] valueTable;
  private final int[] allChannels;
  private final int[][] channels;
  private final long[][] micros;
  private final double[][] values;

  private long cycleStart = FIRST_TICK;
  private int nextTick;
  private int nextRecord;
  private long furthestMicros = Long.MIN_VALUE;
  private int sinceWatermark;
  private int turn;
  private SourceRecord source;

  ReadingStream(Subject subject, MeasuredOperator operator) throws Exception {
    this.subject = subject;
    this.operator = operator;
    arrivals = new Arrivals(subject.devices(), subject.recordsPerTick(), subject.order());
    devices =
        IntStream.range(0, subject.devices())
            .mapToObj(ReadingStream::deviceName)
            .toArray(String[]::new);
    valueTable = new Random(7).doubles(VALUES + subject.channels(), -100, 100).toArray();
    allChannels = IntStream.range(0, subject.channels()).toArray();
    int readings = subject.shape() == Shape.TICK ? subject.channels() : 1;
    channels = new int[TURNS][readings];
    micros = new long[TURNS][readings];
    values = new double[TURNS][readings];
    if (subject.shape() == Shape.TICK) {
      Arrays.fill(channels, allChannels);
    }
    nextPoll((FIRST_TICK - EARLIER_TICKS) * BenchAlignment.PERIOD_MICROS);
    sendEarlierTicks();
  }

  static String deviceName(int device) {
    return "device-%06d".formatted(device);
  }

  /** Sends what arrives in the time of the next ticks. */
  void send(int ticks) throws Exception {
    for (int tick = 0; tick < ticks; tick++) {
      sendTick();
    }
  }

  private void sendTick() throws Exception {
    int[] records = arrivals.records();
    int end = arrivals.endOf(nextTick);
    for (int at = nextRecord; at < end; at++) {
      int record = records[at];
      int device = Arrivals.deviceOf(record);
      long tick = cycleStart + Arrivals.tickOf(record);
      turn = turn + 1 == TURNS ? 0 : turn + 1;
      if (subject.shape() == Shape.TICK) {
        writeTick(device, tick);
      } else {
        writeReading(device, Arrivals.passOf(record), tick);
      }
      send(new DeviceReadings(source, devices[device], channels[turn], micros[turn], values[turn]));
    }
    nextRecord = end;
    nextTick++;
    if (nextTick == arrivals.ticks()) {
      nextTick = 0;
      nextRecord = 0;
      cycleStart += arrivals.ticks();
    }
  }

  private void writeTick(int device, long tick) {
    Arrays.fill(micros[turn], tick * BenchAlignment.PERIOD_MICROS);
    System.arraycopy(valueTable, valuesOf(device, tick), values[turn], 0, values[turn].length);
  }

  /** A device samples its channels one after the other. */
  private void writeReading(int device, int channel, long tick) {
    channels[turn][0] = channel;
    micros[turn][0] =
        tick * BenchAlignment.PERIOD_MICROS
            + channel * BenchAlignment.PERIOD_MICROS / subject.channels();
    values[turn][0] = valueTable[valuesOf(device, tick) + channel];
  }

  private static int valuesOf(int device, long tick) {
    return (device * 31 + (int) tick * 17) & (VALUES - 1);
  }

  private void send(DeviceReadings readings) throws Exception {
    long time = readings.micros()[0];
    furthestMicros = Math.max(furthestMicros, time);
    operator.element(readings, time / 1_000);
    if (++sinceWatermark == WATERMARK_RECORDS) {
      operator.watermark(furthestMicros / 1_000 - BenchAlignment.DISORDER_MILLIS - 1);
      nextPoll(furthestMicros);
    }
  }

  private void nextPoll(long recordMicros) {
    source = new SourceRecord("readings", 0, 0, recordMicros / 1_000, NO_BYTES);
    sinceWatermark = 0;
  }

  /**
   * Fills the state as it is in the middle of a stream, with a tick a record, whatever the shape is
   * later. The ticks stand far enough before the first one for what arrives late in it.
   */
  private void sendEarlierTicks() throws Exception {
    for (long before = EARLIER_TICKS; before > 0; before--) {
      long tick = FIRST_TICK - BenchAlignment.DISORDER_TICKS - before;
      long[] times = new long[allChannels.length];
      Arrays.fill(times, tick * BenchAlignment.PERIOD_MICROS);
      for (int device = 0; device < devices.length; device++) {
        int from = valuesOf(device, tick);
        double[] tickValues = Arrays.copyOfRange(valueTable, from, from + times.length);
        send(new DeviceReadings(source, devices[device], allChannels, times, tickValues));
      }
    }
  }
}
