/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.graph;

import io.tapline.network.NetworkProcessor;
import io.tapline.network.NetworkState;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** One device's frames going into a network, and what comes out. */
final class Feed {
  private final GraphCase graphCase;
  private final NetworkProcessor processor;
  private final Collected collected;
  private NetworkState state;

  Feed(GraphCase graphCase) {
    this(graphCase, graphCase.network().newState());
  }

  private Feed(GraphCase graphCase, NetworkState state) {
    this.graphCase = graphCase;
    this.processor = graphCase.network().newProcessor();
    this.collected = new Collected(graphCase.network());
    this.state = state;
  }

  /** Feeds the frames {@code from} to {@code to}, exclusive, as one block. */
  Feed block(float[][] frames, int from, int to) {
    int channels = graphCase.graph().inputChannels();
    int offset = 3;
    float[] block = new float[offset + (to - from) * channels];
    Arrays.fill(block, 0, offset, Float.NaN);
    for (int t = from; t < to; t++) {
      System.arraycopy(frames[t], 0, block, offset + (t - from) * channels, channels);
    }
    processor.process(block, offset, to - from, state, collected);
    return this;
  }

  /** Feeds all frames one by one. */
  Feed frameByFrame(float[][] frames) {
    for (int t = 0; t < frames.length; t++) {
      block(frames, t, t + 1);
    }
    return this;
  }

  /** Feeds all frames in blocks of random sizes, 0 among them. */
  Feed inBlocks(float[][] frames, SplittableRandom random) {
    int longest = random.nextBoolean() ? 5 : 100;
    for (int from = 0; from < frames.length; ) {
      int to = Math.min(from + random.nextInt(longest), frames.length);
      block(frames, from, to);
      from = to;
    }
    return this;
  }

  Feed finish() {
    processor.finish(state, collected);
    return this;
  }

  /** Saves the state and goes on with what is read back. */
  Feed restored() {
    try {
      byte[] saved = saved();
      state = graphCase.network().readState(new DataInputStream(new ByteArrayInputStream(saved)));
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  byte[] saved() {
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      state.write(new DataOutputStream(bytes));
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What a feed that ends here gives from now on. */
  List<Collected.Emitted> ifItEndedHere() {
    return new Feed(graphCase, state.copy()).finish().emitted();
  }

  List<Collected.Emitted> emitted() {
    return collected.all();
  }
}
