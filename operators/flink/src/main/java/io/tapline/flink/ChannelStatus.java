/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.flink;

import io.tapline.alignment.Channel;
import io.tapline.alignment.ChannelLayout;
import io.tapline.alignment.FrameBlock;
import io.tapline.alignment.Mask;
import io.tapline.alignment.Verdict;
import io.tapline.flink.state.ChannelCounts;
import io.tapline.flink.state.ChannelLine;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MeterView;
import org.apache.flink.metrics.MetricGroup;

/**
 * How each measured channel fares, over all devices of a subtask, as metrics under {@code
 * tapline.channel.<name>}, where reporters that know labels have the name as one: the {@link
 * ChannelLine}s; {@code rate}, readings a second of the last minute; {@code last-seen-ms}, the
 * largest time of a reading, in event time; {@code observed-share}, of all ticks those with a
 * reading.
 */
final class ChannelStatus {

  private final ChannelCounts counts;
  private final int[] places;
  private final long[] lastSeenMicros;
  private long lastRowMicros = Long.MIN_VALUE;

  ChannelStatus(ChannelLayout layout, ChannelCounts counts, MetricGroup group) {
    this.counts = counts;
    places =
        IntStream.range(0, layout.width())
            .filter(place -> layout.frame().get(place) instanceof Channel)
            .toArray();
    lastSeenMicros = new long[places.length];
    Arrays.fill(lastSeenMicros, Long.MIN_VALUE);
    List<String> names = ChannelMetricNames.of(layout.measuredNames());
    for (int channel = 0; channel < places.length; channel++) {
      export(channel, group.addGroup("tapline").addGroup("channel", names.get(channel)));
    }
  }

  private void export(int channel, MetricGroup group) {
    for (ChannelLine line : ChannelLine.values()) {
      group.gauge(line.label(), (Gauge<Long>) () -> counts.get(channel, line));
    }
    group.meter("rate", new MeterView((Gauge<Long>) () -> counts.get(channel, ChannelLine.READ)));
    group.gauge("last-seen-ms", (Gauge<Long>) () -> lastSeenMillis(channel));
    group.gauge("observed-share", (Gauge<Double>) () -> observedShare(channel));
  }

  private long lastSeenMillis(int channel) {
    return Math.floorDiv(Math.max(lastSeenMicros[channel], lastRowMicros), 1_000L);
  }

  private double observedShare(int channel) {
    long observed = counts.get(channel, ChannelLine.OBSERVED);
    long others =
        counts.get(channel, ChannelLine.FILLED) + counts.get(channel, ChannelLine.MISSING);
    return observed == 0 ? 0 : (double) observed / (observed + others);
  }

  /** Notes rows of readings of all channels, which wait. */
  void rows(int count, long[] micros) {
    counts.addRows(count);
    lastRowMicros = Math.max(lastRowMicros, micros[micros.length - 1]);
  }

  /** Notes a reading and what became of it. */
  void reading(int channel, long micros, Verdict verdict) {
    counts.add(channel, ChannelLine.READ);
    if (verdict == Verdict.BUFFERED) {
      lastSeenMicros[channel] = Math.max(lastSeenMicros[channel], micros);
      return;
    }
    switch (verdict) {
      case INVALID, OUT_OF_RANGE -> counts.add(channel, ChannelLine.INVALID);
      case FUTURE -> counts.add(channel, ChannelLine.FUTURE);
      case LATE -> counts.add(channel, ChannelLine.LATE);
      case CARRIED -> counts.add(channel, ChannelLine.CARRIED);
      case DUPLICATE, REPLACED -> counts.add(channel, ChannelLine.DUPLICATE);
      case BUFFERED -> throw new IllegalStateException("told above");
    }
  }

  /** Notes what frames are made of. */
  void frames(FrameBlock block) {
    counts.addTicks(block.frames());
    byte[] mask = block.mask();
    for (int frame = 0; frame < block.frames(); frame++) {
      int from = frame * block.channels();
      for (int channel = 0; channel < places.length; channel++) {
        byte origin = mask[from + places[channel]];
        if (origin != Mask.OBSERVED) {
          counts.addUnobserved(
              channel, origin == Mask.FILLED ? ChannelLine.FILLED : ChannelLine.MISSING);
        }
      }
    }
  }
}
