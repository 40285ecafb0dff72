/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.kernel.vector;

import io.tapline.network.function.Arithmetic;
import io.tapline.network.kernel.FrameArithmetic;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** Arithmetic between arrays: whole vectors, then the plain loops for what is left. */
final class FrameVectors {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();

  private FrameVectors() {}

  /** r = a operation b. */
  static void combine(
      Arithmetic operation, float[] a, int at, float[] b, int bt, float[] r, int rt, int count) {
    switch (operation) {
      case ADD -> add(a, at, b, bt, r, rt, count);
      case SUBTRACT -> subtract(a, at, b, bt, r, rt, count);
      case MULTIPLY -> multiply(a, at, b, bt, r, rt, count);
      case DIVIDE -> divide(a, at, b, bt, r, rt, count);
      case MAXIMUM -> maximum(a, at, b, bt, r, rt, count);
      case MINIMUM -> minimum(a, at, b, bt, r, rt, count);
      default -> {
        // Comparisons and functions: seldom met, and plain loops are what computes them.
        FrameArithmetic.apply(operation, a, at, b, bt, r, rt, count);
        return;
      }
    }
    int whole = SPECIES.loopBound(count);
    FrameArithmetic.apply(operation, a, at + whole, b, bt + whole, r, rt + whole, count - whole);
  }

  private static void add(float[] a, int at, float[] b, int bt, float[] r, int rt, int count) {
    for (int i = 0; i < SPECIES.loopBound(count); i += LANES) {
      FloatVector.fromArray(SPECIES, a, at + i)
          .add(FloatVector.fromArray(SPECIES, b, bt + i))
          .intoArray(r, rt + i);
    }
  }

  private static void subtract(float[] a, int at, float[] b, int bt, float[] r, int rt, int count) {
    for (int i = 0; i < SPECIES.loopBound(count); i += LANES) {
      FloatVector.fromArray(SPECIES, a, at + i)
          .sub(FloatVector.fromArray(SPECIES, b, bt + i))
          .intoArray(r, rt + i);
    }
  }

  private static void multiply(float[] a, int at, float[] b, int bt, float[] r, int rt, int count) {
    for (int i = 0; i < SPECIES.loopBound(count); i += LANES) {
      FloatVector.fromArray(SPECIES, a, at + i)
          .mul(FloatVector.fromArray(SPECIES, b, bt + i))
          .intoArray(r, rt + i);
    }
  }

  private static void divide(float[] a, int at, float[] b, int bt, float[] r, int rt, int count) {
    for (int i = 0; i < SPECIES.loopBound(count); i += LANES) {
      FloatVector.fromArray(SPECIES, a, at + i)
          .div(FloatVector.fromArray(SPECIES, b, bt + i))
          .intoArray(r, rt + i);
    }
  }

  private static void maximum(float[] a, int at, float[] b, int bt, float[] r, int rt, int count) {
    for (int i = 0; i < SPECIES.loopBound(count); i += LANES) {
      FloatVector.fromArray(SPECIES, a, at + i)
          .max(FloatVector.fromArray(SPECIES, b, bt + i))
          .intoArray(r, rt + i);
    }
  }

  private static void minimum(float[] a, int at, float[] b, int bt, float[] r, int rt, int count) {
    for (int i = 0; i < SPECIES.loopBound(count); i += LANES) {
      FloatVector.fromArray(SPECIES, a, at + i)
          .min(FloatVector.fromArray(SPECIES, b, bt + i))
          .intoArray(r, rt + i);
    }
  }
}
