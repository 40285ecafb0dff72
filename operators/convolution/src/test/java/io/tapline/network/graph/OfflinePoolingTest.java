/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.graph;

import static io.tapline.network.graph.ByHand.series;
import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.network.layer.Layer;
import io.tapline.network.layer.Padding;
import io.tapline.network.layer.Taps;
import io.tapline.network.layer.pooling.Pooling;
import org.junit.jupiter.api.Test;

/** Pooling over a series, by hand. */
class OfflinePoolingTest {

  @Test
  void shouldTakeTheLargestOrTheMean() {
    assertThat(series(max(new Taps(2, 2, 1, Padding.VALID)), 3, 1, 2, 5, 4)).containsExactly(3, 5);
    assertThat(series(average(new Taps(2, 2, 1, Padding.VALID), false), 3, 1, 2, 5, 4))
        .containsExactly(2, 3.5);
    assertThat(series(max(new Taps(2, 1, 2, Padding.VALID)), 1, 5, 2, 4)).containsExactly(2, 5);
  }

  @Test
  void shouldGiveALastPartialOutputInCeilMode() {
    Taps taps = new Taps(2, 2, 1, Padding.VALID, true);
    assertThat(series(max(taps), 3, 1, 2, 5, 4)).containsExactly(3, 5, 4);
    assertThat(series(average(taps, true), 3, 1, 2, 5, 4)).containsExactly(2, 3.5, 4);
    assertThat(series(max(taps), 3, 1)).containsExactly(3);
  }

  @Test
  void shouldNotLetAPartialOutputBeginInTheRightPadding() {
    Taps apart = new Taps(2, 3, 1, Padding.VALID, true);
    assertThat(series(max(apart), 3, 1, 2)).containsExactly(3);
    Taps padded = new Taps(2, 2, 1, Padding.of(1, 1), true);
    assertThat(series(max(padded), 3, 1, 2, 5)).containsExactly(3, 2, 5);
  }

  @Test
  void shouldNeverTakePaddingForTheLargest() {
    assertThat(series(max(new Taps(3, 1, 1, Padding.of(1, 1))), -3, -6)).containsExactly(-3, -3);
  }

  @Test
  void shouldCountPaddingOnlyIfTold() {
    Taps taps = new Taps(3, 1, 1, Padding.of(1, 1));
    assertThat(series(average(taps, false), 3, 6, 9)).containsExactly(4.5, 6, 7.5);
    assertThat(series(average(taps, true), 3, 6, 9)).containsExactly(3, 6, 5);
  }

  @Test
  void shouldNotCountWhatIsBeyondThePadding() {
    Taps taps = new Taps(3, 2, 1, Padding.of(1, 1), true);
    assertThat(series(average(taps, true), 2, 4, 6, 8)).containsExactly(2, 6, 4);
    assertThat(series(average(taps, false), 2, 4, 6, 8)).containsExactly(3, 6, 8);
  }

  private static Layer max(Taps taps) {
    return new Pooling("p", Pooling.Kind.MAX, taps, false);
  }

  private static Layer average(Taps taps, boolean countPadding) {
    return new Pooling("p", Pooling.Kind.AVERAGE, taps, countPadding);
  }
}
