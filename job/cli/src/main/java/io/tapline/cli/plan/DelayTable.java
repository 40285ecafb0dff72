/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.cli.plan;

import io.tapline.cli.TextTable;
import io.tapline.pipeline.config.DeliveryConfig.Guarantee;
import io.tapline.pipeline.config.PipelineConfig;
import java.util.ArrayList;
import java.util.List;

/** What every policy adds to the way from a reading to its result, and what that sums up to. */
final class DelayTable {

  private static final int WHY_WIDTH = 92;

  private final ReleaseDelay delay;
  private final PipelineConfig config;

  private record Row(String policy, String adds, String why) {}

  DelayTable(ReleaseDelay delay, PipelineConfig config) {
    this.delay = delay;
    this.config = config;
  }

  /**
   * To a result.
   *
   * @param modelFrames index of the frame that brings the model's first output
   */
  String render(long modelFrames) {
    List<Row> rows = new ArrayList<>(alignment());
    rows.add(model(modelFrames));
    rows.add(visibility());
    return render(rows, sums());
  }

  /** To a frame. */
  String renderFrames() {
    return render(alignment(), List.of(released(), tail()));
  }

  private static String render(List<Row> rows, List<String> sums) {
    return TextTable.render(
            rows,
            List.of(
                TextTable.text("Policy").with(Row::policy),
                TextTable.text("Adds").with(Row::adds),
                TextTable.text("Because", WHY_WIDTH).with(Row::why)))
        + TextTable.sentences(sums);
  }

  private List<Row> alignment() {
    return List.of(tick(), disorder(), lookAhead(), waiting(), block());
  }

  private Row tick() {
    return new Row(
        "tick", upTo(delay.tickMicros()), "a reading waits for its tick's end, wherever it stands");
  }

  private Row disorder() {
    return new Row(
        "disorder",
        Quantities.time(delay.disorderMicros()),
        "a reading may be so far behind its own channel's newest one");
  }

  private Row lookAhead() {
    return new Row(
        "look-ahead",
        Quantities.time(delay.lookAheadMicros()),
        delay.lookAheadChannels().isEmpty()
            ? "no channel is interpolated"
            : "to interpolate " + Quantities.names(delay.lookAheadChannels()));
  }

  private Row waiting() {
    return delay.waitChannels().isEmpty()
        ? new Row("wait", "0 s", "no channel is waited for")
        : new Row(
            "wait",
            upTo(delay.waitMicros()),
            "only while one is behind the others, as where it stops: "
                + Quantities.names(delay.waitChannels()));
  }

  private Row block() {
    return new Row(
        "block",
        "0 s",
        "a block leaves with what is released, of at most "
            + config.execution().blockFrames()
            + " frames");
  }

  private Row model(long modelFrames) {
    return new Row(
        "model",
        Quantities.time(modelFrames * delay.tickMicros()),
        modelFrames == 0
            ? "an offline model's output for a frame comes with that frame"
            : "an offline model's output for a frame comes with the frame "
                + modelFrames
                + " later");
  }

  private Row visibility() {
    return exactlyOnce()
        ? new Row(
            "checkpoint",
            upTo(Quantities.micros(config.execution().checkpointInterval())),
            "exactly-once: readers of committed records see a result once a checkpoint is complete")
        : new Row("checkpoint", "0 s", "at-least-once: a result is visible when it is written");
  }

  private List<String> sums() {
    List<String> sums = new ArrayList<>();
    sums.add(released());
    if (exactlyOnce()) {
      long visible =
          delay.whenAChannelStops() + Quantities.micros(config.execution().checkpointInterval());
      sums.add(
          "Its results are visible within "
              + Quantities.time(visible)
              + " of that end, and what a checkpoint takes.");
    }
    sums.add(tail());
    return sums;
  }

  private String tail() {
    return "A device that falls silent altogether has its last frames released "
        + Quantities.time(delay.idleFlushMicros())
        + " after its last record, by the watermark.";
  }

  private String released() {
    String before =
        "A frame leaves " + Quantities.time(delay.whileAllSend()) + " after its tick's end";
    return delay.waitChannels().isEmpty()
        ? before + ", whichever channels send."
        : before
            + " while all channels send in every tick, up to "
            + Quantities.time(delay.whenAChannelStops())
            + " after it when "
            + (delay.waitChannels().size() == 1 ? "" : "one of ")
            + Quantities.names(delay.waitChannels())
            + " stops.";
  }

  private boolean exactlyOnce() {
    return config.delivery().guarantee() == Guarantee.EXACTLY_ONCE;
  }

  private static String upTo(double micros) {
    return "up to " + Quantities.time(micros);
  }
}
