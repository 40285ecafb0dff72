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
  private static final int KEPT = WATERMARK_RECORDS + 1;

  private static final int VALUES = 1 << 12;
  private static final byte[] NO_BYTES = {};

  private final Subject subject;
  private final MeasuredOperator operator;
  private final Arrivals arrivals;
  private final String[] devices;
  private final double[] valueTable;
  private final int[] allChannels;
  private final int ticksPerRecord;
  private final int[][] channels;
  private final long[][] micros;
  private final double[][] values;

  private long cycleStart = FIRST_TICK;
  private int nextTurn;
  private int nextRecord;
  private long furthestMicros = Long.MIN_VALUE;
  private int sinceWatermark;
  private int kept;
  private SourceRecord source;

  ReadingStream(Subject subject, MeasuredOperator operator) throws Exception {
    this.subject = subject;
    this.operator = operator;
    arrivals = new Arrivals(subject.devices(), subject.recordsPerTurn(), subject.order());
    devices =
        IntStream.range(0, subject.devices())
            .mapToObj(ReadingStream::deviceName)
            .toArray(String[]::new);
    valueTable = new Random(7).doubles(VALUES + subject.channels(), -100, 100).toArray();
    allChannels = IntStream.range(0, subject.channels()).toArray();
    ticksPerRecord = subject.ticksPerRecord();
    int readings = subject.readingsPerRecord();
    channels = new int[KEPT][readings];
    micros = new long[KEPT][readings];
    values = new double[KEPT][readings];
    if (subject.shape() != Shape.READING) {
      Arrays.setAll(channels[0], reading -> reading / ticksPerRecord);
      Arrays.fill(channels, channels[0]);
    }
    nextPoll((FIRST_TICK - EARLIER_TICKS) * BenchAlignment.PERIOD_MICROS);
    sendEarlierTicks();
  }

  static String deviceName(int device) {
    return "device-%06d".formatted(device);
  }

  /** Sends what arrives in the next turns, each of as many ticks as a record brings. */
  void send(int turns) throws Exception {
    for (int turn = 0; turn < turns; turn++) {
      sendTurn();
    }
  }

  private void sendTurn() throws Exception {
    int[] records = arrivals.records();
    int end = arrivals.endOf(nextTurn);
    for (int at = nextRecord; at < end; at++) {
      int record = records[at];
      int device = Arrivals.deviceOf(record);
      long tick = cycleStart + (long) Arrivals.turnOf(record) * ticksPerRecord;
      kept = kept + 1 == KEPT ? 0 : kept + 1;
      if (subject.shape() == Shape.READING) {
        writeReading(device, Arrivals.passOf(record), tick);
      } else {
        writeTicks(device, tick);
      }
      send(new DeviceReadings(source, devices[device], channels[kept], micros[kept], values[kept]));
    }
    nextRecord = end;
    nextTurn++;
    if (nextTurn == arrivals.turns()) {
      nextTurn = 0;
      nextRecord = 0;
      cycleStart += (long) arrivals.turns() * ticksPerRecord;
    }
  }

  private void writeTicks(int device, long first) {
    for (int t = 0; t < ticksPerRecord; t++) {
      int from = valuesOf(device, first + t);
      for (int c = 0; c < allChannels.length; c++) {
        int at = c * ticksPerRecord + t;
        micros[kept][at] = (first + t) * BenchAlignment.PERIOD_MICROS;
        values[kept][at] = valueTable[from + c];
      }
    }
  }

  /** A device samples its channels one after the other. */
  private void writeReading(int device, int channel, long tick) {
    channels[kept][0] = channel;
    micros[kept][0] =
        tick * BenchAlignment.PERIOD_MICROS
            + channel * BenchAlignment.PERIOD_MICROS / subject.channels();
    values[kept][0] = valueTable[valuesOf(device, tick) + channel];
  }

  private static int valuesOf(int device, long tick) {
    return (device * 31 + (int) tick * 17) & (VALUES - 1);
  }

  private void send(DeviceReadings readings) throws Exception {
    long last = readings.micros()[readings.count() - 1];
    furthestMicros = Math.max(furthestMicros, last);
    operator.element(readings, readings.micros()[0] / 1_000);
    if (++sinceWatermark == WATERMARK_RECORDS) {
      long disorder = subject.disorderTicks() * BenchAlignment.PERIOD_MILLIS;
      operator.watermark(furthestMicros / 1_000 - disorder - 1);
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
      long tick = FIRST_TICK - Arrivals.DISORDER_TURNS * ticksPerRecord - before;
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
