/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.onnx.op;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OperatorConditionsTest {

  @Test
  void shouldBeOfNamesInTheTableOnly() {
    assertThat(OperatorConditions.names()).allMatch(StreamOperators::knows);
  }
}
