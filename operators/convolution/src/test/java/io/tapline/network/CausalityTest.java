/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.network.function.Activation;
import io.tapline.network.layer.activation.ActivationLayer;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** A NaN in one frame shows who reads it. */
class CausalityTest {

  @Test
  void shouldPoisonOnlyOutputsWhoseReceptiveFieldHoldsTheFrame() {
    for (long seed = 0; seed < 1_000; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      int channels = random.nextInt(1, 7);
      Network network = Network.compile(channels, RandomNetworks.layers(random, channels));
      float[][] clean = RandomNetworks.recording(random, 150, channels);
      float[][] poisoned = clean.clone();
      int frame = random.nextInt(100);
      poisoned[frame] = new float[channels];
      Arrays.fill(poisoned[frame], Float.NaN);

      Streamed expected = Streamed.frameByFrame(network, clean);
      Streamed got = Streamed.inRandomBlocks(network, poisoned, random);

      for (int n = 0; n < expected.frames.size(); n++) {
        long newest = expected.frames.get(n);
        boolean mayDiffer = newest >= frame && newest - network.receptiveField() < frame;
        if (!mayDiffer) {
          assertThat(got.values.get(n))
              .as("seed=%d, poisoned frame=%d, output at frame %d", seed, frame, newest)
              .isEqualTo(expected.values.get(n));
        }
      }
    }
  }

  @Test
  void shouldLetNaNThroughEveryKindOfLayer() {
    for (Activation.Kind kind : Activation.Kind.values()) {
      if (kind == Activation.Kind.IS_NAN || kind == Activation.Kind.IS_INFINITE) {
        continue; // they say of NaN what it is
      }
      float[] parameters = new float[kind.parameters().size()];
      Arrays.fill(parameters, 1f);
      Activation activation = Activation.of(kind, parameters);
      Network network = Network.compile(1, List.of(new ActivationLayer("activation", activation)));
      Streamed streamed = Streamed.frameByFrame(network, new float[][] {{Float.NaN}});
      assertThat(streamed.values.get(0)).as(kind.name()).containsExactly(Float.NaN);
    }
  }
}
