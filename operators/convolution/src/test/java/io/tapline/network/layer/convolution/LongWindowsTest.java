/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.layer.convolution;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.network.Network;
import io.tapline.network.NetworkProcessor;
import io.tapline.network.NetworkState;
import io.tapline.network.graph.NetworkGraph;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Windows of more frames than a ring in order holds: they wrap, and must be copied. */
class LongWindowsTest {
  private static final int FRAMES = 300;
  private static final int TAPS = 83;
  private static final int CHANNELS = 3;
  private static final int FILTERS = 5;

  private final float[] kernel = values(new SplittableRandom(1), TAPS * CHANNELS * FILTERS);
  private final float[] bias = values(new SplittableRandom(2), FILTERS);
  private final float[] frames = values(new SplittableRandom(3), FRAMES * CHANNELS);

  @Test
  void shouldSumWindowsThatWrapInTwoChainsForAnyBlocks() {
    float[] expected = expected();
    for (int block : List.of(1, 7, 64, FRAMES)) {
      assertThat(streamed(block)).as("block=%d", block).containsExactly(expected);
    }
  }

  private float[] streamed(int block) {
    Network network =
        Network.compile(
            NetworkGraph.sequence(
                CHANNELS,
                List.of(
                    Convolution.named("long")
                        .filters(FILTERS)
                        .kernelSize(TAPS)
                        .kernel(kernel)
                        .bias(bias)
                        .build()),
                "out"));
    NetworkProcessor processor = network.newProcessor();
    NetworkState state = network.newState();
    List<float[]> outputs = new ArrayList<>();
    for (int done = 0; done < FRAMES; done += block) {
      int count = Math.min(block, FRAMES - done);
      processor.process(
          frames,
          done * CHANNELS,
          count,
          state,
          (output, frame, missing, values, offset) ->
              outputs.add(Arrays.copyOfRange(values, offset, offset + FILTERS)));
    }
    float[] all = new float[FRAMES * FILTERS];
    for (int frame = 0; frame < FRAMES; frame++) {
      System.arraycopy(outputs.get(frame), 0, all, frame * FILTERS, FILTERS);
    }
    return all;
  }

  private float[] expected() {
    float[] sums = new float[FRAMES * FILTERS];
    for (int frame = 0; frame < FRAMES; frame++) {
      for (int o = 0; o < FILTERS; o++) {
        float[] chains = {bias[o], 0f};
        for (int i = 0; i < TAPS * CHANNELS; i++) {
          int at = (frame - TAPS + 1) * CHANNELS + i;
          float x = at < 0 ? 0f : frames[at];
          chains[i % 2] = Math.fma(x, kernel[i * FILTERS + o], chains[i % 2]);
        }
        sums[frame * FILTERS + o] = chains[0] + chains[1];
      }
    }
    return sums;
  }

  private static float[] values(SplittableRandom random, int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) random.nextDouble(-1, 1);
    }
    return values;
  }
}
