/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.cli.plan;

import io.tapline.alignment.Grid;
import io.tapline.cli.TextTable;
import io.tapline.pipeline.Pipeline;
import io.tapline.pipeline.config.GridConfig;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** What would run, section by section, in lines of at most 120 characters. */
final class PlanReport {

  private static final int NOTE_WIDTH = 110;

  private final Pipeline pipeline;
  private final ReleaseDelay delay;

  PlanReport(Pipeline pipeline) {
    this.pipeline = pipeline;
    delay = ReleaseDelay.of(pipeline.alignment());
  }

  /** The whole job, between its topics. */
  void print(PrintWriter out) {
    out.print("Plan of " + pipeline.config().name() + ", which has not been started\n");
    frame(out);
    section(
        out,
        "From a reading to its result",
        new DelayTable(delay, pipeline.config()).render(pipeline.model().network().delay()));
    section(
        out,
        "Model " + pipeline.model().name() + ", version " + pipeline.model().version(),
        new NetworkTable(pipeline).render());
    DeviceState state = DeviceState.of(pipeline.alignment(), pipeline.model().network());
    section(out, "State", StateTable.render(state));
    section(out, "Topics", new TopicTable(pipeline).render());
    section(out, "Execution", new ExecutionTable(pipeline).render());
    if (pipeline.config().kafka() != null && pipeline.config().input() != null) {
      section(out, "Operators, as savepoints know them", OperatorTable.render(pipeline));
    }
    List<String> notes = new ArrayList<>(Notes.of(pipeline, delay));
    HeapNote.of(pipeline.config().execution(), state, Runtime.getRuntime().maxMemory())
        .ifPresent(notes::add);
    notes(notes, out);
    out.flush();
  }

  /** Readings to frames, whether there is a model or none. */
  void printFrames(PrintWriter out) {
    out.print("Plan of the frames of " + pipeline.config().name() + "\n");
    frame(out);
    section(
        out,
        "From a reading to its frame",
        new DelayTable(delay, pipeline.config()).renderFrames());
    section(out, "Times", new ExecutionTable(pipeline).renderTimes());
    notes(Notes.ofFrames(pipeline, delay), out);
    out.flush();
  }

  private void frame(PrintWriter out) {
    section(
        out,
        "Channels, in the order of the frame",
        ChannelTable.render(pipeline.alignment().layout()));
    section(out, "Grid", grid());
  }

  private static void section(PrintWriter out, String title, String lines) {
    out.print("\n" + title + "\n" + lines);
  }

  private String grid() {
    Grid grid = pipeline.alignment().grid();
    GridConfig config = pipeline.config().grid();
    String text = " a tick of " + Quantities.time(grid.periodMicros());
    if (config.rate() != null) {
      text += ", " + config.rate().toPlainString() + " a second";
    }
    if (grid.periodDenominator() > 1) {
      text += ": exactly " + grid.periodNumerator() + "/" + grid.periodDenominator() + " µs";
    }
    return text + "; tick 0 starts " + origin(grid.originMicros()) + "\n";
  }

  private static String origin(long micros) {
    return micros == 0 ? "at the epoch" : micros + " µs after the epoch";
  }

  private static void notes(List<String> notes, PrintWriter out) {
    if (!notes.isEmpty()) {
      out.print("\n");
      out.print(
          TextTable.render(
              notes,
              List.of(
                  TextTable.plain(NOTE_WIDTH).with(note -> "Note:"),
                  TextTable.plain(NOTE_WIDTH).with(note -> note))));
    }
  }
}
