/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.local.plant;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/**
 * Weighted ridge regression in closed form, in float64: features are centred and brought to unit
 * spread, then {@code β = (XᵀWX + λI)⁻¹ XᵀWy} (Hastie, Tibshirani and Friedman, The Elements of
 * Statistical Learning, 3.4.1), and the answer is given for the features as they were.
 *
 * @param weights one for each feature
 * @param bias the prediction where all features are 0
 */
@SuppressWarnings("ArrayRecordComponent")
record RidgeRegression(double[] weights, double bias) {

  /**
   * Fits {@code features · weights + bias} to the targets.
   *
   * @param features shape [examples, features], left as it is
   * @param targets one for each example
   * @param importance of each example; the sum is 1
   * @param penalty λ
   */
  static RidgeRegression fit(
      double[][] features, double[] targets, double[] importance, double penalty) {
    int examples = features.length;
    int count = features[0].length;
    double[] mean = new double[count];
    double[] spread = new double[count];
    double targetMean = 0;
    for (int i = 0; i < examples; i++) {
      targetMean += importance[i] * targets[i];
      for (int j = 0; j < count; j++) {
        mean[j] += importance[i] * features[i][j];
        spread[j] += importance[i] * features[i][j] * features[i][j];
      }
    }
    for (int j = 0; j < count; j++) {
      spread[j] = Math.sqrt(Math.max(spread[j] - mean[j] * mean[j], Double.MIN_NORMAL));
    }

    DMatrixRMaj design = new DMatrixRMaj(examples, count);
    DMatrixRMaj answer = new DMatrixRMaj(examples, 1);
    for (int i = 0; i < examples; i++) {
      double root = Math.sqrt(importance[i]);
      for (int j = 0; j < count; j++) {
        design.set(i, j, root * (features[i][j] - mean[j]) / spread[j]);
      }
      answer.set(i, 0, root * (targets[i] - targetMean));
    }
    DMatrixRMaj normal = new DMatrixRMaj(count, count);
    DMatrixRMaj moment = new DMatrixRMaj(count, 1);
    CommonOps_DDRM.multInner(design, normal);
    CommonOps_DDRM.multTransA(design, answer, moment);
    for (int j = 0; j < count; j++) {
      normal.add(j, j, penalty);
    }
    DMatrixRMaj beta = new DMatrixRMaj(count, 1);
    if (!CommonOps_DDRM.solveSPD(normal, moment, beta)) {
      throw new IllegalArgumentException(
          "features are not finite, or the penalty is not positive: penalty=" + penalty);
    }

    double[] weights = new double[count];
    double bias = targetMean;
    for (int j = 0; j < count; j++) {
      weights[j] = beta.get(j) / spread[j];
      bias -= weights[j] * mean[j];
    }
    return new RidgeRegression(weights, bias);
  }
}
