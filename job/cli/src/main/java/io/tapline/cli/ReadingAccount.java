/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.cli;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The account that must balance: every reading that was read is framed, rejected for a reason, or
 * still waits for its tick.
 *
 * @param rejected by reason, in the order in which they are told
 */
public record ReadingAccount(long read, long framed, Map<String, Long> rejected, long buffered) {

  /** The account as the job's own, checkpointed counts have it. */
  public static ReadingAccount of(JobCounts counts) {
    Map<String, Long> rejected = new LinkedHashMap<>();
    rejected.put("undecodable", counts.get("decode.undecodable"));
    rejected.put(
        "unknown-channel",
        counts.get("decode.unknown-channel") + counts.get("align.unknown-channel"));
    for (String reason : new String[] {"invalid", "future", "late", "duplicate"}) {
      rejected.put(reason, counts.get("align." + reason));
    }
    return new ReadingAccount(
        counts.get("decode.read"),
        counts.get("align.framed"),
        rejected,
        counts.get("align.buffered"));
  }

  public boolean balances() {
    return read == sum();
  }

  /** The account as one line: what was read, and where it all is. */
  public String line() {
    StringBuilder line = new StringBuilder();
    line.append("read %,d %s framed %,d".formatted(read, balances() ? "=" : "≠", framed));
    rejected.forEach((reason, count) -> line.append(" + %s %,d".formatted(reason, count)));
    return line.append(" + still buffered %,d".formatted(buffered)).toString();
  }

  private long sum() {
    return framed + buffered + rejected.values().stream().mapToLong(Long::longValue).sum();
  }
}
