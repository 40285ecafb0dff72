/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.cli;

import io.tapline.flink.state.ChannelLine;
import java.util.List;
import java.util.Map;

/**
 * The share of readings that come too late, interval by interval: a line when it passes a bound,
 * when it has doubled since, and when it is below half the bound again.
 */
final class LateReport {

  /** A sound stream has hardly any; a bound that is too tight has far more. */
  static final double BOUND = 0.01;

  /** The 99th percentile, in milliseconds, of the last 1 000 late readings of a subtask. */
  static final String LATENESS = "align.tapline.lateness-ms_p99";

  /** What to do about late readings. */
  static final String ADVICE =
      "raise time.disorder where a channel's own readings are out of order, the channel's wait where"
          + " it comes behind other channels, or time.idle-flush where its device pauses";

  /** Fewer are no share of anything. */
  private static final int LEAST_LATE = 10;

  private static final double AGAIN = 2;

  private long read = -1;
  private long late;
  private Map<String, Long> lateOfChannel = Map.of();

  /** The share that was last reported; 0 while it is not high. */
  private double reported;

  /**
   * What is to be said of the time since the last call.
   *
   * @param latenessMillis of 99 % of the late readings, at most
   * @param seconds since the last call
   */
  List<String> lines(
      JobCounts counts, List<ChannelAccount> channels, double latenessMillis, long seconds) {
    long readNow = counts.get("decode.read");
    long lateNow = counts.get("align.late");
    // A job that was restarted counts on from its checkpoint: there is nothing to compare with.
    boolean comparable = read >= 0 && readNow > read && lateNow >= late;
    List<String> lines =
        comparable
            ? compare(
                readNow - read,
                lateNow - late,
                WorstChannels.since(lateOfChannel, channels, ChannelLine.LATE),
                latenessMillis,
                seconds)
            : List.of();
    read = readNow;
    late = lateNow;
    lateOfChannel = WorstChannels.counts(channels, ChannelLine.LATE);
    return lines;
  }

  private List<String> compare(
      long newlyRead, long newlyLate, String channels, double latenessMillis, long seconds) {
    double share = Math.min(1, (double) newlyLate / newlyRead);
    if (share >= BOUND && share >= AGAIN * reported && newlyLate >= LEAST_LATE) {
      reported = share;
      return List.of(
          "readings come too late and are rejected: %s: late=%.1f %% of %,d readings in %d s, channels=%s, lateness=99 %% within %,d ms"
              .formatted(
                  ADVICE, 100 * share, newlyRead, seconds, channels, Math.round(latenessMillis)));
    }
    if (reported > 0 && share < BOUND / 2) {
      reported = 0;
      return List.of("readings are in time again: late=%.1f %%".formatted(100 * share));
    }
    return List.of();
  }
}
