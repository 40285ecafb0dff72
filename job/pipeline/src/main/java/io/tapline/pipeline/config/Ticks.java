/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.pipeline.config;

import io.tapline.alignment.Grid;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.apache.flink.util.TimeUtils;

/** The grid that is configured, and the defaults that follow from it. */
public final class Ticks {

  private static final Duration SECOND = Duration.ofSeconds(1);

  private final Grid grid;
  private final String text;

  private Ticks(Grid grid, String text) {
    this.grid = grid;
    this.text = text;
  }

  /** The ticks of a valid grid, and none of another. */
  static Optional<Ticks> of(GridConfig config) {
    try {
      return Optional.of(require(config));
    } catch (IllegalArgumentException | ArithmeticException e) {
      return Optional.empty();
    }
  }

  /**
   * The ticks of a grid.
   *
   * @throws IllegalArgumentException where there can be no such grid; the message says why
   */
  public static Ticks require(GridConfig config) {
    if ((config.period() == null) == (config.rate() == null)) {
      throw new IllegalArgumentException("give a period or a rate, one of the two");
    }
    if (config.rate() != null) {
      return new Ticks(Grid.ofRate(config.originMicros(), config.rate()), config.rate() + " Hz");
    }
    long micros = config.period().dividedBy(ChronoUnit.MICROS.getDuration());
    return new Ticks(
        new Grid(config.originMicros(), micros), TimeUtils.formatWithHighestUnit(config.period()));
  }

  public Grid grid() {
    return grid;
  }

  /** A tick's length, or their rate, as configured. */
  String text() {
    return text;
  }

  boolean isShorterThanATick(Duration duration) {
    return duration.compareTo(atLeastOneTick()) < 0;
  }

  /** A second, or a tick where that is longer: how long a value is held unless told. */
  public Duration defaultMaxAge() {
    return secondOrTick();
  }

  /** The longest gap that is filled: as told, or a second, or a tick where that is longer. */
  public Duration maxGap(TimeConfig time) {
    return time.maxGap() == null ? secondOrTick() : time.maxGap();
  }

  private Duration secondOrTick() {
    Duration tick = atLeastOneTick();
    return tick.compareTo(SECOND) > 0 ? tick : SECOND;
  }

  private Duration atLeastOneTick() {
    return Duration.of((long) Math.ceil(grid.periodMicros()), ChronoUnit.MICROS);
  }
}
