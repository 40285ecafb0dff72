/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.graph;

import static io.tapline.network.graph.ByHand.series;
import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.network.layer.shape.TimePadding;
import org.junit.jupiter.api.Test;

/** Padding and cropping as a layer, by hand. */
class OfflineTimePaddingTest {

  @Test
  void shouldPutConstantsOnBothSides() {
    assertThat(series(new TimePadding("t", 2, 1, 1, 7), 1, 2)).containsExactly(7, 7, 1, 2, 7);
  }

  @Test
  void shouldCutOffWhereNegative() {
    assertThat(series(new TimePadding("t", -1, -1, 1, 0), 1, 2, 3, 4)).containsExactly(2, 3);
    assertThat(series(new TimePadding("t", 1, -1, 1, 9), 1, 2, 3)).containsExactly(9, 1, 2);
    assertThat(series(new TimePadding("t", -1, -1, 1, 0), 1, 2)).isEmpty();
  }

  @Test
  void shouldTakeEveryStridethOfWhatIsThereThen() {
    assertThat(series(new TimePadding("t", -1, 0, 2, 0), 1, 2, 3, 4, 5)).containsExactly(2, 4);
    assertThat(series(new TimePadding("t", 1, 0, 2, 9), 1, 2, 3, 4, 5)).containsExactly(9, 2, 4);
  }
}
