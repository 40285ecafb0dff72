/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.network.layer.Parameters;
import io.tapline.network.layer.Weights;
import io.tapline.network.layer.normalization.BatchNormalization;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Batch normalization that leaves out its scale or its shift. */
class BatchNormalizationTest {
  private static final Weights MEAN = Weights.of(1f, 2f);
  private static final Weights VARIANCE = Weights.of(4f, 9f);

  @Test
  void shouldCountOnlyTheParametersThatItHas() {
    assertThat(normalization(Weights.none(), Weights.none()).parameters())
        .isEqualTo(Parameters.of(4, false));
    assertThat(normalization(Weights.none(), Weights.of(1f, 1f)).parameters())
        .isEqualTo(Parameters.of(2, true).plus(Parameters.of(4, false)));
  }

  @Test
  void shouldComputeAsWithOnesAndZerosAndBeTheSameNetwork() {
    Network without = Network.compile(2, List.of(normalization(Weights.none(), Weights.none())));
    Network with =
        Network.compile(2, List.of(normalization(Weights.of(1f, 1f), Weights.of(0f, 0f))));
    float[][] frames = {{1.5f, -7f}, {0.1f, 1e6f}};

    assertThat(without.fingerprint()).isEqualTo(with.fingerprint());
    assertThat(Streamed.frameByFrame(without, frames).values)
        .usingElementComparator(java.util.Arrays::compare)
        .isEqualTo(Streamed.frameByFrame(with, frames).values);
  }

  private static BatchNormalization normalization(Weights gamma, Weights beta) {
    return new BatchNormalization("bn", gamma, beta, MEAN, VARIANCE, 1e-3f, true);
  }
}
