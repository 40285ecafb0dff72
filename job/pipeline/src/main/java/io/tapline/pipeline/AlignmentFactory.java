/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.pipeline;

import io.tapline.alignment.Aggregate;
import io.tapline.alignment.Alignment;
import io.tapline.alignment.Channel;
import io.tapline.alignment.ChannelLayout;
import io.tapline.alignment.Duplicates;
import io.tapline.alignment.Fill;
import io.tapline.alignment.FrameChannel;
import io.tapline.alignment.Grid;
import io.tapline.alignment.NormChannel;
import io.tapline.alignment.TimeBounds;
import io.tapline.pipeline.config.ChannelConfig;
import io.tapline.pipeline.config.PipelineConfig;
import io.tapline.pipeline.config.TimeConfig;
import java.time.Duration;
import java.time.temporal.ChronoUnit;

/** From the words of the configuration to those of the alignment. */
final class AlignmentFactory {

  private static final Duration DEFAULT_MAX_AGE = Duration.ofSeconds(1);

  private AlignmentFactory() {}

  static Alignment of(PipelineConfig config) {
    TimeConfig time = config.time();
    return new Alignment(
        new Grid(config.grid().originMicros(), micros(config.grid().period())),
        new ChannelLayout(
            config.channels().stream().map(channel -> channel(channel, time)).toList()),
        new TimeBounds(
            micros(time.disorder()),
            micros(time.maxGap()),
            micros(time.maxAhead()),
            micros(time.idleFlush())),
        switch (time.duplicates()) {
          case FIRST -> Duplicates.FIRST_WINS;
          case LAST -> Duplicates.LAST_WINS;
        },
        config.execution().blockFrames());
  }

  private static FrameChannel channel(ChannelConfig channel, TimeConfig time) {
    return channel.isDerived()
        ? new NormChannel(channel.name(), channel.normOf(), channel.scale(), channel.offset())
        : measured(channel, time);
  }

  private static Channel measured(ChannelConfig channel, TimeConfig time) {
    Duration waitFor = channel.waitFor() == null ? time.waitFor() : channel.waitFor();
    return new Channel(
        channel.name(),
        switch (channel.aggregate()) {
          case LAST -> Aggregate.LAST;
          case MEAN -> Aggregate.MEAN;
        },
        fill(channel),
        micros(waitFor),
        channel.scale(),
        channel.offset());
  }

  private static Fill fill(ChannelConfig channel) {
    Duration maxAge = channel.maxAge() == null ? DEFAULT_MAX_AGE : channel.maxAge();
    return switch (channel.fill()) {
      case HOLD -> new Fill.Hold(micros(maxAge));
      case CONSTANT -> new Fill.Constant(channel.constant());
    };
  }

  private static long micros(Duration duration) {
    return duration.dividedBy(ChronoUnit.MICROS.getDuration());
  }
}
