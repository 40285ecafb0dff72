/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.tapline.network.run.OutputSink;
import java.lang.management.ManagementFactory;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AllocationTest {
  private static final int CALLS = 10_000;

  /** Rounds in a row that must allocate nothing. */
  private static final int ROUNDS = 3;

  private static final int MOST_ROUNDS = 50;

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private float sum;

  static Stream<Network> networks() {
    return Stream.of(
        EveryLayer.network(),
        EveryExecution.meeting(),
        EveryExecution.windows(),
        CumulativeSum.network(),
        EveryExecution.recurrent());
  }

  @ParameterizedTest
  @MethodSource("networks")
  void shouldAllocateNothingInTenThousandCalls(Network network) {
    NetworkProcessor processor = network.newProcessor();
    NetworkState state = network.newState();
    ObservedValues observed = new ObservedValues(network.receptiveField(), network.inputChannels());
    float[][] recording =
        RandomNetworks.recording(new SplittableRandom(1), 100, network.inputChannels());
    float[] block = new float[100 * network.inputChannels()];
    for (int t = 0; t < recording.length; t++) {
      System.arraycopy(
          recording[t], 0, block, t * network.inputChannels(), network.inputChannels());
    }
    OutputSink sink = (output, frame, missing, values, offset) -> sum += values[offset];
    Runnable calls =
        () -> {
          for (int i = 0; i < CALLS; i++) {
            processor.process(block, 0, i % 100, state, sink);
            observed.push(i % 2);
            sum += observed.share();
          }
        };
    calls.run();

    long thread = Thread.currentThread().getId();
    // The first look allocates for the bean itself.
    threads.getThreadAllocatedBytes(thread);
    // In steady state: until the compiler has got to explicit vectors, each is an object.
    long allocated = Long.MAX_VALUE;
    int rounds = 0;
    for (int without = 0; without < ROUNDS && rounds < MOST_ROUNDS; rounds++) {
      long before = threads.getThreadAllocatedBytes(thread);
      calls.run();
      allocated = threads.getThreadAllocatedBytes(thread) - before;
      without = allocated == 0 ? without + 1 : 0;
    }

    assertThat(rounds)
        .as(
            "rounds until %d in a row allocate nothing, bytes of the last %d calls=%d",
            ROUNDS, CALLS, allocated)
        .isLessThan(MOST_ROUNDS);
    assertThat(sum).isFinite();
  }
}
