/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.flink.state;

import java.util.List;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.runtime.state.FunctionInitializationContext;

/**
 * Each measured channel's counts since the job began, over all devices of a subtask. They are
 * state, as {@link Counts} are; a channel that the layout no longer has is forgotten.
 */
@SuppressWarnings("EnumOrdinal") // Within a task; a checkpoint knows lines and channels by name.
public final class ChannelCounts {

  private static final int LINES = ChannelLine.values().length;

  private final List<String> channels;
  private final long[] amounts;

  /** Ticks since the task began, which every channel was observed in but for what is noted. */
  private long ticks;

  /** Rows since the task began, each a reading of every channel. */
  private long rows;

  private ListState<ChannelCount> saved;

  public ChannelCounts(List<String> channels) {
    this.channels = channels;
    this.amounts = new long[channels.size() * LINES];
  }

  /** Counts one more of a measured channel. */
  public void add(int channel, ChannelLine line) {
    amounts[channel * LINES + line.ordinal()]++;
  }

  /** Counts readings of every channel, so many of each. */
  public void addRows(int count) {
    rows += count;
  }

  /** Counts ticks in which every channel was observed, but for those that are noted. */
  public void addTicks(int count) {
    ticks += count;
  }

  /** Notes that a channel was filled or missing in one of the ticks. */
  public void addUnobserved(int channel, ChannelLine line) {
    amounts[channel * LINES + ChannelLine.OBSERVED.ordinal()]--;
    add(channel, line);
  }

  public long get(int channel, ChannelLine line) {
    long amount = amounts[channel * LINES + line.ordinal()];
    return switch (line) {
      case OBSERVED -> ticks + amount;
      case READ -> rows + amount;
      default -> amount;
    };
  }

  /** Takes up what a checkpoint says. */
  public void restore(FunctionInitializationContext context) throws Exception {
    saved =
        context
            .getOperatorStateStore()
            .getListState(
                new ListStateDescriptor<>("channel-counts", ChannelCountSerializer.INSTANCE));
    for (ChannelCount count : saved.get()) {
      int channel = channels.indexOf(count.channel());
      if (channel >= 0) {
        amounts[channel * LINES + count.line().ordinal()] += count.amount();
      }
    }
  }

  public void snapshot() throws Exception {
    saved.clear();
    for (int channel = 0; channel < channels.size(); channel++) {
      for (ChannelLine line : ChannelLine.values()) {
        if (get(channel, line) != 0) {
          saved.add(new ChannelCount(channels.get(channel), line, get(channel, line)));
        }
      }
    }
  }
}
