/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.cli.plan;

import io.tapline.alignment.Alignment;
import io.tapline.alignment.Channel;
import io.tapline.alignment.Fill;
import io.tapline.alignment.FrameChannel;
import io.tapline.alignment.TimeBounds;
import io.tapline.network.graph.Window;
import io.tapline.pipeline.Pipeline;
import io.tapline.pipeline.config.DeliveryConfig.Guarantee;
import io.tapline.pipeline.config.InputConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** What is allowed and may be meant, but has an effect that a user may not expect. */
final class Notes {

  private static final long MILLISECOND = 1_000;

  /** Seconds of work, and of a checkpoint's waiting; a job of ordinary gaps has hundreds. */
  private static final long MANY_FRAMES = 1_000_000;

  /** A frame's value of a channel, and its mask. */
  private static final int CHANNEL_BYTES = Float.BYTES + 1;

  private final Pipeline pipeline;
  private final Alignment alignment;
  private final TimeBounds bounds;
  private final ReleaseDelay delay;
  private final List<String> notes = new ArrayList<>();

  private Notes(Pipeline pipeline, ReleaseDelay delay) {
    this.pipeline = pipeline;
    this.alignment = pipeline.alignment();
    this.bounds = alignment.bounds();
    this.delay = delay;
  }

  /** A sentence a note; none where nothing is doubtful. */
  static List<String> of(Pipeline pipeline, ReleaseDelay delay) {
    Notes notes = new Notes(pipeline, delay);
    notes.ends();
    notes.notes.addAll(TopicNotes.of(pipeline, delay));
    notes.alignment();
    notes.windows();
    return notes.notes;
  }

  /** The same of how readings become frames, and of nothing else. */
  static List<String> ofFrames(Pipeline pipeline, ReleaseDelay delay) {
    Notes notes = new Notes(pipeline, delay);
    notes.alignment();
    return notes.notes;
  }

  private void alignment() {
    delays();
    gaps();
    silence();
    channels();
    timeOffsets();
  }

  private void ends() {
    if (pipeline.config().kafka() == null || pipeline.config().input() == null) {
      add("without the sections kafka and input this pipeline can be replayed, and not be run.");
    }
    if (pipeline.config().delivery().guarantee() == Guarantee.AT_LEAST_ONCE) {
      add("at-least-once: after a failure results since the last checkpoint are written again.");
    }
  }

  private void delays() {
    if (!delay.waitChannels().isEmpty()) {
      add(
          "a channel that has stopped holds every frame of its device back by its wait: "
              + Quantities.time(delay.waitMicros())
              + " for "
              + Quantities.names(delay.waitChannels())
              + ".");
    }
    if (delay.lookAheadMicros() > 0) {
      add(
          "every frame waits "
              + Quantities.time(delay.lookAheadMicros())
              + " longer to look ahead for "
              + Quantities.names(delay.lookAheadChannels())
              + ".");
    }
  }

  private void gaps() {
    long ticks = alignment.grid().ticksIn(bounds.maxGapMicros());
    if (ticks == 0) {
      add("max-gap is shorter than a tick: any tick without a reading starts a segment.");
    } else if (ticks > MANY_FRAMES) {
      double bytes = (double) ticks * alignment.layout().width() * CHANNEL_BYTES;
      add(
          "a silence of nearly max-gap is filled at once, when the device is heard again: with up to"
              + " %,d frames, %s of them, before any checkpoint is taken. A shorter max-gap than %s"
                  .formatted(
                      ticks, Quantities.bytes((long) bytes), Quantities.time(bounds.maxGapMicros()))
              + " starts a segment instead.");
    }
    List<String> held =
        named(c -> c.fill() instanceof Fill.Hold h && h.maxAgeMicros() > bounds.maxGapMicros());
    if (!held.isEmpty()) {
      add(
          "max-age is longer than max-gap: what came before a gap still stands in after it, in a new"
              + " segment, for "
              + Quantities.names(held)
              + ".");
    }
  }

  private void silence() {
    Duration idleFlush = pipeline.config().time().idleFlush();
    if (Quantities.micros(idleFlush) < delay.idleFlushMicros()) {
      add(
          "idle-flush, "
              + Quantities.time(idleFlush)
              + ", is shorter than two ticks, in which a device that sends once a tick may be silent:"
              + " two ticks, "
              + Quantities.time(delay.idleFlushMicros())
              + ", are taken instead.");
    }
    InputConfig input = pipeline.config().input();
    if (input != null && Quantities.micros(input.idleAfter()) > delay.idleFlushMicros()) {
      add(
          "input.idle-after is longer than idle-flush: where a whole partition falls silent, the"
              + " tails of its devices come after "
              + Quantities.time(input.idleAfter())
              + ".");
    }
    if (bounds.maxAheadMicros() < MILLISECOND) {
      add(
          "max-ahead is below 1 ms, and records are stamped in whole milliseconds: a reading taken"
              + " within its record's millisecond may be refused.");
    }
  }

  private void channels() {
    List<String> constant =
        named(c -> c.fill() instanceof Fill.Constant f && !c.validRange().contains(f.value()));
    if (!constant.isEmpty()) {
      add(
          "the constant that stands in is outside the valid range, of "
              + Quantities.names(constant)
              + ".");
    }
    List<String> flat =
        alignment.layout().frame().stream()
            .filter(channel -> channel.scale() == 0)
            .map(FrameChannel::name)
            .toList();
    if (!flat.isEmpty()) {
      add("scale 0: the network sees the same value always, of " + Quantities.names(flat) + ".");
    }
  }

  /**
   * A channel that is moved back comes as much later than the others, where it stamps its readings
   * as they are sent; one that is moved ahead leaves the others behind.
   */
  private void timeOffsets() {
    List<String> back =
        named(c -> -c.timeOffsetMicros() > c.waitMicros() + bounds.disorderMicros());
    if (!back.isEmpty()) {
      add(
          "time-offset moves readings back by more than wait + disorder: they are late where they"
              + " are not sent ahead of the others, of "
              + Quantities.names(back)
              + ".");
    }
    long leastWait =
        alignment.layout().measured().stream().mapToLong(Channel::waitMicros).min().orElse(0);
    List<String> ahead = named(c -> c.timeOffsetMicros() > leastWait + bounds.disorderMicros());
    if (!ahead.isEmpty()) {
      add(
          "time-offset moves readings ahead by more than another channel's wait + disorder: the"
              + " others are late where these are not sent after them, of "
              + Quantities.names(ahead)
              + ".");
    }
  }

  private void windows() {
    Window window = pipeline.model().network().window().orElse(null);
    if (window != null && window.hop() > window.size()) {
      add(
          "hop is longer than the window: of "
              + window.hop()
              + " frames "
              + (window.hop() - window.size())
              + " are in no window.");
    }
  }

  private List<String> named(Predicate<Channel> which) {
    return alignment.layout().measured().stream().filter(which).map(Channel::name).toList();
  }

  private void add(String note) {
    notes.add(note);
  }
}
