/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.cli;

import io.tapline.flink.element.RejectionReason;
import io.tapline.flink.state.ChannelLine;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A sentence for each reason for which too large a share of the readings was rejected. */
final class RejectionWarnings {

  private static final double PERCENT = 100;

  private RejectionWarnings() {}

  /**
   * None where hardly anything was rejected.
   *
   * @param latenessMillis of 99 % of the late readings, at most
   */
  static List<String> of(
      ReadingAccount account, List<ChannelAccount> channels, double latenessMillis) {
    List<String> warnings = new ArrayList<>();
    for (RejectionReason reason : RejectionReason.values()) {
      long count = account.rejected().getOrDefault(reason.label(), 0L);
      if (count > 0 && count >= bound(reason) * account.read()) {
        warnings.add(
            "%.1f %% of the readings were rejected as %s: %s: rejected=%,d of %,d%s%s"
                .formatted(
                    PERCENT * count / account.read(),
                    reason.label(),
                    advice(reason),
                    count,
                    account.read(),
                    worst(reason, channels),
                    reason == RejectionReason.LATE
                        ? ", lateness=99 %% within %,d ms".formatted(Math.round(latenessMillis))
                        : ""));
      }
    }
    return warnings;
  }

  /** Senders that repeat themselves after a failure are sound; those that always do are not. */
  private static double bound(RejectionReason reason) {
    return reason == RejectionReason.DUPLICATE ? 10 * LateReport.BOUND : LateReport.BOUND;
  }

  private static String advice(RejectionReason reason) {
    return switch (reason) {
      case LATE -> LateReport.ADVICE;
      case DUPLICATE -> reason.explanation() + ": send it once, or check the unit of time";
      default -> reason.explanation();
    };
  }

  private static String worst(RejectionReason reason, List<ChannelAccount> channels) {
    Optional<ChannelLine> line =
        Stream.of(ChannelLine.values()).filter(l -> l.label().equals(reason.label())).findFirst();
    String worst = line.map(counted -> WorstChannels.of(channels, counted)).orElse("");
    return worst.isEmpty() ? "" : ", channels=" + worst;
  }
}
