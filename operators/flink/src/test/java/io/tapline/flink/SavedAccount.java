/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.flink;

import io.tapline.alignment.FrameBlock;
import io.tapline.flink.element.DeviceReadings;
import io.tapline.flink.state.Account;
import io.tapline.flink.state.ChannelCounts;
import io.tapline.flink.state.ChannelLine;
import io.tapline.flink.state.Counts;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;

/** The align operator's account, and its channels' counts, as a checkpoint holds them. */
final class SavedAccount {

  private final Counts counts;
  private final ChannelCounts channels;

  private SavedAccount(Counts counts, ChannelCounts channels) {
    this.counts = counts;
    this.channels = channels;
  }

  static SavedAccount of(Harness<DeviceReadings, FrameBlock> align, List<String> channels)
      throws Exception {
    return of(align.snapshot(), channels);
  }

  static SavedAccount of(OperatorSubtaskState state, List<String> channels) throws Exception {
    Counts counts = new Counts();
    ChannelCounts channelCounts = new ChannelCounts(channels);
    SavedCounts.restore(state, counts::restore);
    SavedCounts.restore(state, channelCounts::restore);
    return new SavedAccount(counts, channelCounts);
  }

  long get(Account line) {
    return counts.get(line);
  }

  long get(int channel, ChannelLine line) {
    return channels.get(channel, line);
  }

  /** What was read, by what became of it. */
  long accountedFor() {
    return counts.get(Account.FRAMED)
        + counts.get(Account.CARRIED)
        + counts.get(Account.BUFFERED)
        + rejected();
  }

  long rejected() {
    return counts.get(Account.INVALID)
        + counts.get(Account.FUTURE)
        + counts.get(Account.LATE)
        + counts.get(Account.DUPLICATE)
        + counts.get(Account.UNKNOWN_CHANNEL)
        + counts.get(Account.TOO_MANY_DEVICES);
  }
}
