/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.bench;

import io.tapline.network.Network;
import io.tapline.network.NetworkProcessor;
import io.tapline.network.NetworkState;
import io.tapline.network.run.OutputSink;
import java.lang.management.ManagementFactory;
import java.util.Arrays;

/**
 * A process that does nothing but call a network, without any warm-up, and prints how the first
 * calls went: three numbers, as {@link Start} reads them.
 */
final class FirstCalls {

  private static final long NANOS = 6_000_000_000L;
  private static final long STEADY_NANOS = 1_000_000_000L;
  private static final int MOST_CALLS = 4_000_000;

  /** So many calls in a row, of which half may be late, count as being up to speed. */
  private static final int RUN = 16;

  private static float result;

  private FirstCalls() {}

  /**
   * Calls, and prints.
   *
   * @param arguments the network, and frames a call
   */
  public static void main(String[] arguments) {
    Network network = ReferenceNetwork.valueOf(arguments[0]).compile();
    int frames = Integer.parseInt(arguments[1]);
    NetworkProcessor processor = network.newProcessor();
    NetworkState state = network.newState();
    OutputSink sink = (output, frame, missing, values, offset) -> result = values[offset];
    float[] input = InputFrames.of(frames, network.inputChannels());
    long[] ends = new long[MOST_CALLS];
    long sinceJvmStart = ManagementFactory.getRuntimeMXBean().getUptime() * 1_000_000;
    long start = System.nanoTime();
    int calls = 0;
    do {
      processor.process(input, 0, frames, state, sink);
      ends[calls++] = System.nanoTime() - start;
    } while (ends[calls - 1] < NANOS && calls < MOST_CALLS);
    if (Float.isNaN(result)) {
      throw new IllegalStateException("not a number: network=" + arguments[0]);
    }
    long steady = steadyNanos(ends, calls);
    System.out.printf("%d %d %d%n", ends[0], sinceJvmStart + toSpeed(ends, calls, steady), steady);
  }

  private static long steadyNanos(long[] ends, int calls) {
    int from = calls - 1;
    while (from > 1 && ends[from - 1] > ends[calls - 1] - STEADY_NANOS) {
      from--;
    }
    return median(ends, from, calls);
  }

  /** When a run of calls first took at most twice the steady time. */
  private static long toSpeed(long[] ends, int calls, long steady) {
    for (int from = 1; from + RUN <= calls; from++) {
      if (median(ends, from, from + RUN) <= 2 * steady) {
        return ends[from + RUN - 1];
      }
    }
    return ends[calls - 1];
  }

  private static long median(long[] ends, int from, int to) {
    long[] times = new long[to - from];
    for (int i = from; i < to; i++) {
      times[i - from] = ends[i] - ends[i - 1];
    }
    Arrays.sort(times);
    return times[times.length / 2];
  }
}
