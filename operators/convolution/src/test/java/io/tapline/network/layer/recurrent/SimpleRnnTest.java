/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.layer.recurrent;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.network.Network;
import io.tapline.network.function.Activation;
import java.util.List;
import org.junit.jupiter.api.Test;

class SimpleRnnTest {

  @Test
  void shouldAddItsLastOutput() {
    SimpleRnn layer =
        SimpleRnn.named("s")
            .units(2)
            .kernel(1, -1)
            .recurrent(0.5f, 0, 2, 1)
            .bias(1, 0)
            .activation(Activation.RELU)
            .initialHidden(2, 1)
            .build();

    assertThat(Recurrences.run(layer, 1f, 3f)).containsExactly(1 + 1 + 1 + 2, 0, 3 + 1 + 2.5f, 0);
  }

  @Test
  void shouldBoundWhatEntersItsActivation() {
    SimpleRnn layer =
        SimpleRnn.named("s")
            .units(1)
            .kernel(1)
            .recurrent(1)
            .activation(Activation.LINEAR)
            .clip(2)
            .build();

    assertThat(Recurrences.run(layer, 1f, 3f, -9f)).containsExactly(1, 2, -2);
  }

  @Test
  void shouldCountParametersAndMultiplyAdds() {
    SimpleRnn layer =
        SimpleRnn.named("s")
            .units(8)
            .kernel(new float[24])
            .recurrent(new float[64])
            .bias(new float[8])
            .build();
    Network network = Network.compile(3, List.of(layer));

    assertThat(network.parameters().total()).isEqualTo(96);
    assertThat(network.multiplyAddsPerFrame()).isEqualTo(88);
  }
}
