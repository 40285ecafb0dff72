/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.cli;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The account that must balance: every reading that was read is framed, carried as its channel's
 * held value, rejected for a reason, or still waits for its tick.
 *
 * @param rejected by reason, in the order in which they are told
 */
public record ReadingAccount(
    long read, long framed, long carried, Map<String, Long> rejected, long buffered) {

  /** The account as the job's own, checkpointed counts have it. */
  public static ReadingAccount of(JobCounts counts) {
    Map<String, Long> rejected = new LinkedHashMap<>();
    rejected.put("undecodable", counts.get("decode.undecodable"));
    rejected.put("unknown-device", counts.get("decode.unknown-device"));
    rejected.put(
        "unknown-channel",
        counts.get("decode.unknown-channel") + counts.get("align.unknown-channel"));
    for (String reason : new String[] {"invalid", "future", "late", "duplicate"}) {
      rejected.put(reason, counts.get("align." + reason));
    }
    long tooManyDevices = counts.get("align.too-many-devices");
    if (tooManyDevices > 0) {
      rejected.put("too-many-devices", tooManyDevices);
    }
    return new ReadingAccount(
        counts.get("decode.read"),
        counts.get("align.framed"),
        counts.get("align.carried"),
        rejected,
        counts.get("align.buffered"));
  }

  public boolean balances() {
    return read == sum();
  }

  /** What is said of the balance. */
  public String verdict() {
    return balances() ? "It balances." : "IT DOES NOT BALANCE: please report this.";
  }

  /** The account as one line: what was read, and where it all is. */
  public String line() {
    StringBuilder line = new StringBuilder();
    line.append("read %,d %s framed %,d".formatted(read, balances() ? "=" : "≠", framed));
    if (carried > 0) {
      line.append(" + carried %,d".formatted(carried));
    }
    rejected.forEach((reason, count) -> line.append(" + %s %,d".formatted(reason, count)));
    return line.append(" + still buffered %,d".formatted(buffered)).toString();
  }

  private long sum() {
    return framed
        + carried
        + buffered
        + rejected.values().stream().mapToLong(Long::longValue).sum();
  }
}
