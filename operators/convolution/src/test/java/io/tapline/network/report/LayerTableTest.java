/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.network.Network;
import io.tapline.network.function.Activation;
import io.tapline.network.layer.activation.ActivationLayer;
import java.util.List;
import org.junit.jupiter.api.Test;

class LayerTableTest {

  @Test
  void shouldShowTheEndsOfNamesThatWouldPushTheOtherColumnsAway() {
    String name = "encoder/".repeat(1_000) + "relu";
    Network network = Network.compile(1, List.of(new ActivationLayer(name, Activation.ABS)));
    StringBuilder text = new StringBuilder();

    new LayerTable(text, network, "%s", 5).row(LayerTable.label(network.layers().get(0)), "other");

    assertThat(text).startsWith("…").contains("/encoder/relu (Activation) other\n").hasSize(67);
  }
}
