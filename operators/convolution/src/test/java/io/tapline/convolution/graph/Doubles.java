/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.convolution.graph;

/** Recordings as float64. */
final class Doubles {

  private Doubles() {}

  static double[][] of(float[][] recording) {
    double[][] doubles = new double[recording.length][];
    for (int t = 0; t < recording.length; t++) {
      doubles[t] = new double[recording[t].length];
      for (int c = 0; c < recording[t].length; c++) {
        doubles[t][c] = recording[t][c];
      }
    }
    return doubles;
  }
}
