/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.pipeline.config;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.tapline.pipeline.config.TimeConfig.DuplicatesConfig;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * One channel of the frame: measured, or made of measured ones, as the one key ending in {@code
 * -of} says.
 *
 * @param aggregate null only of a channel that is not measured, where it does not belong
 * @param fill null only of a channel that is not measured, where it does not belong
 * @param maxAge for fill hold; null for a second, or a tick where that is longer
 * @param lookAhead for fill linear; null where absent
 * @param constant for fill constant
 * @param waitFor instead of {@code time.wait}; null where absent
 * @param duplicates instead of {@code time.duplicates}; null where absent
 * @param late null for reject
 * @param validRange null where every number is valid
 * @param timeOffset added to the readings' times; null for nothing
 */
public record ChannelConfig(
    String name,
    List<String> normOf,
    List<String> sumOf,
    List<String> differenceOf,
    List<String> productOf,
    List<String> ratioOf,
    String changeOf,
    String observedOf,
    String filledOf,
    String missingOf,
    AggregateConfig aggregate,
    FillConfig fill,
    Duration maxAge,
    Duration lookAhead,
    Double constant,
    @JsonProperty("wait") Duration waitFor,
    DuplicatesConfig duplicates,
    LateConfig late,
    RangeConfig validRange,
    Duration timeOffset,
    Double scale,
    Double offset) {

  /** How several readings of a tick become one value. */
  public enum AggregateConfig {
    LAST,
    FIRST,
    MEAN,
    MIN,
    MAX,
    SUM,
    COUNT;

    /** Whether a tick without readings has a value all the same, which is 0. */
    boolean isZeroOfNothing() {
      return this == SUM || this == COUNT;
    }
  }

  /** What stands in for a reading in a tick without one. */
  public enum FillConfig {
    HOLD,
    LINEAR,
    CONSTANT
  }

  /** What becomes of a reading whose tick has been released. */
  public enum LateConfig {
    REJECT,
    CARRY
  }

  /**
   * The values that a channel can have.
   *
   * @param min null for no bound
   * @param max null for no bound
   */
  public record RangeConfig(Double min, Double max) {}

  public ChannelConfig {
    normOf = copy(normOf);
    sumOf = copy(sumOf);
    differenceOf = copy(differenceOf);
    productOf = copy(productOf);
    ratioOf = copy(ratioOf);
    boolean measured =
        normOf == null
            && sumOf == null
            && differenceOf == null
            && productOf == null
            && ratioOf == null
            && changeOf == null
            && observedOf == null
            && filledOf == null
            && missingOf == null;
    if (measured) {
      aggregate = Objects.requireNonNullElse(aggregate, AggregateConfig.LAST);
      if (fill == null && aggregate.isZeroOfNothing()) {
        fill = FillConfig.CONSTANT;
        constant = Objects.requireNonNullElse(constant, 0.0);
      }
      fill = Objects.requireNonNullElse(fill, FillConfig.HOLD);
    }
    scale = Objects.requireNonNullElse(scale, 1.0);
    offset = Objects.requireNonNullElse(offset, 0.0);
  }

  private static List<String> copy(List<String> sources) {
    return sources == null ? null : List.copyOf(sources);
  }

  /** Whether no reading carries it. */
  public boolean isDerived() {
    return !sources().isEmpty();
  }

  /** Whether it tells of another channel's mask. */
  boolean isMask() {
    return observedOf != null || filledOf != null || missingOf != null;
  }

  /** By key, such as {@code norm-of}, what the channel is made of; of one key at most, if valid. */
  public Map<String, List<String>> sources() {
    Map<String, List<String>> sources = new LinkedHashMap<>();
    put(sources, "norm-of", normOf);
    put(sources, "sum-of", sumOf);
    put(sources, "difference-of", differenceOf);
    put(sources, "product-of", productOf);
    put(sources, "ratio-of", ratioOf);
    put(sources, "change-of", changeOf == null ? null : List.of(changeOf));
    put(sources, "observed-of", observedOf == null ? null : List.of(observedOf));
    put(sources, "filled-of", filledOf == null ? null : List.of(filledOf));
    put(sources, "missing-of", missingOf == null ? null : List.of(missingOf));
    return sources;
  }

  private static void put(Map<String, List<String>> sources, String key, List<String> names) {
    if (names != null) {
      sources.put(key, names);
    }
  }
}
