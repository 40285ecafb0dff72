/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.layer.recurrent;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.network.Network;
import io.tapline.network.function.Activation;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Whatever an output depends on tells networks apart. */
class RecurrentFingerprintTest {

  @Test
  void shouldTellLstmsOfAnyOtherOptionApart() {
    shouldAllDiffer(
        List.of(
            lstm().build(),
            lstm().kernel(1, 2, 3, 5).build(),
            lstm().recurrent(1, 2, 3, 5).build(),
            lstm().bias(0, 0, 0, 0).build(),
            lstm().peepholes(0, 0, 0).build(),
            lstm().recurrentActivation(Activation.TANH).build(),
            lstm().activation(Activation.SIGMOID).build(),
            lstm().outputActivation(Activation.SIGMOID).build(),
            lstm().clip(1).build(),
            lstm().coupled(true).build(),
            lstm().initialHidden(0).build(),
            lstm().initialCell(0).build(),
            lstm().emits(Lstm.Emission.HIDDEN_AND_CELL).build()));
  }

  @Test
  void shouldTellGrusOfAnyOtherOptionApart() {
    shouldAllDiffer(
        List.of(
            gru().build(),
            gru().kernel(1, 2, 4).build(),
            gru().recurrent(1, 2, 4).build(),
            gru().bias(0, 0, 0).build(),
            gru().recurrentBias(0, 0, 0).build(),
            gru().resetAfter(false).build(),
            gru().recurrentActivation(Activation.TANH).build(),
            gru().activation(Activation.SIGMOID).build(),
            gru().clip(1).build(),
            gru().initialHidden(0).build()));
  }

  @Test
  void shouldTellSimpleLayersOfAnyOtherOptionApart() {
    shouldAllDiffer(
        List.of(
            simple().build(),
            simple().kernel(2).build(),
            simple().recurrent(2).build(),
            simple().bias(0).build(),
            simple().activation(Activation.SIGMOID).build(),
            simple().clip(1).build(),
            simple().initialHidden(0).build()));
  }

  @Test
  void shouldNotTellNamesAndTrainabilityApart() {
    assertThat(fingerprint(lstm().trainable(false).build())).isEqualTo(fingerprint(lstm().build()));
  }

  private static void shouldAllDiffer(List<? extends RecurrentLayer> layers) {
    Set<Long> fingerprints = new HashSet<>();
    for (RecurrentLayer layer : layers) {
      assertThat(fingerprints.add(fingerprint(layer))).as("%s", layer).isTrue();
    }
  }

  private static long fingerprint(RecurrentLayer layer) {
    return Network.compile(1, List.of(layer)).fingerprint();
  }

  private static Gru.Builder gru() {
    return Gru.named("g").units(1).kernel(1, 2, 3).recurrent(1, 2, 3);
  }

  private static SimpleRnn.Builder simple() {
    return SimpleRnn.named("s").units(1).kernel(1).recurrent(1);
  }

  private static Lstm.Builder lstm() {
    return Lstm.named("l").units(1).kernel(1, 2, 3, 4).recurrent(1, 2, 3, 4);
  }
}
