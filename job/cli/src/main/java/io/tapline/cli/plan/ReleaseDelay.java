/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.cli.plan;

import io.tapline.alignment.Alignment;
import io.tapline.alignment.Channel;
import io.tapline.alignment.Fill;
import java.util.List;

/**
 * How long after its tick's end a frame leaves the alignment, by the device's own time: once the
 * device's clock is {@code disorder + look-ahead} past it. A channel that has stopped holds that
 * clock back by its wait, and not more.
 *
 * @param lookAheadChannels those that look ahead farthest; none where nothing is interpolated
 * @param waitMicros the longest wait
 * @param waitChannels those that are waited for so long; none where nobody is waited for
 * @param idleFlushMicros after how long a silence a device's tail is released: as configured, but
 *     never less than two ticks
 */
record ReleaseDelay(
    double tickMicros,
    long disorderMicros,
    long lookAheadMicros,
    List<String> lookAheadChannels,
    long waitMicros,
    List<String> waitChannels,
    long idleFlushMicros) {

  static ReleaseDelay of(Alignment alignment) {
    List<Channel> measured = alignment.layout().measured();
    long lookAhead = alignment.layout().lookAheadMicros();
    long longestWait = alignment.layout().longestWaitMicros();
    return new ReleaseDelay(
        alignment.grid().periodMicros(),
        alignment.bounds().disorderMicros(),
        lookAhead,
        measured.stream()
            .filter(c -> c.fill() instanceof Fill.Linear l && l.lookAheadMicros() == lookAhead)
            .map(Channel::name)
            .toList(),
        longestWait,
        measured.stream()
            .filter(c -> longestWait > 0 && c.waitMicros() == longestWait)
            .map(Channel::name)
            .toList(),
        alignment.idleFlushMicros());
  }

  long whileAllSend() {
    return disorderMicros + lookAheadMicros;
  }

  long whenAChannelStops() {
    return whileAllSend() + waitMicros;
  }

  /** How many ticks a reading waits at most for its frame, with its own tick. */
  long ticksWithin(long delayMicros) {
    return (long) Math.ceil((delayMicros + tickMicros) / tickMicros);
  }
}
