/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.cli;

import java.time.Duration;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * Progress as all commands show it, on stderr: a bar, or a line now and then where nobody watches.
 */
public final class Progress {

  private static final int WATCHED_MILLIS = 250;
  private static final int UNWATCHED_MILLIS = 10_000;
  private static final int LINE = 100;

  private Progress() {}

  /**
   * A bar that runs to a known end.
   *
   * @param total how many there are, or -1 where nobody knows
   */
  public static ProgressBar bar(String task, String unit, long total) {
    ProgressBarBuilder bar = new ProgressBarBuilder().setTaskName(task).setInitialMax(total);
    if (System.console() == null) {
      return bar.setUpdateIntervalMillis(UNWATCHED_MILLIS)
          .setRenderer(new ProgressLine(unit, Duration.ofMillis(UNWATCHED_MILLIS)))
          .setConsumer(new DelegatingProgressBarConsumer(Progress::printLine, LINE))
          .build();
    }
    return bar.setUnit(" " + unit, 1)
        .setStyle(ProgressBarStyle.ASCII)
        .setUpdateIntervalMillis(WATCHED_MILLIS)
        .setConsumer(new ConsoleProgressBarConsumer(System.err, LINE))
        .showSpeed()
        .build();
  }

  /** Prints a line of its own, above the bar where there is one. */
  static void say(String line) {
    // At once, so that the bar's own thread prints before it or after it.
    String overBar = System.console() == null ? "" : "\r" + " ".repeat(LINE) + "\r";
    System.err.print(overBar + line + System.lineSeparator());
  }

  private static void printLine(String line) {
    if (!line.isEmpty()) {
      System.err.println(line);
    }
  }
}
