/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.convolution.kernel.vector;

import io.tapline.convolution.kernel.AlignedValues;
import io.tapline.convolution.kernel.WindowKernel;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Every input of the window meets every output, in tiles of rows × vectors of outputs.
 *
 * <p>The weights lie in panels of two vectors of outputs, [panel][tap · input][outputs], the last
 * panel of one vector if they are odd: what a tile reads lies side by side, and a panel of a tap
 * stays in the first cache while all rows meet it.
 */
final class VectorDenseKernel implements WindowKernel {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();
  private static final int PANEL = 2 * LANES;

  /** Eight rows of two sums take 19 registers, and there are 32 with vectors of 512 bits only. */
  private static final boolean EIGHT_ROWS = SPECIES.vectorBitSize() == 512;

  private final int inputs;
  private final int outputs;
  private final int whole;
  private final int width;
  private final float[] weights;
  private final int firstPanel;
  private final int panelValues;
  private final int panels;
  private final float[] bias;

  /**
   * @param inputs channels of a tap
   * @param rows [taps · inputs][outputs]
   * @param bias [outputs]
   * @param width values of one row of sums
   */
  VectorDenseKernel(int inputs, float[][] rows, float[] bias, int width, AlignedValues block) {
    this.inputs = inputs;
    this.outputs = bias.length;
    this.whole = (outputs + LANES - 1) / LANES * LANES;
    this.width = width;
    this.panelValues = rows.length * PANEL;
    this.panels = whole / PANEL;
    this.firstPanel = block.reserve(Math.multiplyExact(rows.length, whole));
    this.weights = block.values();
    this.bias = new float[whole];
    System.arraycopy(bias, 0, this.bias, 0, outputs);
    for (int i = 0; i < rows.length; i++) {
      for (int o = 0; o < outputs; o++) {
        weights[panel(o / PANEL, i) + o % PANEL] = rows[i][o];
      }
    }
  }

  /** Where the weights of an input begin in a panel. */
  private int panel(int panel, int input) {
    return firstPanel + panel * panelValues + input * (panel < panels ? PANEL : LANES);
  }

  @Override
  public int width() {
    return width;
  }

  @Override
  public boolean compact() {
    return width == outputs;
  }

  @Override
  public void accumulate(
      float[] frames, int[] taps, int from, int to, int step, float[] sums, int offset, int rows) {
    int first = from;
    while (first < to) {
      int end = first + 1;
      while (end < to && taps[end] == taps[end - 1] + inputs) {
        end++;
      }
      add(frames, taps[first], step, first, end, sums, offset, rows);
      first = end;
    }
  }

  /** Adds taps that lie side by side, as one long row of inputs. */
  private void add(
      float[] frames, int at, int step, int tap, int end, float[] sums, int offset, int rows) {
    int input = tap * inputs;
    int count = (end - tap) * inputs;
    boolean begin = tap == 0;
    float[] start = begin ? bias : sums;
    int startAt = begin ? 0 : offset;
    int startStep = begin ? 0 : width;
    int tiled = rows & -4;
    if (tiled > 0) {
      addTiles(frames, at, step, input, count, start, startAt, startStep, sums, offset, tiled);
    }
    for (int row = tiled; row < rows; row++) {
      addRow(
          frames,
          at + row * step,
          input,
          count,
          start,
          startAt + row * startStep,
          sums,
          offset + row * width);
    }
  }

  private void addTiles(
      float[] x,
      int at,
      int step,
      int input,
      int count,
      float[] start,
      int startAt,
      int startStep,
      float[] sums,
      int offset,
      int rows) {
    for (int panel = 0; panel < panels; panel++) {
      int w = panel(panel, input);
      int from = startAt + panel * PANEL;
      int to = offset + panel * PANEL;
      int row = 0;
      for (; EIGHT_ROWS && row + 8 <= rows; row += 8) {
        DenseTiles.rows8x2(
            x,
            at + row * step,
            step,
            weights,
            w,
            count,
            start,
            from + row * startStep,
            startStep,
            sums,
            to + row * width,
            width);
      }
      for (; row < rows; row += 4) {
        DenseTiles.rows4x2(
            x,
            at + row * step,
            step,
            weights,
            w,
            count,
            start,
            from + row * startStep,
            startStep,
            sums,
            to + row * width,
            width);
      }
    }
    if (panels * PANEL < whole) {
      int w = panel(panels, input);
      int from = startAt + panels * PANEL;
      int to = offset + panels * PANEL;
      int row = 0;
      for (; row + 8 <= rows; row += 8) {
        DenseTiles.rows8x1(
            x,
            at + row * step,
            step,
            weights,
            w,
            count,
            start,
            from + row * startStep,
            startStep,
            sums,
            to + row * width,
            width);
      }
      for (; row < rows; row += 4) {
        DenseTiles.rows4x1(
            x,
            at + row * step,
            step,
            weights,
            w,
            count,
            start,
            from + row * startStep,
            startStep,
            sums,
            to + row * width,
            width);
      }
    }
  }

  /** One row: two panels at once, for one alone has too few sums to fill the multipliers. */
  private void addRow(
      float[] x, int at, int input, int count, float[] start, int from, float[] sums, int to) {
    int panel = 0;
    for (; panel + 2 <= panels; panel += 2) {
      int o = panel * PANEL;
      DenseTiles.rows1x4(
          x,
          at,
          0,
          weights,
          panel(panel, input),
          panel(panel + 1, input),
          count,
          start,
          from + o,
          0,
          sums,
          to + o,
          0);
    }
    if (panel < panels) {
      int o = panel * PANEL;
      DenseTiles.rows1x2(
          x, at, 0, weights, panel(panel, input), count, start, from + o, 0, sums, to + o, 0);
      panel++;
    }
    if (panel * PANEL < whole) {
      int o = panel * PANEL;
      DenseTiles.rows1x1(
          x, at, 0, weights, panel(panel, input), count, start, from + o, 0, sums, to + o, 0);
    }
  }

  @Override
  public void unpack(float[] sums, int rows, float[] output, int offset) {
    for (int row = 0; row < rows; row++) {
      System.arraycopy(sums, row * width, output, offset + row * outputs, outputs);
    }
  }

  @Override
  public WindowKernel fork() {
    return this;
  }
}
