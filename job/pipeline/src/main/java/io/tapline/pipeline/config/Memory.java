/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.pipeline.config;

import io.tapline.pipeline.config.ChannelConfig.FillConfig;
import java.time.Duration;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * How long what a device sent can matter to a frame. It must not be forgotten sooner: its next
 * reading would be framed in another way than if it had been remembered.
 */
public final class Memory {

  private static final Duration LEAST = Duration.ofDays(30);
  private static final Duration MOST = Duration.ofDays(100L * 365);

  private final PipelineConfig config;
  private final Map<String, Duration> byName = new LinkedHashMap<>();

  /**
   * @param ticks of the configuration's grid
   */
  public Memory(PipelineConfig config, Ticks ticks) {
    this.config = config;
    byName.put("idle-flush", config.time().idleFlush());
    byName.put("max-gap", ticks.maxGap(config.time()));
    config.channels().stream()
        .filter(channel -> channel.fill() == FillConfig.HOLD)
        .map(channel -> Objects.requireNonNullElse(channel.maxAge(), ticks.defaultMaxAge()))
        .max(Comparator.naturalOrder())
        .ifPresent(longest -> byName.put("longest max-age", longest));
  }

  /** What makes it matter, and for how long. */
  Map<String, Duration> byName() {
    return byName;
  }

  /** When a silent device is forgotten: as told, or 30 days, or twice as long as it matters. */
  public Duration forgetAfter() {
    if (config.time().forgetAfter() != null) {
      return config.time().forgetAfter();
    }
    Duration twice = Collections.max(byName.values()).multipliedBy(2);
    Duration atLeast = twice.compareTo(LEAST) > 0 ? twice : LEAST;
    return atLeast.compareTo(MOST) > 0 ? MOST : atLeast;
  }
}
