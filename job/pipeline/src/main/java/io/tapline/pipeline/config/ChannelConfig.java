/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.pipeline.config;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * One channel of the frame: measured, or derived from measured ones.
 *
 * @param normOf the measured channels whose norm it is; null of a measured channel
 * @param aggregate null only of a derived channel, where it does not belong
 * @param fill null only of a derived channel, where it does not belong
 * @param maxAge for fill hold; 1 s where absent
 * @param constant for fill constant
 * @param waitFor instead of {@code time.wait}; null where absent
 */
public record ChannelConfig(
    String name,
    List<String> normOf,
    AggregateConfig aggregate,
    FillConfig fill,
    Duration maxAge,
    Double constant,
    @JsonProperty("wait") Duration waitFor,
    Double scale,
    Double offset) {

  /** How several readings of a tick become one value. */
  public enum AggregateConfig {
    LAST,
    MEAN
  }

  /** What stands in for a reading in a tick without one. */
  public enum FillConfig {
    HOLD,
    CONSTANT
  }

  public ChannelConfig {
    if (normOf == null) {
      aggregate = Objects.requireNonNullElse(aggregate, AggregateConfig.LAST);
      fill = Objects.requireNonNullElse(fill, FillConfig.HOLD);
    } else {
      normOf = List.copyOf(normOf);
    }
    scale = Objects.requireNonNullElse(scale, 1.0);
    offset = Objects.requireNonNullElse(offset, 0.0);
  }

  /** Whether no reading carries it. */
  public boolean isDerived() {
    return normOf != null;
  }
}
