/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.pipeline.config;

import io.tapline.pipeline.config.ChannelConfig.FillConfig;
import io.tapline.pipeline.config.DeliveryConfig.Guarantee;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds what no single key is to blame for: settings that contradict each other. */
public final class ConfigCheck {

  private static final Duration LONGEST = Duration.ofDays(100L * 365);

  private final PipelineConfig config;
  private final List<String> problems = new ArrayList<>();

  private ConfigCheck(PipelineConfig config) {
    this.config = config;
  }

  /** One line a contradiction; none where the configuration can be run. */
  public static List<String> problemsOf(PipelineConfig config) {
    ConfigCheck check = new ConfigCheck(config);
    check.grid();
    check.channels();
    check.times();
    check.topics();
    check.delivery();
    return check.problems;
  }

  private void grid() {
    Duration period = config.grid().period();
    if (period.isZero()) {
      problems.add("grid.period: must be longer than nothing: value=0");
    }
  }

  private void channels() {
    Set<String> names = new HashSet<>();
    for (int i = 0; i < config.channels().size(); i++) {
      ChannelConfig channel = config.channels().get(i);
      String where = "channels[" + i + "] (" + channel.name() + "): ";
      if (!names.add(channel.name())) {
        problems.add(where + "two channels have one name: name=" + channel.name());
      }
      if (channel.fill() == FillConfig.CONSTANT && channel.constant() == null) {
        problems.add(where + "fill constant needs a value: constant is missing");
      }
      if (channel.fill() == FillConfig.CONSTANT && channel.maxAge() != null) {
        problems.add(where + "max-age belongs to fill hold: fill=constant");
      }
      if (channel.fill() == FillConfig.HOLD && channel.constant() != null) {
        problems.add(where + "constant belongs to fill constant: fill=hold");
      }
      atMost(where + "wait", channel.waitFor());
      atMost(where + "max-age", channel.maxAge());
    }
  }

  private void times() {
    atMost("time.disorder", config.time().disorder());
    atMost("time.wait", config.time().waitFor());
    atMost("time.max-gap", config.time().maxGap());
    atMost("time.max-ahead", config.time().maxAhead());
    atMost("time.idle-flush", config.time().idleFlush());
  }

  private void atMost(String name, Duration value) {
    if (value != null && value.compareTo(LONGEST) > 0) {
      problems.add(name + ": longer than 100 years: value=" + value);
    }
  }

  private void topics() {
    Map<String, String> writers = new HashMap<>();
    config.outputs().forEach((name, topic) -> writes(writers, topic.topic(), "outputs." + name));
    writes(writers, config.rejected().topic(), "rejected");
    if (config.input() != null) {
      for (String topic : config.input().topics()) {
        if (writers.containsKey(topic)) {
          problems.add(
              writers.get(topic) + ".topic: the job would read what it writes: topic=" + topic);
        }
      }
    }
  }

  private void writes(Map<String, String> writers, String topic, String writer) {
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
    if (execution.checkpointInterval().isZero()) {
      problems.add("execution.checkpoint-interval: must be longer than nothing: value=0");
    }
    Duration longest = execution.checkpointInterval().plus(execution.checkpointTimeout());
    Duration transaction = config.delivery().transactionTimeout();
    if (config.delivery().guarantee() == Guarantee.EXACTLY_ONCE
        && transaction.compareTo(longest) <= 0) {
      problems.add(
          "delivery.transaction-timeout: must outlast checkpoint-interval + checkpoint-timeout, or "
              + "Kafka aborts what a slow checkpoint was about to commit: transaction-timeout="
              + transaction.toMillis()
              + "ms, checkpoint-interval + checkpoint-timeout="
              + longest.toMillis()
              + "ms");
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
}
