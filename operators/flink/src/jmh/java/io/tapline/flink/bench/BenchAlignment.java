/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.flink.bench;

import io.tapline.alignment.Aggregate;
import io.tapline.alignment.Alignment;
import io.tapline.alignment.Channel;
import io.tapline.alignment.ChannelLayout;
import io.tapline.alignment.Fill;
import io.tapline.alignment.Grid;
import io.tapline.alignment.TimeBounds;
import java.util.stream.IntStream;

/** The alignment that is measured: 100 frames a second, and a short wait for what is late. */
final class BenchAlignment {

  static final long PERIOD_MILLIS = 10;

  static final long PERIOD_MICROS = PERIOD_MILLIS * 1_000;

  private static final long SECOND = 1_000_000;
  private static final int BLOCK_FRAMES = 64;

  private BenchAlignment() {}

  /** Channels by turns with the last reading of a tick and with the mean. */
  static Alignment of(int channels, int disorderTicks) {
    return new Alignment(
        new Grid(0, PERIOD_MICROS),
        new ChannelLayout(IntStream.range(0, channels).mapToObj(BenchAlignment::channel).toList()),
        new TimeBounds(disorderTicks * PERIOD_MICROS, SECOND, 60 * SECOND, 30 * SECOND),
        BLOCK_FRAMES);
  }

  private static Channel channel(int number) {
    Aggregate aggregate = number % 2 == 0 ? Aggregate.LAST : Aggregate.MEAN;
    return new Channel("channel-" + number, aggregate, new Fill.Hold(SECOND), SECOND, 1, 0);
  }
}
