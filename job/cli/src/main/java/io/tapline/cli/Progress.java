/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.cli;

import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Progress bars as all commands show them: on stderr, and rarely where nobody watches. */
public final class Progress {

  private static final int WATCHED_MILLIS = 250;
  private static final int UNWATCHED_MILLIS = 5_000;

  private Progress() {}

  /**
   * A bar that runs to a known end.
   *
   * @param total how many there are, or -1 where nobody knows
   */
  public static ProgressBar bar(String task, String unit, long total) {
    boolean watched = System.console() != null;
    return new ProgressBarBuilder()
        .setTaskName(task)
        .setUnit(" " + unit, 1)
        .setInitialMax(total)
        .setStyle(ProgressBarStyle.ASCII)
        .setUpdateIntervalMillis(watched ? WATCHED_MILLIS : UNWATCHED_MILLIS)
        .setConsumer(new ConsoleProgressBarConsumer(System.err, 100))
        .showSpeed()
        .build();
  }
}
