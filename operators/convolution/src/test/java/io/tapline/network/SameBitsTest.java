/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.network.layer.Layer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SameBitsTest {
  private static final int CASES = 500;

  @Test
  void shouldGiveTheSameBitsHoweverTheFramesAreCutIntoBlocks() {
    for (long seed = 0; seed < CASES; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      int channels = random.nextInt(1, 20);
      Network network = Network.compile(channels, RandomNetworks.layers(random, channels));
      float[][] recording = RandomNetworks.recording(random, random.nextInt(200), channels);

      Streamed single = Streamed.frameByFrame(network, recording);
      Streamed blocks = Streamed.inRandomBlocks(network, recording, random);

      assertThat(blocks.frames).as("seed=%d", seed).isEqualTo(single.frames);
      assertThat(blocks.bits()).as("seed=%d", seed).isEqualTo(single.bits());
    }
  }

  @Test
  void shouldGiveTheSameBitsWhenStateIsSavedAndRestoredAtEveryFrame() throws IOException {
    for (long seed = 0; seed < CASES; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      int channels = random.nextInt(1, 7);
      List<Layer> layers = RandomNetworks.layers(random, channels);
      Network network = Network.compile(channels, layers);
      float[][] recording = RandomNetworks.recording(random, random.nextInt(100), channels);

      Streamed restored = new Streamed(network);
      byte[] saved = save(network.newState());
      for (int t = 0; t < recording.length; t++) {
        Network reloaded = t % 16 == 0 ? Network.compile(channels, layers) : network;
        NetworkState state = restore(reloaded, saved);
        assertThat(save(state)).as("seed=%d, frame=%d", seed, t).isEqualTo(saved);
        Streamed.feed(reloaded.newProcessor(), state, recording, t, 1, restored);
        saved = save(state);
        assertThat(saved.length).as("seed=%d", seed).isEqualTo((int) network.stateBytes());
      }

      assertThat(restored.bits())
          .as("seed=%d", seed)
          .isEqualTo(Streamed.frameByFrame(network, recording).bits());
    }
  }

  @Test
  void shouldStartAfreshAfterReset() {
    for (long seed = 0; seed < CASES; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      int channels = random.nextInt(1, 7);
      Network network = Network.compile(channels, RandomNetworks.layers(random, channels));
      float[][] recording = RandomNetworks.recording(random, 50, channels);
      NetworkProcessor processor = network.newProcessor();
      NetworkState state = network.newState();
      Streamed.feed(
          processor,
          state,
          recording,
          0,
          random.nextInt(50),
          (output, frame, missing, values, at) -> {});
      NetworkState copy = state.copy();

      state.reset();
      Streamed again = new Streamed(network);
      Streamed.feed(processor, state, recording, 0, 50, again);

      assertThat(again.bits())
          .as("seed=%d", seed)
          .isEqualTo(Streamed.frameByFrame(network, recording).bits());
      assertThat(copy.frames()).as("a copy lives on its own, seed=%d", seed).isLessThan(50);
    }
  }

  private static byte[] save(NetworkState state) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    state.write(new DataOutputStream(bytes));
    return bytes.toByteArray();
  }

  private static NetworkState restore(Network network, byte[] bytes) throws IOException {
    return network.readState(new DataInputStream(new ByteArrayInputStream(bytes)));
  }
}
