/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network;

import io.tapline.network.run.OutputSink;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Collects the outputs of a network that is fed frame by frame or in blocks. */
final class Streamed implements OutputSink {
  private final int channels;
  final List<Long> frames = new ArrayList<>();
  final List<Integer> missing = new ArrayList<>();
  final List<float[]> values = new ArrayList<>();

  Streamed(Network network) {
    this.channels = network.outputChannels();
  }

  @Override
  public void accept(int output, long frame, int framesMissing, float[] values, int offset) {
    frames.add(frame);
    missing.add(framesMissing);
    this.values.add(Arrays.copyOfRange(values, offset, offset + channels));
  }

  /** Feeds the recording from a new state, in blocks of random sizes, 0 among them. */
  static Streamed inRandomBlocks(Network network, float[][] recording, SplittableRandom random) {
    Streamed streamed = new Streamed(network);
    NetworkProcessor processor = network.newProcessor();
    NetworkState state = network.newState();
    int longest = random.nextBoolean() ? 5 : 200;
    for (int from = 0; from < recording.length; ) {
      int count = Math.min(random.nextInt(longest), recording.length - from);
      feed(processor, state, recording, from, count, streamed);
      from += count;
    }
    return streamed;
  }

  /** Feeds the whole recording from a new state, one frame a call. */
  static Streamed frameByFrame(Network network, float[][] recording) {
    Streamed streamed = new Streamed(network);
    NetworkProcessor processor = network.newProcessor();
    NetworkState state = network.newState();
    for (int t = 0; t < recording.length; t++) {
      feed(processor, state, recording, t, 1, streamed);
    }
    return streamed;
  }

  static void feed(
      NetworkProcessor processor,
      NetworkState state,
      float[][] recording,
      int from,
      int count,
      OutputSink sink) {
    int channels = recording.length == 0 ? 0 : recording[0].length;
    int offset = 3;
    float[] block = new float[offset + count * channels];
    Arrays.fill(block, 0, offset, Float.NaN);
    for (int t = 0; t < count; t++) {
      System.arraycopy(recording[from + t], 0, block, offset + t * channels, channels);
    }
    processor.process(block, offset, count, state, sink);
  }

  /** The bits of all outputs. */
  List<List<Integer>> bits() {
    List<List<Integer>> all = new ArrayList<>();
    for (float[] output : values) {
      List<Integer> bits = new ArrayList<>();
      for (float value : output) {
        bits.add(Float.floatToIntBits(value));
      }
      all.add(bits);
    }
    return all;
  }
}
