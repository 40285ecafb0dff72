/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.layer.recurrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tapline.network.function.Activation;
import io.tapline.network.kernel.KernelChoice;
import io.tapline.network.kernel.Kernels;
import io.tapline.network.kernel.PlainKernels;
import io.tapline.network.layer.Execution;
import io.tapline.network.layer.FrameShape;
import io.tapline.network.layer.LayerKind;
import io.tapline.network.layer.LayerPlace;
import io.tapline.network.layer.StreamShape;
import io.tapline.network.layer.StreamTiming;
import io.tapline.network.layer.Taps;
import io.tapline.network.stage.Slots;
import io.tapline.network.stage.Span;
import io.tapline.network.stage.Stage;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Sums of a recurrent layer have one order: in plain loops, in vectors and in any blocks. */
class RecurrentBitsTest {
  private static final int[] SIZES = {1, 2, 7, 8, 16, 17, 33, 64};
  private static final int FRAMES = 150;

  @Test
  void shouldGiveTheSameBitsOfLstmInVectorsAndInAnyBlocks() {
    for (int units : SIZES) {
      for (int inputs : new int[] {1, 5, 16, 40}) {
        SplittableRandom random = new SplittableRandom(units * 100L + inputs);
        check(
            new LstmKind(),
            Lstm.named("l")
                .units(units)
                .kernel(weights(random, inputs * 4 * units, inputs))
                .recurrent(weights(random, units * 4 * units, units))
                .bias(weights(random, 4 * units, 1))
                .peepholes(random.nextBoolean() ? weights(random, 3 * units, 1) : new float[0])
                .recurrentActivation(
                    random.nextBoolean() ? Activation.SIGMOID : Activation.hardSigmoid(0.2f, 0.5f))
                .clip(random.nextBoolean() ? 1.5f : Float.POSITIVE_INFINITY)
                .initialHidden(random.nextBoolean() ? weights(random, units, 1) : new float[0])
                .emits(Lstm.Emission.HIDDEN_AND_CELL)
                .build(),
            inputs);
      }
    }
  }

  @Test
  void shouldGiveTheSameBitsOfGruInVectorsAndInAnyBlocks() {
    for (int units : SIZES) {
      for (int inputs : new int[] {1, 5, 16, 40}) {
        SplittableRandom random = new SplittableRandom(units * 100L + inputs);
        boolean resetAfter = random.nextBoolean();
        check(
            new GruKind(),
            Gru.named("g")
                .units(units)
                .kernel(weights(random, inputs * 3 * units, inputs))
                .recurrent(weights(random, units * 3 * units, units))
                .bias(weights(random, 3 * units, 1))
                .recurrentBias(resetAfter ? weights(random, 3 * units, 1) : new float[0])
                .resetAfter(resetAfter)
                .clip(random.nextBoolean() ? 1.5f : Float.POSITIVE_INFINITY)
                .initialHidden(random.nextBoolean() ? weights(random, units, 1) : new float[0])
                .build(),
            inputs);
      }
    }
  }

  @Test
  void shouldGiveTheSameBitsOfSimpleLayersInVectorsAndInAnyBlocks() {
    for (int units : SIZES) {
      SplittableRandom random = new SplittableRandom(units);
      check(
          new SimpleRnnKind(),
          SimpleRnn.named("s")
              .units(units)
              .kernel(weights(random, 5 * units, 5))
              .recurrent(weights(random, units * units, units))
              .bias(weights(random, units, 1))
              .clip(random.nextBoolean() ? 1.5f : Float.POSITIVE_INFINITY)
              .build(),
          5);
    }
  }

  private static <L extends RecurrentLayer> void check(LayerKind<L> kind, L layer, int inputs) {
    KernelChoice choice = KernelChoice.here();
    assumeTrue(choice.vectors().isPresent(), choice.reason());
    float[] frames = weights(new SplittableRandom(inputs), FRAMES * inputs + Kernels.SLACK, 1);
    float[] expected = run(kind, layer, inputs, new PlainKernels(), frames, FRAMES);
    for (int block : new int[] {1, 7, 64, FRAMES}) {
      Kernels vectors = choice.vectors().get().newKernels();
      assertThat(run(kind, layer, inputs, vectors, frames, block))
          .as("block=%d, layer=%s, inputs=%d", block, layer, inputs)
          .containsExactly(expected);
    }
    assertThat(run(kind, layer, inputs, new PlainKernels(), frames, 13)).containsExactly(expected);
  }

  private static <L extends RecurrentLayer> float[] run(
      LayerKind<L> kind, L layer, int inputs, Kernels kernels, float[] frames, int block) {
    int outputs = (int) layer.outputChannels(inputs);
    LayerPlace place = new LayerPlace(List.of(stream(inputs)), stream(outputs), Taps.POINT);
    Stage stage = kind.stage(layer, place, kernels).get();
    Slots slots = new Slots(kind.state(layer, place), 0);
    float[] memory = new float[slots.end() + Kernels.SLACK];
    float[] results = new float[FRAMES * outputs + Kernels.SLACK];
    Span input = new Span();
    Span output = new Span();
    for (int first = 0; first < FRAMES; first += block) {
      int count = Math.min(block, FRAMES - first);
      input.attach(frames, first * inputs);
      input.set(first, count, false);
      output.attach(results, first * outputs);
      output.set(first, count, false);
      stage.process(new Span[] {input}, slots, memory, output);
    }
    return results;
  }

  private static StreamShape stream(int channels) {
    return new StreamShape(new FrameShape(channels), StreamTiming.INPUT, Execution.STREAMED, 0);
  }

  private static float[] weights(SplittableRandom random, int count, int terms) {
    float[] weights = new float[count];
    for (int i = 0; i < count; i++) {
      weights[i] = (float) (random.nextDouble(-1.5, 1.5) / Math.sqrt(terms));
    }
    return weights;
  }
}
