/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.tapline.network.layer.Layer;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class StreamingEqualsOfflineTest {
  private static final int CASES = 10_000;
  private static final double TOLERANCE = 1e-5;

  @Test
  void shouldGiveWhatTheLayersGiveForTheWholeRecording() {
    long compared = 0;
    for (long seed = 0; seed < CASES; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      int channels = random.nextInt(1, 7);
      List<Layer> layers = RandomNetworks.layers(random, channels);
      float[][] recording = RandomNetworks.recording(random, random.nextInt(160), channels);
      Network network = Network.compile(channels, layers);

      OfflineReference expected = OfflineReference.evaluate(layers, recording);
      Streamed streamed = Streamed.inRandomBlocks(network, recording, random);

      assertThat(streamed.frames)
          .as("newest input frames of the outputs, seed=%d", seed)
          .containsExactly(Arrays.stream(expected.newest()).boxed().toArray(Long[]::new));
      assertThat(network.outputLength(0, recording.length))
          .as("seed=%d", seed)
          .isEqualTo(expected.newest().length);
      for (int n = 0; n < expected.values().length; n++) {
        assertClose(expected.values()[n], streamed.values.get(n), n, seed, layers);
        compared += expected.values()[n].length;
      }
    }
    assertThat(compared).as("values compared").isGreaterThan(CASES * 100L);
  }

  private static void assertClose(
      double[] expected, float[] got, int output, long seed, List<Layer> layers) {
    assertThat(got.length).as("seed=%d", seed).isEqualTo(expected.length);
    for (int c = 0; c < expected.length; c++) {
      double bound = TOLERANCE * Math.max(1, Math.abs(expected[c]));
      if (!(Math.abs(expected[c] - got[c]) <= bound)) {
        fail(
            "seed=%d, output=%d, channel=%d: expected=%s, got=%s, layers=%s",
            seed, output, c, expected[c], got[c], layers);
      }
    }
  }
}
