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

/** Computes a frame of a {@link SimpleRnn}. */
final class SimpleRnnCell implements Cell {
  private static final int[] HIDDEN = {0};

  private final Activation activation;
  private final WindowKernel recurrent;
  private final Kernels kernels;
  private final Activation bound;
  private final int units;
  private final int width;
  private final float[] initialHidden;
  private final float[] past;
  private final float[] hidden;

  SimpleRnnCell(SimpleRnn layer, Gates layout, WindowKernel recurrent, Kernels kernels) {
    this.activation = layer.activation();
    this.recurrent = recurrent;
    this.kernels = kernels;
    this.bound = RecurrentKind.bound(layer);
    this.units = layout.units();
    this.width = layout.width();
    this.initialHidden = layout.one(layer.initialHidden(), 0);
    this.past = new float[width];
    this.hidden = new float[width + Kernels.SLACK];
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
    recurrent.accumulate(hidden, HIDDEN, 0, 1, 0, past, 0, 1);
    kernels.combine(Arithmetic.ADD, sums, at, past, 0, hidden, 0, width);
    if (bound != null) {
      kernels.activate(bound, hidden, 0, width);
    }
    kernels.activate(activation, hidden, 0, width);
    System.arraycopy(hidden, 0, frame, to, units);
  }
}
