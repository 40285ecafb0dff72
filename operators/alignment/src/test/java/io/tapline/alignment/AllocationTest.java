/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.alignment;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.tapline.alignment.Fill.Constant;
import io.tapline.alignment.Fill.Hold;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Once buffers have found their size, a reading and a frame cost no allocation. */
class AllocationTest {

  private static final long SEED = 6_001;
  private static final int READINGS = 10_000;
  private static final long STEP_MICROS = 2_500;

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private final Aligner aligner =
      new Aligner(
          Scenario.alignment(
              20,
              100,
              new DerivedChannel(
                  "norm", Derivation.NORM, List.of("constant", "last", "mean"), 2, 1),
              Scenario.channel("last", Aggregate.LAST, new Hold(50_000), 30),
              Scenario.channel("mean", Aggregate.MEAN, new Hold(50_000), 30),
              Scenario.channel("constant", Aggregate.LAST, new Constant(1), 30)));
  private final AlignmentState device = aligner.newState();
  private long start;
  private long frames;
  private long whole;
  private double sum;
  private final FrameBlockSink sink =
      block -> {
        frames += block.frames();
        sum += block.values()[0];
      };

  @Test
  void shouldAllocateNothingForReadingsInOrder() {
    long[] times = new long[READINGS];
    for (int i = 0; i < READINGS; i++) {
      times[i] = i * STEP_MICROS;
    }
    assertNothingAllocated(times);
  }

  @Test
  void shouldAllocateNothingForReadingsMildlyOutOfOrder() {
    SplittableRandom random = new SplittableRandom(SEED);
    long[][] arrivals = new long[READINGS][];
    for (int i = 0; i < READINGS; i++) {
      arrivals[i] = new long[] {i * STEP_MICROS + random.nextLong(20_000), i * STEP_MICROS};
    }
    Arrays.sort(arrivals, Comparator.comparingLong(arrival -> arrival[0]));
    assertNothingAllocated(Arrays.stream(arrivals).mapToLong(arrival -> arrival[1]).toArray());
  }

  @Test
  void shouldAllocateNothingForWholeRowsInAndOutOfOrder() {
    int[] channels = {0, 0, 1, 1, 2, 2};
    long[] micros = new long[channels.length];
    double[] values = {1, 2, 3, 4, 5, 6};
    assertNothingAllocated(
        () -> {
          for (int i = 0; i < READINGS; i += channels.length) {
            // Each record brings two rows, and every other one comes before the one before it.
            long first = start + (i / 12 * 12 + (6 - i % 12)) * STEP_MICROS;
            for (int r = 0; r < micros.length; r++) {
              micros[r] = first + r % 2 * STEP_MICROS;
            }
            whole += aligner.addRows(device, channels, micros, values, -1) ? 1 : 0;
            aligner.release("d", device, sink);
          }
          start += READINGS * STEP_MICROS;
        });
    assertThat(whole).as("records taken as rows").isGreaterThan(READINGS / 12);
  }

  private void assertNothingAllocated(long[] times) {
    assertNothingAllocated(() -> feed(times));
  }

  private void assertNothingAllocated(Runnable feed) {
    for (int warmUp = 0; warmUp < 3; warmUp++) {
      feed.run();
    }
    long thread = Thread.currentThread().getId();
    // The first look allocates for the bean itself.
    threads.getThreadAllocatedBytes(thread);
    long framesBefore = frames;
    // The least of several rounds: compiling may cost the thread a few bytes once, a reading would
    // cost them every time.
    long allocated = Long.MAX_VALUE;
    for (int round = 0; round < 5; round++) {
      long before = threads.getThreadAllocatedBytes(thread);
      feed.run();
      allocated = Math.min(allocated, threads.getThreadAllocatedBytes(thread) - before);
    }

    assertThat(allocated).as("bytes allocated, seed=%d", SEED).isZero();
    assertThat(frames - framesBefore).isGreaterThan(READINGS / 5);
    assertThat(sum).isFinite();
  }

  /** The times once more, after those that came before; a reading in seven is a duplicate. */
  private void feed(long[] times) {
    for (int i = 0; i < times.length; i++) {
      long micros = start + times[i];
      aligner.noteRecord("d", device, micros, sink);
      aligner.add(device, i % 3, micros, i, micros);
      if (i % 7 == 0) {
        aligner.add(device, i % 3, micros, i, micros);
      }
      aligner.release("d", device, sink);
    }
    start += READINGS * STEP_MICROS;
  }
}
