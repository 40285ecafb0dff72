/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.cli.plan;

import io.tapline.alignment.Channel;
import io.tapline.pipeline.Pipeline;
import io.tapline.pipeline.config.InputConfig;
import java.util.ArrayList;
import java.util.List;

/** What it means that readings come from several topics, whose records have no order among them. */
final class TopicNotes {

  private TopicNotes() {}

  /** A sentence a note; none where there is one topic, or none. */
  static List<String> of(Pipeline pipeline, ReleaseDelay delay) {
    InputConfig input = pipeline.config().input();
    if (input == null || input.topics().size() < 2) {
      return List.of();
    }
    String outOfOrderness = Quantities.time(input.outOfOrderness());
    List<String> notes = new ArrayList<>();
    notes.add(
        "readings come from "
            + input.topics().size()
            + " topics, and order is known only within a partition: a frame of a device that sends to"
            + " several waits until each of them has been read so far, so results come as late as the"
            + " slowest partition.");
    notes.add(
        "where a partition is, its records' timestamps say: they must be the time of writing"
            + " (message.timestamp.type=LogAppendTime, or set by the producer as it sends), and step"
            + " back by no more than out-of-orderness, "
            + outOfOrderness
            + ". Else readings may be late, or results may wait.");
    notes.add(
        "a channel that has not come yet, or whose record key decides no partition, may come from any:"
            + " a device's frames wait for it until all partitions have been read past its wait, up to "
            + Quantities.time(delay.waitMicros())
            + ", and out-of-orderness, "
            + outOfOrderness
            + ". See docs/time.md.");
    List<String> notWaitedFor =
        pipeline.alignment().layout().measured().stream()
            .filter(channel -> channel.waitMicros() == 0)
            .map(Channel::name)
            .toList();
    if (!notWaitedFor.isEmpty()) {
      notes.add(
          "wait is 0 s for "
              + Quantities.names(notWaitedFor)
              + ": on a topic of its own, such a channel still holds frames back until that topic has"
              + " been read as far as the others, so that a topic that is read more slowly loses"
              + " nothing.");
    }
    return notes;
  }
}
