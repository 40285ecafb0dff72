/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.pipeline.config;

import io.tapline.pipeline.config.DeliveryConfig.Guarantee;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.util.TimeUtils;

/** Finds what no single key is to blame for: settings that contradict each other. */
public final class ConfigCheck {

  private static final Duration LONGEST = Duration.ofDays(100L * 365);

  /** Flink takes a shorter one as none at all. */
  private static final Duration SHORTEST_CHECKPOINT = Duration.ofMillis(10);

  /** Kafka's clients count a transaction's milliseconds in 32 bits. */
  private static final Duration LONGEST_TRANSACTION = Duration.ofMillis(Integer.MAX_VALUE);

  /** The least that a rejected record and its coordinates, names cut short, can be made to fit. */
  public static final int SMALLEST_REQUEST = 16_384;

  /** Kafka's rule for topics. */
  private static final String TOPIC_NAME = "(?!\\.{1,2}$)[a-zA-Z0-9._-]{1,249}";

  private final PipelineConfig config;
  private final List<String> problems = new ArrayList<>();

  private ConfigCheck(PipelineConfig config) {
    this.config = config;
  }

  /** One line a contradiction; none where the configuration can be run. */
  public static List<String> problemsOf(PipelineConfig config) {
    ConfigCheck check = new ConfigCheck(config);
    check.input();
    check.grid();
    check.times();
    check.channels();
    check.topics();
    check.delivery();
    return check.problems;
  }

  private void input() {
    if (config.input() != null) {
      atMost("input.out-of-orderness", config.input().outOfOrderness());
      atMost("input.idle-after", config.input().idleAfter());
      atMost("input.max-drift", config.input().maxDrift());
      if (config.input().idleAfter().isZero()) {
        problems.add("input.idle-after: must be above 0, or every partition is idle always");
      }
    }
  }

  private void grid() {
    Duration period = config.grid().period();
    atMost("grid.period", period);
    try {
      Ticks.require(config.grid());
    } catch (IllegalArgumentException e) {
      problems.add("grid: " + e.getMessage());
    }
  }

  private void channels() {
    Set<String> names = new HashSet<>();
    DerivedChannelCheck derived = new DerivedChannelCheck(config.channels());
    for (int i = 0; i < config.channels().size(); i++) {
      ChannelConfig channel = config.channels().get(i);
      String where = "channels[" + i + "] (" + channel.name() + "): ";
      if (!names.add(channel.name())) {
        problems.add(where + "two channels have one name: name=" + channel.name());
      }
      boolean mask = channel.isMask();
      if (mask && !Float.isFinite((float) (channel.scale() + channel.offset()))) {
        problems.add(where + "scale: beyond what a frame can hold: scale=" + channel.scale());
      }
      if (!Float.isFinite(channel.offset().floatValue())) {
        problems.add(where + "offset: beyond what a frame can hold: offset=" + channel.offset());
      }
      if (channel.isDerived()) {
        derived.problemsOf(channel).forEach(problem -> problems.add(where + problem));
      } else {
        measured(where, channel);
      }
    }
  }

  private void measured(String where, ChannelConfig channel) {
    MeasuredChannelCheck.problemsOf(channel, config)
        .forEach(problem -> problems.add(where + problem));
    atMost(where + "wait", channel.waitFor());
    atMost(where + "max-age", channel.maxAge());
    atMost(where + "look-ahead", channel.lookAhead());
    if (channel.timeOffset() != null) {
      atMost(where + "time-offset", channel.timeOffset().abs());
    }
  }

  private void times() {
    atMost("time.disorder", config.time().disorder());
    atMost("time.wait", config.time().waitFor());
    atMost("time.max-gap", config.time().maxGap());
    atMost("time.max-ahead", config.time().maxAhead());
    atMost("time.idle-flush", config.time().idleFlush());
    atMost("time.forget-after", config.time().forgetAfter());
    atMost("time.reset-after", config.time().resetAfter());
    Ticks.of(config.grid()).ifPresent(this::forgetAfter);
    Duration stragglers = config.time().disorder().plus(longestWait());
    boolean told = stragglers.compareTo(LONGEST) > 0;
    if (!told && config.time().idleFlush().compareTo(stragglers) < 0) {
      problems.add(
          "time.idle-flush: must not be shorter than disorder + the longest wait, or a device's tail "
              + "is released before its stragglers may come: idle-flush="
              + TimeUtils.formatWithHighestUnit(config.time().idleFlush())
              + ", disorder + wait="
              + TimeUtils.formatWithHighestUnit(stragglers));
    }
  }

  private void forgetAfter(Ticks ticks) {
    Duration forgetAfter = config.time().forgetAfter();
    if (forgetAfter == null) {
      return;
    }
    new Memory(config, ticks)
        .byName()
        .forEach(
            (name, duration) -> {
              boolean told = duration.compareTo(LONGEST) > 0;
              if (!told && forgetAfter.compareTo(duration) <= 0) {
                problems.add(
                    "time.forget-after: must be longer than the "
                        + name
                        + ": forget-after="
                        + TimeUtils.formatWithHighestUnit(forgetAfter)
                        + ", "
                        + name
                        + "="
                        + TimeUtils.formatWithHighestUnit(duration));
              }
            });
  }

  private Duration longestWait() {
    return config.channels().stream()
        .filter(c -> !c.isDerived())
        .map(c -> c.waitFor() == null ? config.time().waitFor() : c.waitFor())
        .max(Comparator.naturalOrder())
        .orElse(Duration.ZERO);
  }

  private void atMost(String name, Duration value) {
    if (value != null && value.compareTo(LONGEST) > 0) {
      problems.add(
          name + ": longer than 100 years: value=" + TimeUtils.formatWithHighestUnit(value));
    }
  }

  private void topics() {
    Map<String, String> writers = new HashMap<>();
    config.topicsWritten().forEach((writer, topic) -> writes(writers, topic, writer));
    if (config.input() != null) {
      for (String topic : config.input().topicNames()) {
        topicName("input.topics", topic);
        if (writers.containsKey(topic)) {
          problems.add(
              writers.get(topic) + ".topic: the job would read what it writes: topic=" + topic);
        }
      }
    }
  }

  private void topicName(String where, String topic) {
    if (!topic.matches(TOPIC_NAME)) {
      problems.add(
          where
              + ": no name that Kafka takes, which is up to 249 letters, digits, '.', '_' and '-':"
              + " topic="
              + topic);
    }
  }

  private void writes(Map<String, String> writers, String topic, String writer) {
    topicName(writer + ".topic", topic);
    String other = writers.putIfAbsent(topic, writer);
    if (other != null) {
      problems.add(
          writer
              + ".topic: each output needs a topic of its own: topic="
              + topic
              + ", also="
              + other);
    }
  }

  private void delivery() {
    ExecutionConfig execution = config.execution();
    checkpoint("execution.checkpoint-interval", execution.checkpointInterval());
    checkpoint("execution.checkpoint-timeout", execution.checkpointTimeout());
    Duration transaction = config.delivery().transactionTimeout();
    if (config.delivery().guarantee() == Guarantee.EXACTLY_ONCE) {
      problems.addAll(ExactlyOnceCheck.problemsOf(config));
    }
    if (transaction.compareTo(LONGEST_TRANSACTION) > 0) {
      problems.add(
          "delivery.transaction-timeout: longer than Kafka can count: most="
              + TimeUtils.formatWithHighestUnit(LONGEST_TRANSACTION)
              + ", value="
              + TimeUtils.formatWithHighestUnit(transaction));
    }
    if (config.kafka() != null) {
      problems.addAll(ClientPropertiesCheck.problemsOf(config.kafka()));
    }
    if (config.kafka() != null && config.kafka().maxRequestBytes() < SMALLEST_REQUEST) {
      problems.add(
          "kafka.properties."
              + KafkaConfig.MAX_REQUEST_SIZE
              + ": too small for what is rejected: least="
              + SMALLEST_REQUEST);
    }
    Integer parallelism = execution.parallelism();
    if (parallelism != null && parallelism > execution.maxParallelism()) {
      problems.add(
          "execution.parallelism: more than max-parallelism: parallelism="
              + parallelism
              + ", max-parallelism="
              + execution.maxParallelism());
    }
  }

  private void checkpoint(String name, Duration value) {
    if (value.compareTo(SHORTEST_CHECKPOINT) < 0) {
      problems.add(
          name
              + ": shorter than Flink can do: least="
              + TimeUtils.formatWithHighestUnit(SHORTEST_CHECKPOINT)
              + ", value="
              + TimeUtils.formatWithHighestUnit(value));
    }
    atMost(name, value);
  }
}
