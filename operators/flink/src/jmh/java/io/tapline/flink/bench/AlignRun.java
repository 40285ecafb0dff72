/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.flink.bench;

import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import me.tongfei.progressbar.ProgressBar;
import org.openjdk.jmh.runner.RunnerException;

/** One run of everything: what is compared with one another is measured one after the other. */
final class AlignRun {

  /** What the look at the state alone is measured with. */
  private static final int STATE_CHANNELS = 15;

  private final Effort effort;
  private final Forks forks;
  private final List<Subject> subjects = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();

  AlignRun(Effort effort, PrintStream log) {
    this.effort = effort;
    this.forks = new Forks(effort, log);
    effort.loads().forEach(this::plan);
  }

  private void plan(Effort.Load load) {
    for (Order order : Order.values()) {
      for (int devices : effort.devices()) {
        Subject tapline =
            new Subject(Implementation.TAPLINE, load.channels(), load.shape(), order, devices);
        subjects.add(tapline);
        subjects.add(tapline.with(Implementation.FLINK_WINDOWS));
        if (load.channels() == STATE_CHANNELS && load.shape() == Shape.TICK) {
          subjects.add(tapline.with(Implementation.FLINK_WINDOWS_OF_TICKS));
        }
        if (load.channels() == STATE_CHANNELS && order == Order.IN_ORDER) {
          subjects.add(tapline.with(Implementation.STATE_ACCESS));
        }
      }
    }
  }

  /** Steps of the progress bar. */
  int steps() {
    return subjects.size();
  }

  /** Fails where the operators do not make the same frames. */
  void checkAgreement() throws Exception {
    for (Effort.Load load : effort.loads()) {
      for (Order order : Order.values()) {
        Agreement.check(load.channels(), load.shape(), order);
      }
    }
  }

  /**
   * @param bar steps with every row
   */
  Results measure(ProgressBar bar) throws RunnerException {
    noteNeighbours();
    List<Row> rows = new ArrayList<>();
    List<Row> otherRows = new ArrayList<>();
    for (Subject subject : subjects) {
      bar.setExtraMessage(" " + subject);
      Row row = Row.of(subject, Median.of(forks.nanosPerReading(subject)));
      (isHeadline(subject) ? rows : otherRows).add(row);
      bar.step();
    }
    return new Results(Machine.thisOne(Forks.FLAGS), rows, otherRows, notes);
  }

  private static boolean isHeadline(Subject subject) {
    boolean compared =
        subject.implementation() == Implementation.TAPLINE
            || subject.implementation() == Implementation.FLINK_WINDOWS;
    return compared && subject.shape() == Shape.BLOCK;
  }

  /** A busy machine gives medians of something else. */
  private void noteNeighbours() {
    double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    int cores = Runtime.getRuntime().availableProcessors();
    if (load > cores / 2.0) {
      notes.add(
          String.format(
              Locale.ROOT,
              "the machine was busy before the start, rows are less certain: load=%.1f, cores=%d",
              load,
              cores));
    }
  }
}
