/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SumOrderTest {

  @Test
  void shouldSumFewOutputsOfManyProductsInTwoChains() {
    assertThat(SumOrder.of(105, 16, 1)).isEqualTo(SumOrder.TWO_CHAINS);
    assertThat(SumOrder.of(32, 32, 1)).isEqualTo(SumOrder.TWO_CHAINS);
    assertThat(SumOrder.of(Long.MAX_VALUE, 1, 1)).isEqualTo(SumOrder.TWO_CHAINS);
  }

  @Test
  void shouldSumManyOutputsInOneChain() {
    assertThat(SumOrder.of(192, 33, 1)).isEqualTo(SumOrder.ONE_CHAIN);
  }

  @Test
  void shouldSumFewProductsInOneChain() {
    assertThat(SumOrder.of(31, 16, 1)).isEqualTo(SumOrder.ONE_CHAIN);
  }

  @Test
  void shouldSumTapsThatLieApartInOneChain() {
    assertThat(SumOrder.of(105, 16, 2)).isEqualTo(SumOrder.ONE_CHAIN);
  }
}
