/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.alignment;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.alignment.Fill.Hold;
import io.tapline.alignment.RandomDevice.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * Whatever the grid becomes and when: every reading is framed once or late once, in the tick that
 * holds it, and time never goes back. The value of a reading is its time.
 */
class GridChangePropertyTest {

  private static final long FIRST_SEED = 20_260_801;
  private static final int DEVICES = 1_000;

  @Test
  void shouldFrameEveryReadingOnceAndInItsTick() {
    for (long seed = FIRST_SEED; seed < FIRST_SEED + DEVICES; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      RandomDevice device = new RandomDevice(seed);
      Ticks ticks = new Ticks(seed);
      Aligner aligner = new Aligner(on(device.alignment, device.alignment.grid()));
      AlignmentState state = aligner.newState();
      int framed = 0;
      int late = 0;
      for (Reading reading : device.shuffledWithinBounds(seed)) {
        if (random.nextInt(10) == 0) {
          Grid grid = new Grid(random.nextLong(-9_000, 9_000), 1 + random.nextLong(15_000));
          long before = aligner.alignment().frameFingerprint();
          aligner = new Aligner(on(device.alignment, grid));
          late += aligner.adopt(state);
          // Now and then the same grid is drawn again.
          if (aligner.alignment().frameFingerprint() != before) {
            ticks.segmentMustStart();
          }
        }
        long time = device.timeOf(reading);
        Verdict verdict = aligner.add(state, reading.channel(), time, time, -1);
        late += verdict == Verdict.LATE ? 1 : 0;
        framed += aligner.release("d", state, ticks);
        assertThat(verdict).as("seed=%d", seed).isIn(Verdict.BUFFERED, Verdict.LATE);
      }
      framed += aligner.flush("d", state, ticks);
      assertThat(framed + late).as("seed=%d", seed).isEqualTo(device.readings.size());
      assertThat(state.buffered()).as("seed=%d", seed).isZero();
    }
  }

  private static Alignment on(Alignment random, Grid grid) {
    List<Channel> channels = new ArrayList<>();
    for (Channel channel : random.layout().measured()) {
      boolean ofTheTick = channel.aggregate() == Aggregate.SUM;
      ofTheTick |= channel.aggregate() == Aggregate.COUNT;
      // A frame must tell when its reading was: a sum or a count does not.
      Aggregate aggregate = ofTheTick ? Aggregate.LAST : channel.aggregate();
      channels.add(
          new Channel(channel.name(), aggregate, new Hold(0), channel.waitMicros(), 1, 0)
              .withDuplicates(channel.duplicates()));
    }
    return new Alignment(grid, new ChannelLayout(channels), random.bounds(), 5);
  }

  /** Looks at every frame that leaves. */
  private static final class Ticks implements FrameBlockSink {

    private final long seed;
    private long releasedMicros = Long.MIN_VALUE;
    private boolean segmentMustStart = true;

    Ticks(long seed) {
      this.seed = seed;
    }

    void segmentMustStart() {
      segmentMustStart = true;
    }

    @Override
    public void accept(FrameBlock block) {
      if (segmentMustStart) {
        assertThat(block.segmentStart()).as("seed=%d", seed).isTrue();
        segmentMustStart = false;
      }
      for (int f = 0; f < block.frames(); f++) {
        long start = block.timeOf(f);
        long end = block.timeOf(f + 1);
        assertThat(start).as("seed=%d", seed).isGreaterThanOrEqualTo(releasedMicros);
        releasedMicros = end;
        for (int at = f * block.channels(); at < (f + 1) * block.channels(); at++) {
          if (block.mask()[at] == Mask.OBSERVED) {
            assertThat((double) block.values()[at])
                .as("seed=%d", seed)
                .isBetween((double) start, (double) end);
          }
        }
      }
    }
  }
}
