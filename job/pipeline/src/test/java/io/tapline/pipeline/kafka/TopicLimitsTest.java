/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.pipeline.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.junit.jupiter.api.Test;

/** Timestamps of records are those that their topic takes, and else those that are wanted. */
class TopicLimitsTest {

  private static final long NOW = 1_800_000_000_000L;
  private static final long MINUTE = 60_000;
  private static final long HOUR = 60 * MINUTE;

  @Test
  void shouldKeepTimestampsThatKafkaTakesByDefault() {
    for (TopicLimits limits : List.of(TopicLimits.DEFAULTS, limits(Map.of()))) {
      assertThat(limits.stamp(0, NOW)).isZero();
      assertThat(limits.stamp(-1, NOW)).isZero();
      assertThat(limits.stamp(NOW + 59 * MINUTE, NOW)).isEqualTo(NOW + 59 * MINUTE);
    }
  }

  @Test
  void shouldClampWhatIsTooFarAhead() {
    TopicLimits limits = limits(Map.of("message.timestamp.after.max.ms", "3600000"));
    assertThat(limits.stamp(NOW + 5 * HOUR, NOW)).isEqualTo(NOW + HOUR - 5_000);
    assertThat(limits.stamp(Long.MAX_VALUE / 1_000, NOW)).isEqualTo(NOW + HOUR - 5_000);
    assertThat(limits.stamp(NOW - 365 * 24 * HOUR, NOW)).isEqualTo(NOW - 365 * 24 * HOUR);
  }

  @Test
  void shouldClampWhatIsTooOldOrWouldBeUntilItIsDelivered() {
    TopicLimits limits = limits(Map.of("message.timestamp.before.max.ms", "3600000"));
    assertThat(limits.stamp(0, NOW)).isEqualTo(NOW - 58 * MINUTE);
    assertThat(limits.stamp(NOW - 59 * MINUTE, NOW)).isEqualTo(NOW - 58 * MINUTE);
    assertThat(limits.stamp(NOW - 57 * MINUTE, NOW)).isEqualTo(NOW - 57 * MINUTE);
  }

  @Test
  void shouldReadTheOneBoundOfAnOldBroker() {
    TopicLimits limits = limits(Map.of("message.timestamp.difference.max.ms", "3600000"));
    assertThat(limits.stamp(0, NOW)).isEqualTo(NOW - 58 * MINUTE);
    assertThat(limits.stamp(NOW + 5 * HOUR, NOW)).isEqualTo(NOW + HOUR - 5_000);
  }

  @Test
  void shouldLeaveTheTimeToATopicThatStampsItself() {
    TopicLimits limits =
        limits(
            Map.of(
                "message.timestamp.type",
                "LogAppendTime",
                "message.timestamp.before.max.ms",
                "1",
                "message.timestamp.after.max.ms",
                "1"));
    assertThat(limits.stamp(17, NOW)).isEqualTo(17);
    assertThat(limits.stamp(NOW + 5 * HOUR, NOW)).isEqualTo(NOW + 5 * HOUR);
  }

  @Test
  void shouldAlwaysGiveWhatATopicTakesNow() {
    SplittableRandom random = new SplittableRandom(4);
    for (int i = 0; i < 10_000; i++) {
      long before = bound(random);
      long after = bound(random);
      TopicLimits limits =
          limits(
              Map.of(
                  "message.timestamp.before.max.ms",
                  Long.toString(before),
                  "message.timestamp.after.max.ms",
                  Long.toString(after)));
      long wanted = random.nextBoolean() ? random.nextLong() : NOW + random.nextLong(-HOUR, HOUR);
      long stamp = limits.stamp(wanted, NOW);
      assertThat(NOW - stamp)
          .as("before=%d, after=%d, wanted=%d", before, after, wanted)
          .isLessThanOrEqualTo(before)
          .isGreaterThanOrEqualTo(-after);
      assertThat(limits.stamp(stamp, NOW)).isEqualTo(stamp);
    }
  }

  private static long bound(SplittableRandom random) {
    return switch (random.nextInt(4)) {
      case 0 -> random.nextLong(10_000);
      case 1 -> random.nextLong(HOUR);
      case 2 -> 1_000L * HOUR * 24 * 365;
      default -> Long.MAX_VALUE;
    };
  }

  private static TopicLimits limits(Map<String, String> settings) {
    return TopicLimits.of(
        new Config(
            settings.entrySet().stream()
                .map(each -> new ConfigEntry(each.getKey(), each.getValue()))
                .toList()));
  }
}
