/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.flink;

import io.tapline.flink.state.ChannelCounts;
import io.tapline.flink.state.ChannelLine;
import org.apache.flink.metrics.Counter;

/** Shows a meter how many readings of a channel have come; only the counts themselves count. */
final class ReadingCounter implements Counter {

  private final ChannelCounts counts;
  private final int channel;

  ReadingCounter(ChannelCounts counts, int channel) {
    this.counts = counts;
    this.channel = channel;
  }

  @Override
  public long getCount() {
    return counts.get(channel, ChannelLine.READ);
  }

  @Override
  public void inc() {
    throw new UnsupportedOperationException("it shows counts and makes none");
  }

  @Override
  public void inc(long n) {
    inc();
  }

  @Override
  public void dec() {
    inc();
  }

  @Override
  public void dec(long n) {
    inc();
  }
}
