/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.alignment;

import java.util.Locale;

/** How a derived channel's value comes from those of its sources, in double precision. */
public enum Derivation {
  /** The Euclidean norm, as of three axes; squares are summed in the order of the sources. */
  NORM(1, Integer.MAX_VALUE) {
    @Override
    double of(double[] values, int[] sources, PreviousTick before) {
      double squares = 0;
      for (int source : sources) {
        squares = Math.fma(values[source], values[source], squares);
      }
      return Math.sqrt(squares);
    }
  },

  /** The sum, in the order of the sources. */
  SUM(1, Integer.MAX_VALUE) {
    @Override
    double of(double[] values, int[] sources, PreviousTick before) {
      double sum = values[sources[0]];
      for (int i = 1; i < sources.length; i++) {
        sum += values[sources[i]];
      }
      return sum;
    }
  },

  /** The product, in the order of the sources. */
  PRODUCT(1, Integer.MAX_VALUE) {
    @Override
    double of(double[] values, int[] sources, PreviousTick before) {
      double product = values[sources[0]];
      for (int i = 1; i < sources.length; i++) {
        product *= values[sources[i]];
      }
      return product;
    }
  },

  /** The first less the second. */
  DIFFERENCE(2, 2) {
    @Override
    double of(double[] values, int[] sources, PreviousTick before) {
      return values[sources[0]] - values[sources[1]];
    }
  },

  /** The first over the second; missing where the second is 0. */
  RATIO(2, 2) {
    @Override
    double of(double[] values, int[] sources, PreviousTick before) {
      return values[sources[0]] / values[sources[1]];
    }
  },

  /**
   * The first difference in time: the source's value less that of the tick before; missing in the
   * first frame of a segment.
   */
  CHANGE(1, 1) {
    @Override
    double of(double[] values, int[] sources, PreviousTick before) {
      return values[sources[0]] - before.value(sources[0]);
    }
  };

  private final int fewestSources;
  private final int mostSources;

  Derivation(int fewestSources, int mostSources) {
    this.fewestSources = fewestSources;
    this.mostSources = mostSources;
  }

  public int fewestSources() {
    return fewestSources;
  }

  public int mostSources() {
    return mostSources;
  }

  /** Its word, such as {@code norm}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The value of a tick.
   *
   * @param values those of all measured channels
   * @param sources the numbers of the sources among them
   * @param before the tick before; null where no channel of the layout looks back
   */
  abstract double of(double[] values, int[] sources, PreviousTick before);
}
