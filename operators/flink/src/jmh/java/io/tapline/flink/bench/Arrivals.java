/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.flink.bench;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The records of a cycle of ticks in the order in which they arrive; after the last comes the first
 * again, a cycle later.
 *
 * <p>A tick has as many passes as a device sends records in it, and in each pass every device sends
 * one, in a random order that stays: the next record is of another device. Where there is disorder,
 * each record arrives a random number of passes late.
 *
 * <p>A record is one int, so that reading the order does not crowd the operator's data out of the
 * caches:
 *
 * <pre>  31       23 22   17 16       0
 *  [  tick + 2  ][ pass ][ device  ]</pre>
 *
 * <p>where ticks −2 and −1 are those of the cycle before, which arrive in this one.
 */
final class Arrivals {

  private static final int DEVICE_BITS = 17;
  private static final int PASS_BITS = 6;
  private static final int MOST_TICKS = (1 << (Integer.SIZE - DEVICE_BITS - PASS_BITS)) - 2;
  private static final int FEWEST_TICKS = 3;

  /** Many for a branch predictor, few for a cache. */
  private static final int ENOUGH_RECORDS = 1 << 16;

  private static final long SEED = 7;

  private final int ticks;
  private final int passes;
  private final int devices;
  private final int[] records;
  private final int[] tickEnds;

  /**
   * @param devices how many send, at most 131,072
   * @param passes records that bring one tick of a device, at most 64
   */
  Arrivals(int devices, int passes, Order order) {
    this.devices = devices;
    this.passes = passes;
    this.ticks = Math.max(FEWEST_TICKS, ticks(devices, passes));
    int[] starts = new int[ticks * passes + 1];
    forEach(order, (pass, record) -> starts[pass + 1]++);
    Arrays.parallelPrefix(starts, Integer::sum);
    this.tickEnds = IntStream.rangeClosed(1, ticks).map(tick -> starts[tick * passes]).toArray();
    this.records = new int[ticks * passes * devices];
    forEach(order, (pass, record) -> records[starts[pass]++] = record);
  }

  /** Ticks until enough records have come to speak of a rate, at least 1. */
  static int ticks(int devices, int passes) {
    return Math.max(1, Math.min(MOST_TICKS, ENOUGH_RECORDS / (devices * passes)));
  }

  static int deviceOf(int record) {
    return record & ((1 << DEVICE_BITS) - 1);
  }

  static int passOf(int record) {
    return record >>> DEVICE_BITS & ((1 << PASS_BITS) - 1);
  }

  /** The record's tick, counted from the start of the cycle in which it arrives. */
  static int tickOf(int record) {
    return (record >>> (DEVICE_BITS + PASS_BITS)) - BenchAlignment.DISORDER_TICKS;
  }

  /** Ticks of a cycle. */
  int ticks() {
    return ticks;
  }

  int[] records() {
    return records;
  }

  /** Where the records end that arrive in a tick's time. */
  int endOf(int tick) {
    return tickEnds[tick];
  }

  private void forEach(Order order, Arrival arrival) {
    SplittableRandom random = new SplittableRandom(SEED);
    int latest = order == Order.IN_ORDER ? 0 : BenchAlignment.DISORDER_TICKS * passes;
    int[] turns = turns();
    for (int pass = 0; pass < ticks * passes; pass++) {
      for (int device : turns) {
        int arrives = pass + random.nextInt(latest + 1);
        boolean wraps = arrives >= ticks * passes;
        int tick = pass / passes - (wraps ? ticks : 0) + BenchAlignment.DISORDER_TICKS;
        int record = tick << (DEVICE_BITS + PASS_BITS) | pass % passes << DEVICE_BITS | device;
        arrival.accept(wraps ? arrives - ticks * passes : arrives, record);
      }
    }
  }

  private int[] turns() {
    List<Integer> turns = IntStream.range(0, devices).boxed().collect(Collectors.toList());
    Collections.shuffle(turns, new Random(SEED));
    return turns.stream().mapToInt(Integer::intValue).toArray();
  }

  private interface Arrival {
    void accept(int pass, int record);
  }
}
