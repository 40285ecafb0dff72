/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.flink.bench;

import java.util.List;

/**
 * How long is measured, and what.
 *
 * @param warmUpMillis time of calls before any counts, at least one call
 * @param iterations times of {@code iterationMillis} whose median counts, each at least one call
 * @param iterationMillis time of one of them
 * @param longIterations the same where a call takes seconds: there is more to average in each
 * @param loads what devices send
 * @param devices numbers of devices, of which the first is what others are compared with
 */
record Effort(
    int warmUpMillis,
    int iterations,
    int iterationMillis,
    int longIterations,
    List<Load> loads,
    List<Integer> devices) {

  static final Effort FULL =
      new Effort(
          1_500,
          5,
          200,
          2,
          List.of(
              new Load(1, Shape.BLOCK),
              new Load(15, Shape.BLOCK),
              new Load(64, Shape.BLOCK),
              new Load(15, Shape.TICK),
              new Load(1, Shape.READING),
              new Load(15, Shape.READING),
              new Load(64, Shape.READING)),
          List.of(10, 1_000, 100_000));

  /** Without what takes longest. */
  static final Effort QUICK =
      new Effort(1_000, 3, 200, 1, FULL.loads().subList(0, 5), List.of(10, 100_000));

  /** Readings of a call that takes seconds. */
  private static final long LONG_CALL = 1_000_000;

  /** How often a call of so many readings is measured. */
  int iterations(long readings) {
    return readings < LONG_CALL ? iterations : longIterations;
  }

  /**
   * What a device sends.
   *
   * @param channels that it has
   * @param shape what a record brings
   */
  record Load(int channels, Shape shape) {}
}
