/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.cli;

import java.time.Duration;
import me.tongfei.progressbar.ProgressBarRenderer;
import me.tongfei.progressbar.ProgressState;

/** Progress in words, for a file of lines: nothing of what is done before a line is due. */
final class ProgressLine implements ProgressBarRenderer {

  private final String unit;
  private final Duration due;

  /**
   * @param due how long after the start there is something to tell
   */
  ProgressLine(String unit, Duration due) {
    this.unit = unit;
    this.due = due;
  }

  @Override
  public String render(ProgressState progress, int maxLength) {
    Duration elapsed = progress.getTotalElapsed();
    if (elapsed.compareTo(due) < 0) {
      return "";
    }
    String of = progress.isIndefinite() ? "" : " of %,d".formatted(progress.getMax());
    String extra = progress.getExtraMessage().strip();
    return "%s: %,d%s %s after %,d s%s"
        .formatted(
            progress.getTaskName(),
            progress.getCurrent(),
            of,
            unit,
            elapsed.toSeconds(),
            extra.isEmpty() ? "" : ", " + extra);
  }
}
