/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.bench;

import java.util.List;

/**
 * How long is measured, and what.
 *
 * @param rounds processes for each row, spread over the whole run: what slows the machine down for
 *     a while, or a process whose compiler was unlucky, does not decide a median
 * @param deviceRounds the same for rows of devices that take turns
 * @param warmUpMillis time of calls before any counts; vector kernels are near full speed after 1
 *     to 2 s
 * @param iterations times of {@code iterationMillis} whose median counts, in each process
 * @param iterationMillis time of one of them
 * @param deviceFrames frames a call where devices take turns
 * @param devices numbers of devices that take turns, of which the first is what others are compared
 *     with
 */
record Effort(
    int rounds,
    int deviceRounds,
    int warmUpMillis,
    int iterations,
    int iterationMillis,
    List<Integer> deviceFrames,
    List<Integer> devices) {

  static final Effort FULL =
      new Effort(3, 2, 2_000, 5, 100, List.of(1, 16), List.of(10, 1_000, 10_000));

  static final Effort QUICK = new Effort(1, 1, 2_000, 5, 100, List.of(16), List.of(10, 10_000));
}
