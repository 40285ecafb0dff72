/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.pipeline;

import io.tapline.alignment.Aggregate;
import io.tapline.alignment.Alignment;
import io.tapline.alignment.Channel;
import io.tapline.alignment.ChannelLayout;
import io.tapline.alignment.Derivation;
import io.tapline.alignment.DerivedChannel;
import io.tapline.alignment.Duplicates;
import io.tapline.alignment.Fill;
import io.tapline.alignment.FrameChannel;
import io.tapline.alignment.LateReadings;
import io.tapline.alignment.Mask;
import io.tapline.alignment.MaskChannel;
import io.tapline.alignment.Partitioning;
import io.tapline.alignment.TimeBounds;
import io.tapline.alignment.ValidRange;
import io.tapline.pipeline.config.ChannelConfig;
import io.tapline.pipeline.config.ChannelConfig.LateConfig;
import io.tapline.pipeline.config.ChannelConfig.RangeConfig;
import io.tapline.pipeline.config.InputConfig;
import io.tapline.pipeline.config.Memory;
import io.tapline.pipeline.config.PipelineConfig;
import io.tapline.pipeline.config.Ticks;
import io.tapline.pipeline.config.TimeConfig;
import io.tapline.pipeline.config.TimeConfig.DuplicatesConfig;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** From the words of the configuration to those of the alignment. */
final class AlignmentFactory {

  private final TimeConfig time;
  private final Duration forgetAfter;
  private final Ticks ticks;

  private AlignmentFactory(PipelineConfig config) {
    time = config.time();
    ticks = Ticks.require(config.grid());
    forgetAfter = new Memory(config, ticks).forgetAfter();
  }

  static Alignment of(PipelineConfig config) {
    AlignmentFactory factory = new AlignmentFactory(config);
    return new Alignment(
        factory.ticks.grid(),
        new ChannelLayout(config.channels().stream().map(factory::channel).toList()),
        factory.bounds(),
        config.execution().blockFrames(),
        partitioning(config.input()));
  }

  private static Partitioning partitioning(InputConfig input) {
    if (input == null) {
      return Partitioning.ONE_PARTITION;
    }
    return input.topics().size() == 1 ? Partitioning.ONE_TOPIC : Partitioning.SEVERAL_TOPICS;
  }

  private TimeBounds bounds() {
    return new TimeBounds(
        micros(time.disorder()),
        micros(ticks.maxGap(time)),
        micros(time.maxAhead()),
        micros(time.idleFlush()),
        micros(forgetAfter),
        micros(time.resetAfter()));
  }

  private FrameChannel channel(ChannelConfig channel) {
    return channel.isDerived() ? derived(channel) : measured(channel);
  }

  private static FrameChannel derived(ChannelConfig channel) {
    Map.Entry<String, List<String>> way = channel.sources().entrySet().iterator().next();
    List<String> sources = way.getValue();
    return switch (way.getKey()) {
      case "norm-of" -> derived(channel, Derivation.NORM, sources);
      case "sum-of" -> derived(channel, Derivation.SUM, sources);
      case "difference-of" -> derived(channel, Derivation.DIFFERENCE, sources);
      case "product-of" -> derived(channel, Derivation.PRODUCT, sources);
      case "ratio-of" -> derived(channel, Derivation.RATIO, sources);
      case "change-of" -> derived(channel, Derivation.CHANGE, sources);
      case "observed-of" -> mask(channel, Mask.OBSERVED, sources);
      case "filled-of" -> mask(channel, Mask.FILLED, sources);
      case "missing-of" -> mask(channel, Mask.MISSING, sources);
      default -> throw new IllegalStateException("no such way: key=" + way.getKey());
    };
  }

  private static FrameChannel derived(
      ChannelConfig channel, Derivation derivation, List<String> sources) {
    return new DerivedChannel(
        channel.name(), derivation, sources, channel.scale(), channel.offset());
  }

  private static FrameChannel mask(ChannelConfig channel, byte origin, List<String> sources) {
    return new MaskChannel(
        channel.name(), sources.get(0), origin, channel.scale(), channel.offset());
  }

  private Channel measured(ChannelConfig channel) {
    Duration waitFor = Objects.requireNonNullElse(channel.waitFor(), time.waitFor());
    return new Channel(
        channel.name(),
        Aggregate.valueOf(channel.aggregate().name()),
        fill(channel),
        micros(waitFor),
        channel.scale(),
        channel.offset(),
        duplicates(Objects.requireNonNullElse(channel.duplicates(), time.duplicates())),
        channel.late() == LateConfig.CARRY ? LateReadings.CARRY : LateReadings.REJECT,
        range(channel.validRange()),
        channel.timeOffset() == null ? 0 : micros(channel.timeOffset()));
  }

  private static Duplicates duplicates(DuplicatesConfig which) {
    return switch (which) {
      case FIRST -> Duplicates.FIRST_WINS;
      case LAST -> Duplicates.LAST_WINS;
      case MEAN -> Duplicates.MEAN;
    };
  }

  private static ValidRange range(RangeConfig range) {
    return range == null
        ? ValidRange.ANY
        : new ValidRange(
            Objects.requireNonNullElse(range.min(), ValidRange.ANY.min()),
            Objects.requireNonNullElse(range.max(), ValidRange.ANY.max()));
  }

  private Fill fill(ChannelConfig channel) {
    return switch (channel.fill()) {
      case HOLD ->
          new Fill.Hold(
              micros(Objects.requireNonNullElse(channel.maxAge(), ticks.defaultMaxAge())));
      case LINEAR -> new Fill.Linear(micros(channel.lookAhead()));
      case CONSTANT -> new Fill.Constant(channel.constant());
    };
  }

  private static long micros(Duration duration) {
    return duration.dividedBy(ChronoUnit.MICROS.getDuration());
  }
}
