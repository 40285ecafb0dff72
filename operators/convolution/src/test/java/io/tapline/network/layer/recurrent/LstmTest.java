/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.layer.recurrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.tapline.network.Network;
import io.tapline.network.function.Activation;
import io.tapline.network.graph.InvalidNetworkException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One unit by hand: kernel (i, f, c, o) and recurrent weights of one value each. */
class LstmTest {

  @Test
  void shouldGoOnFromFrameToFrame() {
    Lstm layer = layer().bias(0.1f, 0.2f, 0.3f, 0.4f).build();

    double h = 0;
    double c = 0;
    float[] got = Recurrences.run(layer, 1f, -2f, 0.5f);
    double[] frames = {1, -2, 0.5};
    for (int t = 0; t < frames.length; t++) {
      double i = sigmoid(0.5 * frames[t] + 0.3 * h + 0.1);
      double f = sigmoid(-0.4 * frames[t] + 0.6 * h + 0.2);
      double a = Math.tanh(1.5 * frames[t] - 0.7 * h + 0.3);
      double o = sigmoid(0.8 * frames[t] + 0.2 * h + 0.4);
      c = f * c + i * a;
      h = o * Math.tanh(c);
      assertThat(got[t]).as("frame %d", t).isCloseTo((float) h, within(1e-6f));
    }
  }

  @Test
  void shouldBeginAtItsInitialValues() {
    Lstm layer = layer().initialHidden(0.5f).initialCell(-1f).build();

    double i = sigmoid(0.3 * 0.5);
    double f = sigmoid(0.6 * 0.5);
    double a = Math.tanh(-0.7 * 0.5);
    double c = -f + i * a;
    double h = sigmoid(0.2 * 0.5) * Math.tanh(c);
    assertThat(Recurrences.run(layer, 0f)[0]).isCloseTo((float) h, within(1e-6f));
    assertThat(Recurrences.runTwice(layer, 0f))
        .as("in the next segment too")
        .isCloseTo((float) h, within(1e-6f));
  }

  @Test
  void shouldLookAtTheCellThroughPeepholes() {
    Lstm layer = layer().initialCell(2f).peepholes(0.5f, -0.25f, 1f).build();

    double i = sigmoid(0.5 * 2);
    double f = sigmoid(-0.25 * 2);
    double c = f * 2;
    double h = sigmoid(c) * Math.tanh(c);
    assertThat(i).isPositive();
    assertThat(Recurrences.run(layer, 0f)[0]).isCloseTo((float) h, within(1e-6f));
  }

  @Test
  void shouldForgetWhatItDoesNotTakeIn() {
    Lstm layer = layer().initialCell(2f).coupled(true).build();

    double i = sigmoid(0.5);
    double c = (1 - i) * 2 + i * Math.tanh(1.5);
    double h = sigmoid(0.8) * Math.tanh(c);
    assertThat(Recurrences.run(layer, 1f)[0]).isCloseTo((float) h, within(1e-6f));
  }

  @Test
  void shouldBoundWhatEntersGatesAndCandidateButNotTheCell() {
    Lstm layer = layer().initialCell(3f).clip(0.25f).build();

    double i = sigmoid(0.25);
    double f = sigmoid(-0.25);
    double c = f * 3 + i * Math.tanh(0.25);
    double h = sigmoid(0.25) * Math.tanh(c);
    assertThat(Recurrences.run(layer, 1f)[0]).isCloseTo((float) h, within(1e-6f));
  }

  @Test
  void shouldApplyItsOwnActivations() {
    Lstm layer =
        layer()
            .recurrentActivation(Activation.hardSigmoid(0.2f, 0.5f))
            .activation(Activation.RELU)
            .outputActivation(Activation.SOFTSIGN)
            .build();

    double c = (0.2 * 0.5 + 0.5) * 1.5;
    double h = (0.2 * 0.8 + 0.5) * (c / (1 + c));
    assertThat(Recurrences.run(layer, 1f)[0]).isCloseTo((float) h, within(1e-6f));
  }

  @Test
  void shouldEmitTheCellBehindTheHiddenVector() {
    float[] got = Recurrences.run(layer().emits(Lstm.Emission.HIDDEN_AND_CELL).build(), 1f);

    double c = sigmoid(0.5) * Math.tanh(1.5);
    assertThat(got).hasSize(2);
    assertThat(got[0]).isCloseTo((float) (sigmoid(0.8) * Math.tanh(c)), within(1e-6f));
    assertThat(got[1]).isCloseTo((float) c, within(1e-6f));
  }

  @Test
  void shouldCountParametersAndMultiplyAddsAsKerasDoes() {
    Lstm layer =
        Lstm.named("l")
            .units(64)
            .kernel(new float[15 * 256])
            .recurrent(new float[64 * 256])
            .bias(new float[256])
            .build();
    Network network = Network.compile(15, List.of(layer));

    assertThat(network.parameters().total()).isEqualTo(20_480);
    assertThat(network.multiplyAddsPerFrame()).isEqualTo((15 + 64) * 256);
    assertThat(network.seesSinceStart()).isTrue();
    assertThat(network.stateBytes()).isEqualTo(2 + 8 + 8 + 2 * 64 * 4);
  }

  @Test
  void shouldTellEveryMisfit() {
    Lstm layer =
        Lstm.named("l")
            .units(2)
            .kernel(1)
            .recurrent(1, 2)
            .bias(1, 2, 3)
            .peepholes(1)
            .initialHidden(1)
            .initialCell(1, 2, 3)
            .clip(-1)
            .recurrentActivation(Activation.elu(Float.NaN))
            .build();

    assertThatThrownBy(() -> Network.compile(3, List.of(layer)))
        .isInstanceOfSatisfying(
            InvalidNetworkException.class,
            e ->
                assertThat(e.problems())
                    .containsExactlyInAnyOrder(
                        "kernel values do not fit the layer: layer=l, expected=24, got=1",
                        "recurrent kernel values do not fit the layer: layer=l, expected=16, got=2",
                        "bias values do not fit the layer: layer=l, expected=8, got=3",
                        "peephole values do not fit the layer: layer=l, expected=6, got=1",
                        "initial hidden values do not fit the layer: layer=l, expected=2, got=1",
                        "initial cell values do not fit the layer: layer=l, expected=2, got=3",
                        "clip must be above 0: layer=l, got=-1.0",
                        "alpha must be finite: layer=l, alpha=NaN"));
  }

  private static Lstm.Builder layer() {
    return Lstm.named("l")
        .units(1)
        .kernel(0.5f, -0.4f, 1.5f, 0.8f)
        .recurrent(0.3f, 0.6f, -0.7f, 0.2f);
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }
}
