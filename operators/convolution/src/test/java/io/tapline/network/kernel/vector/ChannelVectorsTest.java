/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.kernel.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChannelVectorsTest {
  private static final long SEED = 20261123;
  private static final int FRAMES = 5;

  @BeforeAll
  static void needTheVectorModule() {
    assumeTrue(
        ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent(),
        "needs --add-modules jdk.incubator.vector");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 7, 13, 15, 16, 17, 31, 33, 64, 65, 240})
  void shouldScaleAndShiftWithOneRounding(int channels) {
    SplittableRandom random = new SplittableRandom(SEED);
    float[] input = inputs(random, FRAMES * channels);
    float[] scale = inputs(random, channels);
    float[] shift = inputs(random, channels);
    float[] output = new float[input.length];
    ChannelVectors.scaleAndShift(input, 0, FRAMES, scale, shift, output, 0);
    for (int i = 0; i < input.length; i++) {
      float expected = Math.fma(input[i], scale[i % channels], shift[i % channels]);
      assertSameBits(output[i], expected, input[i]);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 7, 13, 15, 16, 17, 31, 33, 64, 65, 240})
  void shouldScaleNegativeValuesByTheirChannel(int channels) {
    SplittableRandom random = new SplittableRandom(SEED);
    float[] input = inputs(random, FRAMES * channels);
    float[] alpha = inputs(random, channels);
    float[] output = new float[input.length];
    ChannelVectors.parametricRelu(input, 0, FRAMES, alpha, output, 0);
    for (int i = 0; i < input.length; i++) {
      float expected = input[i] < 0f ? alpha[i % channels] * input[i] : input[i];
      assertSameBits(output[i], expected, input[i]);
    }
  }

  private static void assertSameBits(float got, float expected, float input) {
    assertThat(Float.floatToIntBits(got))
        .as("seed=%d, of %s: got %s, expected %s", SEED, input, got, expected)
        .isEqualTo(Float.floatToIntBits(expected));
  }

  /** Half of them of random bits, which may be anything. */
  private static float[] inputs(SplittableRandom random, int size) {
    float[] inputs = new float[size];
    for (int i = 0; i < size; i++) {
      boolean tame = random.nextBoolean();
      inputs[i] = tame ? (float) random.nextDouble(-4, 4) : Float.intBitsToFloat(random.nextInt());
    }
    return inputs;
  }
}
