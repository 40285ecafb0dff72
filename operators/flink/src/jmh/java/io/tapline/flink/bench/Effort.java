/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.flink.bench;

import java.util.List;

/**
 * How long is measured, and what.
 *
 * @param warmUpMillis time of calls before any counts
 * @param iterations times of {@code iterationMillis} whose median counts
 * @param iterationMillis time of one of them, at least: a tick of all devices is sent to its end
 * @param devices numbers of devices, of which the first is what others are compared with
 */
record Effort(int warmUpMillis, int iterations, int iterationMillis, List<Integer> devices) {

  static final Effort FULL = new Effort(2_000, 5, 300, List.of(10, 1_000, 100_000));

  static final Effort QUICK = new Effort(1_500, 3, 200, List.of(10, 100_000));
}
