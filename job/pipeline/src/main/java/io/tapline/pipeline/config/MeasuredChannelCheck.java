/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.pipeline.config;

import io.tapline.pipeline.config.ChannelConfig.FillConfig;
import io.tapline.pipeline.config.ChannelConfig.LateConfig;
import io.tapline.pipeline.config.ChannelConfig.RangeConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.util.TimeUtils;

/** Whether what a measured channel says of its readings goes together, and with the grid. */
final class MeasuredChannelCheck {

  private final ChannelConfig channel;
  private final List<String> problems = new ArrayList<>();

  private MeasuredChannelCheck(ChannelConfig channel) {
    this.channel = channel;
  }

  /** One line a contradiction, without the channel's own place. */
  static List<String> problemsOf(ChannelConfig channel, PipelineConfig config) {
    MeasuredChannelCheck check = new MeasuredChannelCheck(channel);
    check.belongs("constant", channel.constant(), FillConfig.CONSTANT);
    check.belongs("max-age", channel.maxAge(), FillConfig.HOLD);
    check.belongs("look-ahead", channel.lookAhead(), FillConfig.LINEAR);
    check.needs("constant", channel.constant(), FillConfig.CONSTANT);
    check.needs("look-ahead", channel.lookAhead(), FillConfig.LINEAR);
    check.late();
    check.values();
    Ticks.of(config.grid()).ifPresent(ticks -> check.durations(ticks, config.time()));
    return check.problems;
  }

  private void belongs(String key, Object value, FillConfig fill) {
    if (value != null && channel.fill() != fill) {
      problems.add(key + " belongs to fill " + word(fill) + ": fill=" + word(channel.fill()));
    }
  }

  private void needs(String key, Object value, FillConfig fill) {
    if (value == null && channel.fill() == fill) {
      problems.add("fill " + word(fill) + " needs a value: " + key + " is missing");
    }
  }

  private static String word(Enum<?> constant) {
    return KebabCaseEnums.word(constant);
  }

  private void late() {
    if (channel.late() == LateConfig.CARRY && channel.fill() != FillConfig.HOLD) {
      problems.add(
          "late: only what is held can be refreshed by a late reading: fill="
              + word(channel.fill()));
    }
  }

  private void values() {
    RangeConfig range = channel.validRange();
    if (range != null && range.min() != null && range.max() != null && range.min() > range.max()) {
      problems.add(
          "valid-range: its least is above its greatest value: min="
              + range.min()
              + ", max="
              + range.max());
    }
    Double constant = channel.constant();
    if (constant != null
        && !Float.isFinite((float) (constant * channel.scale() + channel.offset()))) {
      problems.add(
          "constant: beyond what a frame can hold: constant * scale + offset is no number");
    }
  }

  private void durations(Ticks ticks, TimeConfig time) {
    if (channel.maxAge() != null && ticks.isShorterThanATick(channel.maxAge())) {
      problems.add(
          "max-age: shorter than a tick, so that a value is hardly ever held: max-age="
              + text(channel.maxAge())
              + ", period="
              + ticks.text());
    }
    if (channel.lookAhead() != null) {
      if (ticks.isShorterThanATick(channel.lookAhead())) {
        problems.add(
            "look-ahead: shorter than a tick, so that no later value is ever seen: look-ahead="
                + text(channel.lookAhead())
                + ", period="
                + ticks.text());
      }
      if (channel.lookAhead().compareTo(ticks.maxGap(time)) > 0) {
        problems.add(
            "look-ahead: beyond max-gap, where another segment begins: look-ahead="
                + text(channel.lookAhead())
                + ", max-gap="
                + text(ticks.maxGap(time)));
      }
    }
  }

  private static String text(Duration duration) {
    return TimeUtils.formatWithHighestUnit(duration);
  }
}
