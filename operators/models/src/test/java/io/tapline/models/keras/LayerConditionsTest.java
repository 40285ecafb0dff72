/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.keras;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LayerConditionsTest {

  @Test
  void shouldBeOfNamesInTheTableOnly() {
    assertThat(LayerConditions.types()).allMatch(KnownLayers::isType);
  }
}
