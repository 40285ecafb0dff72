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
 * The records of a cycle of turns in the order in which they arrive; after the last comes the first
 * again, a cycle later.
 *
 * <p>A turn is the time of the turns that a record brings. It has as many passes as a device sends
 * records in it, and in each pass every device sends one, in a random order that stays: the next
 * record is of another device. Where there is disorder, each record arrives a random number of
 * passes late.
 *
 * <p>A record is one int, so that reading the order does not crowd the operator's data out of the
 * caches:
 *
 * <pre>  31       23 22   17 16       0
 *  [  turn + 2  ][ pass ][ device  ]</pre>
 *
 * <p>where turns −2 and −1 are those of the cycle before, which arrive in this one.
 */
final class Arrivals {

  /** Few, so that what very many devices have waiting fits into a heap. */
  static final int DISORDER_TURNS = 2;

  private static final int DEVICE_BITS = 17;
  private static final int PASS_BITS = 6;
  private static final int MOST_TURNS = (1 << (Integer.SIZE - DEVICE_BITS - PASS_BITS)) - 2;
  private static final int FEWEST_TURNS = 3;

  /** Many for a branch predictor, few for a cache. */
  private static final int ENOUGH_RECORDS = 1 << 16;

  private static final long SEED = 7;

  private final int turns;
  private final int passes;
  private final int devices;
  private final int[] records;
  private final int[] turnEnds;

  /**
   * @param devices how many send, at most 131,072
   * @param passes records that a device sends in a turn, at most 64
   */
  Arrivals(int devices, int passes, Order order) {
    this.devices = devices;
    this.passes = passes;
    this.turns = Math.max(FEWEST_TURNS, turns(devices, passes));
    int[] starts = new int[turns * passes + 1];
    forEach(order, (pass, record) -> starts[pass + 1]++);
    Arrays.parallelPrefix(starts, Integer::sum);
    this.turnEnds = IntStream.rangeClosed(1, turns).map(tick -> starts[tick * passes]).toArray();
    this.records = new int[turns * passes * devices];
    forEach(order, (pass, record) -> records[starts[pass]++] = record);
  }

  /** Turns until enough records have come to speak of a rate, at least 1. */
  static int turns(int devices, int passes) {
    return Math.max(1, Math.min(MOST_TURNS, ENOUGH_RECORDS / (devices * passes)));
  }

  static int deviceOf(int record) {
    return record & ((1 << DEVICE_BITS) - 1);
  }

  static int passOf(int record) {
    return record >>> DEVICE_BITS & ((1 << PASS_BITS) - 1);
  }

  /** The record's turn, counted from the start of the cycle in which it arrives. */
  static int turnOf(int record) {
    return (record >>> (DEVICE_BITS + PASS_BITS)) - DISORDER_TURNS;
  }

  /** Turns of a cycle. */
  int turns() {
    return turns;
  }

  int[] records() {
    return records;
  }

  /** Where the records end that arrive in a turn's time. */
  int endOf(int turn) {
    return turnEnds[turn];
  }

  private void forEach(Order order, Arrival arrival) {
    SplittableRandom random = new SplittableRandom(SEED);
    int latest = order == Order.IN_ORDER ? 0 : DISORDER_TURNS * passes;
    int[] sequence = sequence();
    for (int pass = 0; pass < turns * passes; pass++) {
      for (int device : sequence) {
        int arrives = pass + random.nextInt(latest + 1);
        boolean wraps = arrives >= turns * passes;
        int turn = pass / passes - (wraps ? turns : 0) + DISORDER_TURNS;
        int record = turn << (DEVICE_BITS + PASS_BITS) | pass % passes << DEVICE_BITS | device;
        arrival.accept(wraps ? arrives - turns * passes : arrives, record);
      }
    }
  }

  private int[] sequence() {
    List<Integer> sequence = IntStream.range(0, devices).boxed().collect(Collectors.toList());
    Collections.shuffle(sequence, new Random(SEED));
    return sequence.stream().mapToInt(Integer::intValue).toArray();
  }

  private interface Arrival {
    void accept(int pass, int record);
  }
}
