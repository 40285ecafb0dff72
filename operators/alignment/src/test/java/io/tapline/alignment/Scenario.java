/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.alignment;

import io.tapline.alignment.Fill.Hold;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A small language for tests of the aligner: milliseconds in, frames as text out. */
final class Scenario {

  static final long MS = 1_000;

  private Aligner aligner;
  private AlignmentState state;
  private final List<String> frames = new ArrayList<>();
  private final List<Verdict> verdicts = new ArrayList<>();
  private final List<Integer> blockSizes = new ArrayList<>();
  private int framedReadings;

  Scenario(Alignment alignment) {
    this.aligner = new Aligner(alignment);
    this.state = aligner.newState();
  }

  static Channel channel(String name, Aggregate aggregate, Fill fill, long waitMillis) {
    return new Channel(name, aggregate, fill, waitMillis * MS, 1, 0);
  }

  static Channel channel(String name, long waitMillis) {
    return channel(name, Aggregate.LAST, new Hold(1_000 * MS), waitMillis);
  }

  /** A grid of 10 ms, disorder 0, gaps filled up to 50 ms, 1 s ahead, idle after 10 s. */
  static Alignment alignment(FrameChannel... channels) {
    return alignment(0, 50, channels);
  }

  static Alignment alignment(long disorderMillis, long maxGapMillis, FrameChannel... channels) {
    return new Alignment(
        new Grid(0, 10 * MS),
        new ChannelLayout(Arrays.asList(channels)),
        new TimeBounds(disorderMillis * MS, maxGapMillis * MS, 1_000 * MS, 10_000 * MS),
        64);
  }

  /** One record with one reading, whose own timestamp is the reading's. */
  Scenario reading(int channel, double millis, double value) {
    return reading(channel, millis, value, (long) millis);
  }

  Scenario reading(int channel, double millis, double value, long recordMillis) {
    framedReadings += aligner.noteRecord("d", state, recordMillis * MS, this::note);
    verdicts.add(aligner.add(state, channel, (long) (millis * MS), value, recordMillis * MS));
    framedReadings += aligner.release("d", state, this::note);
    return this;
  }

  /** Goes on with the same device under another alignment; gives how many readings were dropped. */
  int goOnUnder(Alignment alignment) {
    aligner = new Aligner(alignment);
    state = state.forLayout(alignment.layout().measuredNames());
    return aligner.adopt(state);
  }

  Scenario flush() {
    framedReadings += aligner.flush("d", state, this::note);
    return this;
  }

  /** Ends the segment. */
  Scenario finish() {
    framedReadings += aligner.finish("d", state, this::note);
    return this;
  }

  /**
   * The frames since the last call: time in ms, then each value, ~ where filled, ? where missing.
   */
  List<String> frames() {
    List<String> taken = List.copyOf(frames);
    frames.clear();
    return taken;
  }

  Verdict verdict() {
    return verdicts.get(verdicts.size() - 1);
  }

  List<Integer> blockSizes() {
    return blockSizes;
  }

  int framedReadings() {
    return framedReadings;
  }

  AlignmentState state() {
    return state;
  }

  Aligner aligner() {
    return aligner;
  }

  private void note(FrameBlock block) {
    blockSizes.add(block.frames());
    for (int f = 0; f < block.frames(); f++) {
      StringBuilder text = new StringBuilder();
      text.append(f == 0 && block.segmentStart() ? "|" : "");
      text.append(block.timeOf(f) / MS).append(':');
      for (int c = 0; c < block.channels(); c++) {
        int at = f * block.channels() + c;
        String number = Float.toString(block.values()[at]).replaceAll("\\.0$", "");
        text.append(' ').append(number).append(List.of("?", "", "~").get(block.mask()[at]));
      }
      frames.add(text.toString());
    }
  }
}
