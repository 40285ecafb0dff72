/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.local.plant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class RidgeRegressionTest {

  @Test
  void shouldRecoverALinearRelation() {
    Noise noise = Noise.of(1, "regression");
    double[][] features = new double[200][3];
    double[] targets = new double[200];
    for (int i = 0; i < features.length; i++) {
      for (int j = 0; j < 3; j++) {
        features[i][j] = 5 + (j + 1) * noise.gaussian();
      }
      targets[i] = 2 * features[i][0] - 3 * features[i][1] + 0.5 * features[i][2] + 7;
    }

    RidgeRegression fit = RidgeRegression.fit(features, targets, even(200), 1e-12);

    assertThat(fit.weights()).containsExactly(new double[] {2, -3, 0.5}, within(1e-8));
    assertThat(fit.bias()).isCloseTo(7, within(1e-8));
  }

  @Test
  void shouldShrinkTowardsTheMeanAsThePenaltySays() {
    // One feature of unit spread, y = x: β = 1/(1 + λ).
    double[][] features = {{-1}, {1}};
    RidgeRegression fit = RidgeRegression.fit(features, new double[] {2, 4}, even(2), 1);
    assertThat(fit.weights()[0]).isCloseTo(0.5, within(1e-12));
    assertThat(fit.bias()).isCloseTo(3, within(1e-12));
  }

  @Test
  void shouldWeighExamplesByTheirImportance() {
    double[][] features = {{0}, {0}, {0}};
    RidgeRegression fit =
        RidgeRegression.fit(features, new double[] {0, 0, 1}, new double[] {0.25, 0.25, 0.5}, 1);
    assertThat(fit.bias()).isCloseTo(0.5, within(1e-12));
  }

  @Test
  void shouldRefuseFeaturesThatAreNotFinite() {
    double[][] features = {{Double.NaN}, {1}};
    assertThatThrownBy(() -> RidgeRegression.fit(features, new double[] {0, 1}, even(2), 0.1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("features are not finite, or the penalty is not positive: penalty=0.1");
  }

  private static double[] even(int examples) {
    double[] importance = new double[examples];
    Arrays.fill(importance, 1.0 / examples);
    return importance;
  }
}
