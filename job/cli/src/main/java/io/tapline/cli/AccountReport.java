/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.cli;

import io.tapline.alignment.Grid;
import io.tapline.pipeline.Pipeline;
import java.io.PrintWriter;
import java.util.List;

/**
 * What became of all readings, by the counts of a job that has ended: where they are, how each
 * channel fared, and a warning of what should not be so.
 */
public final class AccountReport {

  private static final double MICROS_PER_SECOND = 1e6;

  private final Grid grid;
  private final ReadingAccount account;
  private final List<ChannelAccount> channels;
  private final long frames;
  private final double latenessMillis;

  /**
   * @param metrics of the job, which has ended
   */
  public AccountReport(Pipeline pipeline, LastMetrics metrics) {
    grid = pipeline.alignment().grid();
    account = ReadingAccount.of(metrics.counts());
    channels = metrics.channels(pipeline.alignment().layout().measuredNames());
    frames = metrics.counts().get("align.frames");
    latenessMillis = metrics.latenessMillis();
  }

  /** Whether every reading is accounted for. */
  public boolean balances() {
    return account.balances();
  }

  ReadingAccount account() {
    return account;
  }

  /** Prints it, with the warnings at its end. */
  public void print(PrintWriter out) {
    out.println("Where every reading is, by the job's counts:");
    out.println("  " + account.line());
    out.println("  " + account.verdict());
    out.println();
    out.println(ChannelStatusTable.TITLE);
    out.print(ChannelStatusTable.render(channels, deviceSeconds()));
    List<String> warnings = RejectionWarnings.of(account, channels, latenessMillis);
    if (!warnings.isEmpty()) {
      out.println();
      warnings.forEach(warning -> out.println("Warning: " + warning));
    }
    out.flush();
  }

  /** The event time that the frames of all devices span: gaps between segments are not in it. */
  private double deviceSeconds() {
    return frames * grid.periodMicros() / MICROS_PER_SECOND;
  }
}
