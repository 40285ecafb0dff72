/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.pipeline.config;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.util.Objects;

/**
 * What a device may do with time; see {@code io.tapline.alignment.TimeBounds}.
 *
 * @param maxGap null for a second, or a tick where that is longer
 * @param resetAfter how long all of a device's readings are late before its clock counts as set
 *     back
 * @param forgetAfter null for 30 days, or twice what is remembered where that is longer
 */
public record TimeConfig(
    Duration disorder,
    @JsonProperty("wait") Duration waitFor,
    Duration maxGap,
    Duration maxAhead,
    Duration idleFlush,
    Duration forgetAfter,
    Duration resetAfter,
    DuplicatesConfig duplicates) {

  /** Which of several readings of one channel with equal times is framed. */
  public enum DuplicatesConfig {
    FIRST,
    LAST,
    MEAN
  }

  public TimeConfig {
    disorder = Objects.requireNonNullElse(disorder, Duration.ofMillis(100));
    waitFor = Objects.requireNonNullElse(waitFor, Duration.ofSeconds(1));
    maxAhead = Objects.requireNonNullElse(maxAhead, Duration.ofMinutes(1));
    idleFlush = Objects.requireNonNullElse(idleFlush, Duration.ofSeconds(10));
    resetAfter = Objects.requireNonNullElse(resetAfter, Duration.ofSeconds(30));
    duplicates = Objects.requireNonNullElse(duplicates, DuplicatesConfig.FIRST);
  }

  static TimeConfig defaults() {
    return new TimeConfig(null, null, null, null, null, null, null, null);
  }
}
