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

/** Computes a frame of an {@link Lstm}: i, f, o and the candidate lie side by side in its sums. */
final class LstmCell implements Cell {
  private static final int[] HIDDEN = {0};

  private final Lstm layer;
  private final WindowKernel recurrent;
  private final Kernels kernels;
  private final Activation bound;
  private final int units;
  private final int width;
  private final int output;
  private final int candidate;
  private final float[] initialHidden;
  private final float[] initialCell;
  private final float[][] peepholes;
  private final float[] ones;
  private final float[] gates;
  private final float[] hidden;
  private final float[] cell;
  private final float[] scratch;

  LstmCell(Lstm layer, Gates layout, WindowKernel recurrent, Kernels kernels) {
    this.layer = layer;
    this.recurrent = recurrent;
    this.kernels = kernels;
    this.bound = RecurrentKind.bound(layer);
    this.units = layout.units();
    this.width = layout.width();
    this.output = 2 * width;
    this.candidate = 3 * width;
    this.initialHidden = layout.one(layer.initialHidden(), 0);
    this.initialCell = layout.one(layer.initialCell(), 0);
    this.peepholes = layer.peepholes().isEmpty() ? null : new float[3][];
    for (int gate = 0; peepholes != null && gate < 3; gate++) {
      peepholes[gate] = layout.one(layer.peepholes(), gate);
    }
    this.ones = new float[width];
    Arrays.fill(ones, 1f);
    this.gates = new float[layout.row()];
    this.hidden = new float[width + Kernels.SLACK];
    this.cell = new float[width];
    this.scratch = new float[width];
  }

  @Override
  public void begin() {
    System.arraycopy(initialHidden, 0, hidden, 0, units);
    System.arraycopy(initialCell, 0, cell, 0, units);
  }

  @Override
  public void load(float[] memory, Slots slots) {
    System.arraycopy(memory, slots.vector(0), hidden, 0, units);
    System.arraycopy(memory, slots.vector(1), cell, 0, units);
  }

  @Override
  public void save(float[] memory, Slots slots) {
    System.arraycopy(hidden, 0, memory, slots.vector(0), units);
    System.arraycopy(cell, 0, memory, slots.vector(1), units);
  }

  @Override
  public void step(float[] sums, int at, float[] frame, int to) {
    recurrent.accumulate(hidden, HIDDEN, 0, 1, 0, gates, 0, 1);
    combine(Arithmetic.ADD, sums, at, gates, 0, gates, 0, gates.length);
    if (peepholes != null) {
      look(0);
      look(1);
    }
    // The output gate waits where it looks at the new cell.
    int ready = peepholes == null ? 3 * width : output;
    activate(layer.recurrentActivation(), 0, ready);
    activate(layer.activation(), candidate, width);
    if (layer.coupled()) {
      combine(Arithmetic.SUBTRACT, ones, 0, gates, 0, gates, width, width);
    }
    combine(Arithmetic.MULTIPLY, gates, width, cell, 0, cell, 0, width);
    combine(Arithmetic.MULTIPLY, gates, 0, gates, candidate, gates, candidate, width);
    combine(Arithmetic.ADD, cell, 0, gates, candidate, cell, 0, width);
    if (peepholes != null) {
      look(2);
      activate(layer.recurrentActivation(), output, width);
    }
    System.arraycopy(cell, 0, hidden, 0, width);
    kernels.activate(layer.outputActivation(), hidden, 0, width);
    combine(Arithmetic.MULTIPLY, gates, output, hidden, 0, hidden, 0, width);
    System.arraycopy(hidden, 0, frame, to, units);
    if (layer.emits() == Lstm.Emission.HIDDEN_AND_CELL) {
      System.arraycopy(cell, 0, frame, to + units, units);
    }
  }

  /** Adds what a gate sees of the cell. */
  private void look(int gate) {
    combine(Arithmetic.MULTIPLY, peepholes[gate], 0, cell, 0, scratch, 0, width);
    combine(Arithmetic.ADD, gates, gate * width, scratch, 0, gates, gate * width, width);
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
