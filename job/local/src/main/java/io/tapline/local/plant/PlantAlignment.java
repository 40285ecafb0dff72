/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.local.plant;

import io.tapline.alignment.Aggregate;
import io.tapline.alignment.Alignment;
import io.tapline.alignment.Channel;
import io.tapline.alignment.ChannelLayout;
import io.tapline.alignment.Fill;
import io.tapline.alignment.Grid;
import io.tapline.alignment.TimeBounds;
import java.util.List;
import java.util.stream.Stream;

/**
 * How a plant's readings become the frames that its network was trained on: what a pipeline for it
 * must configure.
 */
public final class PlantAlignment {

  /** The grid of the fastest sensors: 400 Hz. */
  private static final Grid GRID = new Grid(0, Machine.STEP_MICROS);

  /**
   * A little over {@link Uplink#LAG_BOUND_MICROS}, so that only what is far too late is rejected.
   */
  private static final long DISORDER_MICROS = 400_000;

  private static final long MAX_GAP_MICROS = 1_000_000;
  private static final long MAX_AHEAD_MICROS = 10_000_000;
  private static final long IDLE_FLUSH_MICROS = 5_000_000;

  /** Thirty days, as long as a pipeline remembers unless told. */
  private static final long FORGET_AFTER_MICROS = 30L * 24 * 3600 * 1_000_000;

  private static final long WAIT_MICROS = 300_000;
  private static final int BLOCK_FRAMES = 64;

  private PlantAlignment() {}

  public static Alignment alignment() {
    List<Channel> channels = Stream.of(PlantChannel.values()).map(PlantAlignment::channel).toList();
    return new Alignment(
        GRID,
        new ChannelLayout(channels),
        new TimeBounds(
            DISORDER_MICROS,
            MAX_GAP_MICROS,
            MAX_AHEAD_MICROS,
            IDLE_FLUSH_MICROS,
            FORGET_AFTER_MICROS),
        BLOCK_FRAMES);
  }

  private static Channel channel(PlantChannel channel) {
    boolean fillsEveryTick = channel.rateHz() == Machine.RATE_HZ;
    return new Channel(
        channel.channelName(),
        fillsEveryTick ? Aggregate.MEAN : Aggregate.LAST,
        new Fill.Hold(maxAgeMicros(channel)),
        waitMicros(channel),
        channel.scale(),
        channel.offset());
  }

  /** Bridges a few lost samples, not a lost upload. */
  private static long maxAgeMicros(PlantChannel channel) {
    return switch (channel.rateHz()) {
      case 1 -> 3_000_000;
      case 10 -> 500_000;
      default -> 50_000;
    };
  }

  /**
   * A sample a second holds nobody up: the disorder bound alone gives it the time that it needs.
   */
  private static long waitMicros(PlantChannel channel) {
    return channel.rateHz() == 1 ? 0 : WAIT_MICROS;
  }
}
