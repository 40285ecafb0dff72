/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.layer.recurrent;

import io.tapline.network.function.Activation;
import io.tapline.network.function.Arithmetic;
import io.tapline.network.kernel.Kernels;
import io.tapline.network.kernel.WindowKernel;
import io.tapline.network.stage.Slots;
import java.util.Arrays;

/** Computes a frame of a {@link Gru}: z, r and the candidate lie side by side in its sums. */
final class GruCell implements Cell {
  private static final int[] HIDDEN = {0};

  private final Gru layer;
  private final WindowKernel recurrent;
  private final WindowKernel ofReset;
  private final Kernels kernels;
  private final Activation bound;
  private final int units;
  private final int width;
  private final int candidate;
  private final float[] initialHidden;
  private final float[] ones;
  private final float[] gates;
  private final float[] hidden;
  private final float[] reset;

  /**
   * @param recurrent sums over the hidden vector, of all gates or of z and r
   * @param ofReset sums of the candidate over the reset hidden vector; null if that is reset after
   *     the product
   */
  GruCell(Gru layer, Gates layout, WindowKernel recurrent, WindowKernel ofReset, Kernels kernels) {
    this.layer = layer;
    this.recurrent = recurrent;
    this.ofReset = ofReset;
    this.kernels = kernels;
    this.bound = RecurrentKind.bound(layer);
    this.units = layout.units();
    this.width = layout.width();
    this.candidate = 2 * width;
    this.initialHidden = layout.one(layer.initialHidden(), 0);
    this.ones = new float[width];
    Arrays.fill(ones, 1f);
    this.gates = new float[layout.row()];
    this.hidden = new float[width + Kernels.SLACK];
    this.reset = new float[width + Kernels.SLACK];
  }

  @Override
  public void begin() {
    System.arraycopy(initialHidden, 0, hidden, 0, units);
  }

  @Override
  public void load(float[] memory, Slots slots) {
    System.arraycopy(memory, slots.vector(0), hidden, 0, units);
  }

  @Override
  public void save(float[] memory, Slots slots) {
    System.arraycopy(hidden, 0, memory, slots.vector(0), units);
  }

  @Override
  public void step(float[] sums, int at, float[] frame, int to) {
    recurrent.accumulate(hidden, HIDDEN, 0, 1, 0, gates, 0, 1);
    combine(Arithmetic.ADD, sums, at, gates, 0, gates, 0, candidate);
    activate(layer.recurrentActivation(), 0, candidate);
    if (ofReset == null) {
      combine(Arithmetic.MULTIPLY, gates, width, gates, candidate, gates, candidate, width);
    } else {
      combine(Arithmetic.MULTIPLY, gates, width, hidden, 0, reset, 0, width);
      ofReset.accumulate(reset, HIDDEN, 0, 1, 0, gates, candidate, 1);
    }
    combine(Arithmetic.ADD, sums, at + candidate, gates, candidate, gates, candidate, width);
    activate(layer.activation(), candidate, width);
    // Not what saves a product, h + (1 − z)∘(a − h): where z is 1, h must stay as it is.
    combine(Arithmetic.SUBTRACT, ones, 0, gates, 0, reset, 0, width);
    combine(Arithmetic.MULTIPLY, reset, 0, gates, candidate, gates, candidate, width);
    combine(Arithmetic.MULTIPLY, gates, 0, hidden, 0, hidden, 0, width);
    combine(Arithmetic.ADD, hidden, 0, gates, candidate, hidden, 0, width);
    System.arraycopy(hidden, 0, frame, to, units);
  }

  private void activate(Activation activation, int from, int count) {
    if (bound != null) {
      kernels.activate(bound, gates, from, count);
    }
    kernels.activate(activation, gates, from, count);
  }

  private void combine(
      Arithmetic operation, float[] a, int at, float[] b, int bt, float[] r, int rt, int count) {
    kernels.combine(operation, a, at, b, bt, r, rt, count);
  }
}
