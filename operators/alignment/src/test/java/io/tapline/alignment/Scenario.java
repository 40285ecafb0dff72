/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.alignment;

import io.tapline.alignment.Fill.Hold;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
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
  private long partition;
  private long route = Route.BY_DEVICE;
  private long watermarkMicros = ChannelBuffers.NEVER;

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
    long micros = (long) (millis * MS);
    long recordMicros = recordMillis * MS;
    if (isSetBack(channel, micros, recordMicros)) {
      finish();
      state = aligner.newState();
    }
    framedReadings += aligner.noteRecord("d", state, partition, route, recordMicros, this::note);
    Verdict verdict = aligner.add(state, channel, micros, value, recordMicros);
    verdicts.add(verdict);
    boolean late = verdict == Verdict.LATE || verdict == Verdict.CARRIED;
    aligner.endRecord(state, recordMicros, verdict.isInTime(), late);
    framedReadings += aligner.release("d", state, watermarkMicros, this::note);
    return this;
  }

  private boolean isSetBack(int channel, long micros, long recordMicros) {
    return aligner.isSetBack(
        state, partition, new int[] {channel}, new long[] {micros}, recordMicros, watermarkMicros);
  }

  /** The records that follow come from a partition, by a {@link Route}. */
  Scenario from(long partition, long route) {
    this.partition = partition;
    this.route = route;
    return this;
  }

  /** All records of timestamps up to a millisecond have been read. */
  Scenario watermark(long millis) {
    watermarkMicros = millis * MS + MS - 1;
    framedReadings += aligner.release("d", state, watermarkMicros, this::note);
    return this;
  }

  /** Goes on with what a checkpoint has of the device; no watermark has come since. */
  Scenario restored() {
    state = restored(saved(state), state.channelNames());
    watermarkMicros = ChannelBuffers.NEVER;
    return this;
  }

  static byte[] saved(AlignmentState state) {
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      AlignmentStateFormat.write(state, new DataOutputStream(bytes));
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  static AlignmentState restored(byte[] bytes, List<String> names) {
    try {
      DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
      AlignmentState state = AlignmentStateFormat.read(in, names);
      if (in.read() >= 0) {
        throw new AssertionError("bytes are left");
      }
      return state;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
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
