/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.kernel.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.ThreadMXBean;
import io.tapline.network.function.Activation;
import io.tapline.network.kernel.ActivationLoops;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class VectorActivationsTest {
  private static final long SEED = 20261122;
  private static final float CANARY = 12345.678f;
  private static final int LONGEST = 70;

  /** Enough that compiled code is what is tested, and to go through the inputs several times. */
  private static final int CALLS = 30_000;

  private static final List<Activation> ACTIVATIONS =
      List.of(
          Activation.LINEAR,
          Activation.RELU,
          Activation.RELU6,
          Activation.clip(-Float.MAX_VALUE, 1f),
          Activation.clip(2f, -2f),
          Activation.clip(-0f, 0f),
          Activation.leakyRelu(0.01f),
          Activation.leakyRelu(-3f),
          Activation.thresholdedRelu(1f),
          Activation.thresholdedRelu(-1f),
          Activation.shrink(0.5f, 0f),
          Activation.shrink(1.5f, 0.7f),
          Activation.shrink(-1f, 0.7f),
          Activation.hardSigmoid(0.2f, 0.5f),
          Activation.hardSigmoid(-1f / 6f, -0f),
          Activation.HARD_SWISH,
          Activation.ABS,
          Activation.NEGATE,
          Activation.RECIPROCAL,
          Activation.SQUARE,
          Activation.SQRT,
          Activation.elu(1f),
          Activation.elu(0.3f),
          Activation.elu(-2f),
          Activation.elu(0f),
          Activation.selu(),
          Activation.selu(-1.5f, -0.5f),
          Activation.celu(1f),
          Activation.celu(0.3f),
          Activation.celu(7f),
          Activation.celu(Float.MIN_VALUE),
          Activation.celu(Float.MAX_VALUE),
          Activation.celu(-2f),
          Activation.TANH,
          Activation.SIGMOID,
          Activation.SOFTSIGN,
          Activation.EXP,
          Activation.SOFTPLUS,
          Activation.SILU,
          Activation.swish(1.702f),
          Activation.swish(-0.3f),
          Activation.swish(0f),
          Activation.GELU,
          Activation.GELU_TANH,
          Activation.MISH,
          Activation.LOG,
          Activation.ERF,
          Activation.power(2f),
          Activation.power(3f),
          Activation.power(0.5f),
          Activation.power(-1f),
          Activation.power(-2.7f),
          Activation.power(0f),
          Activation.power(0x1p24f),
          Activation.power(Float.POSITIVE_INFINITY),
          Activation.of(Activation.Kind.SIGN),
          Activation.of(Activation.Kind.FLOOR),
          Activation.of(Activation.Kind.CEIL),
          Activation.of(Activation.Kind.ROUND),
          Activation.of(Activation.Kind.TRUNCATE),
          Activation.of(Activation.Kind.SIN),
          Activation.of(Activation.Kind.COS),
          Activation.of(Activation.Kind.TAN),
          Activation.of(Activation.Kind.ASIN),
          Activation.of(Activation.Kind.ACOS),
          Activation.of(Activation.Kind.ATAN),
          Activation.of(Activation.Kind.SINH),
          Activation.of(Activation.Kind.COSH),
          Activation.of(Activation.Kind.ASINH),
          Activation.of(Activation.Kind.ACOSH),
          Activation.of(Activation.Kind.ATANH),
          Activation.of(Activation.Kind.LOG1P),
          Activation.of(Activation.Kind.EXPM1),
          Activation.of(Activation.Kind.IS_NAN),
          Activation.of(Activation.Kind.IS_INFINITE, 1f, 0f));

  static Stream<Activation> activations() {
    return ACTIVATIONS.stream();
  }

  @BeforeAll
  static void needTheVectorModule() {
    assumeTrue(
        ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent(),
        "needs --add-modules jdk.incubator.vector");
  }

  @Test
  void shouldBeTestedForEveryKind() {
    assertThat(ACTIVATIONS.stream().map(Activation::kind).collect(Collectors.toSet()))
        .containsExactlyInAnyOrder(Activation.Kind.values());
  }

  @ParameterizedTest
  @MethodSource("activations")
  void shouldGiveTheBitsOfThePlainLoops(Activation activation) {
    float[] inputs = inputs();
    float[] expected = inputs.clone();
    ActivationLoops.apply(activation, expected, 0, expected.length);
    SplittableRandom random = new SplittableRandom(SEED);
    float[] values = new float[2 * LONGEST];
    for (int call = 0, start = 0; call < CALLS; call++) {
      int count = Math.min(random.nextInt(LONGEST), inputs.length - start);
      int offset = random.nextInt(LONGEST);
      System.arraycopy(inputs, start, values, offset, count);
      VectorActivations.apply(activation, values, offset, count);
      assertBits(activation, inputs, expected, values, start, offset, count);
      start = (start + count) % inputs.length;
    }
  }

  @ParameterizedTest
  @MethodSource("activations")
  void shouldTouchOnlyItsValuesWhateverTheirCount(Activation activation) {
    SplittableRandom random = new SplittableRandom(SEED);
    for (int count = 0; count <= LONGEST; count++) {
      for (int before = 0; before < 4; before++) {
        for (int after = 0; after < 18; after += 17) {
          float[] values = new float[before + count + after];
          for (int i = 0; i < values.length; i++) {
            boolean inside = i >= before && i < before + count;
            values[i] = inside ? (float) random.nextDouble(-9, 9) : CANARY;
          }
          float[] inputs = values.clone();
          float[] expected = values.clone();
          ActivationLoops.apply(activation, expected, before, count);
          VectorActivations.apply(activation, values, before, count);
          assertBits(activation, inputs, expected, values, 0, 0, values.length);
        }
      }
    }
  }

  /** A vector that became an object would do so on every call, and take 30 times longer. */
  @ParameterizedTest
  @MethodSource("activations")
  void shouldAllocateNothingOnceCompiled(Activation activation) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long thread = Thread.currentThread().getId();
    float[] values = new float[LONGEST + 3];
    // Compilers run beside: until they are done, and the least of all rounds.
    long deadline = System.nanoTime() + 20_000_000_000L;
    long allocated = Long.MAX_VALUE;
    while (allocated > 0 && System.nanoTime() < deadline) {
      long before = threads.getThreadAllocatedBytes(thread);
      for (int call = 0; call < 2_000; call++) {
        VectorActivations.apply(activation, values, call % 4, call % LONGEST);
      }
      allocated = Math.min(allocated, threads.getThreadAllocatedBytes(thread) - before);
    }
    assertThat(allocated).as("%s: bytes allocated in 2000 calls", activation).isZero();
  }

  private static void assertBits(
      Activation activation,
      float[] inputs,
      float[] expected,
      float[] values,
      int start,
      int offset,
      int count) {
    for (int i = 0; i < count; i++) {
      float wanted = expected[start + i];
      float got = values[offset + i];
      // All NaN are one: hardware and the order of operands choose among their bits.
      if (Float.floatToIntBits(got) != Float.floatToIntBits(wanted)) {
        throw new AssertionError(
            String.format(
                "seed=%d, %s of %s (count %d): expected %s, got %s",
                SEED, activation, inputs[start + i], count, wanted, got));
      }
    }
  }

  /** Special values, every exponent with both signs, dense where functions bend, random bits. */
  private static float[] inputs() {
    SplittableRandom random = new SplittableRandom(SEED);
    float[] special = {
      0f,
      Float.NaN,
      Float.intBitsToFloat(0x7f800001),
      Float.POSITIVE_INFINITY,
      Float.MAX_VALUE,
      Float.MIN_VALUE,
      Float.MIN_NORMAL,
      1f
    };
    float[] inputs = new float[300_000];
    int n = 0;
    for (float x : special) {
      inputs[n++] = x;
      inputs[n++] = -x;
    }
    for (int exponent = 0; exponent < 255; exponent++) {
      for (int fraction = 0; fraction < 32; fraction++) {
        float x = Float.intBitsToFloat(exponent << 23 | fraction << 18);
        inputs[n++] = x;
        inputs[n++] = -Math.nextUp(x);
      }
    }
    while (n < 150_000) {
      inputs[n++] = Float.intBitsToFloat(random.nextInt());
    }
    while (n < 220_000) {
      inputs[n++] = (float) random.nextDouble(-160, 160);
    }
    while (n < inputs.length) {
      inputs[n++] = (float) random.nextDouble(-8, 8);
    }
    return inputs;
  }
}
