/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.cli.plan;

import io.tapline.alignment.Alignment;
import io.tapline.alignment.Fill;
import io.tapline.cli.TextTable;
import io.tapline.pipeline.Pipeline;
import io.tapline.pipeline.config.DeliveryConfig.Guarantee;
import io.tapline.pipeline.config.ExecutionConfig;
import io.tapline.pipeline.config.InputConfig;
import io.tapline.pipeline.config.PipelineConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How the job reads, runs, keeps its state and writes. */
final class ExecutionTable {

  private static final int NAME_WIDTH = 16;
  private static final int VALUE_WIDTH = 98;
  private static final String AS_FLINK_SAYS = "as Flink is configured";

  private record Row(String what, String value) {}

  private final Pipeline pipeline;
  private final PipelineConfig config;
  private final ExecutionConfig execution;
  private final List<Row> rows = new ArrayList<>();

  ExecutionTable(Pipeline pipeline) {
    this.pipeline = pipeline;
    config = pipeline.config();
    execution = config.execution();
  }

  String render() {
    rows.clear();
    kafka();
    delivery();
    parallelism();
    checkpoints();
    times();
    return table();
  }

  /** Only the times that decide how readings become frames. */
  String renderTimes() {
    rows.clear();
    times();
    return table();
  }

  private String table() {
    return TextTable.render(
        rows,
        List.of(
            TextTable.plain(NAME_WIDTH).with(Row::what),
            TextTable.plain(VALUE_WIDTH).with(Row::value)));
  }

  private void kafka() {
    if (config.kafka() != null) {
      add("kafka", config.kafka().bootstrapServers());
    }
    InputConfig input = config.input();
    if (input != null) {
      add("reading", "in group " + config.group() + ", starting at " + start(input.start()));
      add(
          "watermark",
          Quantities.time(input.outOfOrderness())
              + " behind the records' timestamps; a partition is idle at its end after "
              + Quantities.time(input.idleAfter())
              + ", and read "
              + Quantities.time(input.maxDrift())
              + " ahead of others at most");
      add(
          "partitions",
          "order is known within one: key records by device, so that a device waits for no other");
      add(
          "waiting",
          "a channel that has not come yet, or whose key decides no partition, is given up once all "
              + "partitions are read past its wait");
    }
  }

  private void delivery() {
    add("delivery", word(config.delivery().guarantee()));
    if (config.delivery().guarantee() != Guarantee.EXACTLY_ONCE) {
      return;
    }
    Duration timeout = config.delivery().transactionTimeout();
    Duration longest = execution.longestUntilCommit();
    add(
        "transactions",
        "begin with "
            + config.transactionalIdPrefix()
            + "; time out after "
            + Quantities.time(timeout)
            + ", "
            + Quantities.time(timeout.minus(longest))
            + " beyond the slowest commit, which is a checkpoint interval + "
            + (ExecutionConfig.TOLERABLE_FAILURES + 1)
            + " timeouts + a restart, "
            + Quantities.time(longest));
  }

  private void parallelism() {
    String parallelism =
        execution.parallelism() == null ? AS_FLINK_SAYS : execution.parallelism().toString();
    add("parallelism", parallelism + ", at most " + execution.maxParallelism());
    add(
        "max-devices",
        "%,d kept at a time; readings of others are rejected until one is forgotten"
            .formatted(execution.maxDevices()));
  }

  private void checkpoints() {
    add(
        "checkpoints",
        "every "
            + Quantities.time(execution.checkpointInterval())
            + ", given up after "
            + Quantities.time(execution.checkpointTimeout())
            + ", to "
            + (execution.checkpointDir() == null
                ? "where Flink is configured to write them"
                : execution.checkpointDir()));
    add(
        "state backend",
        execution.stateBackend() == null ? AS_FLINK_SAYS : execution.stateBackend());
  }

  private void times() {
    Alignment alignment = pipeline.alignment();
    long maxGap = alignment.bounds().maxGapMicros();
    add(
        "max-gap",
        "%s is filled at most, in %,d ticks without a reading: a silence of one tick more always is, of"
                .formatted(micros(maxGap), alignment.grid().ticksIn(maxGap))
            + " two more never; between, it depends on where in their ticks its readings lie");
    if (alignment.layout().measured().stream().anyMatch(c -> c.fill() instanceof Fill.Hold)) {
      add("max-age", "of a held value: from its reading's time to the start of the tick it fills");
    }
    add(
        "max-ahead",
        micros(pipeline.alignment().bounds().maxAheadMicros())
            + " past its record's timestamp a reading is refused");
    add(
        "idle-flush",
        Quantities.time(ReleaseDelay.of(alignment).idleFlushMicros())
            + " after its last record a device's tail is released");
    add(
        "forget-after",
        micros(pipeline.alignment().bounds().forgetAfterMicros())
            + " after its last record nothing is kept of a device");
  }

  private void add(String what, String value) {
    rows.add(new Row(what, value));
  }

  private static String start(InputConfig.Start start) {
    return switch (start) {
      case COMMITTED -> "the group's committed offsets, else at the topics' beginning";
      case EARLIEST -> "the topics' beginning";
      case LATEST -> "the topics' end";
    };
  }

  private static String micros(long micros) {
    return Quantities.time(micros);
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
