/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.kernel.vector;

import io.tapline.network.kernel.AlignedValues;
import io.tapline.network.kernel.WindowKernel;
import java.util.ArrayList;
import java.util.List;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Every input of the window meets every output, in tiles of rows × vectors of outputs.
 *
 * <p>The outputs are cut into panels of four vectors, and one of two and one of one for the rest,
 * and each panel's weights lie by themselves as [tap · input][outputs]: what a tile reads lies side
 * by side, and a panel stays in the first cache while all rows meet it.
 */
final class VectorDenseKernel implements WindowKernel {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();

  /** Inputs of a panel of four vectors that fill two thirds of a first cache of 48 KiB. */
  private static final int INPUTS_AT_ONCE = 128;

  /** Eight rows of two sums take 19 registers, and there are 32 with vectors of 512 bits only. */
  private static final boolean EIGHT_ROWS = SPECIES.vectorBitSize() == 512;

  private final int inputs;
  private final int outputs;
  private final int width;
  private final float[] bias;
  private final float[] weights;
  private final Panel[] panels;

  /**
   * Some vectors of outputs.
   *
   * @param from the first output
   * @param weights where their weights begin
   */
  private record Panel(int from, int vectors, int weights) {

    /** Where the weights of an input begin. */
    int weights(int input) {
      return weights + input * vectors * LANES;
    }
  }

  /**
   * @param inputs channels of a tap
   * @param rows [taps · inputs][outputs]
   * @param bias [outputs]
   * @param width values of one row of sums
   */
  VectorDenseKernel(int inputs, float[][] rows, float[] bias, int width, AlignedValues values) {
    this.inputs = inputs;
    this.outputs = bias.length;
    this.width = width;
    int vectors = (outputs + LANES - 1) / LANES;
    this.bias = new float[vectors * LANES];
    System.arraycopy(bias, 0, this.bias, 0, outputs);
    int first = values.reserve(Math.multiplyExact(rows.length, vectors * LANES));
    this.weights = values.values();
    List<Panel> cut = new ArrayList<>();
    for (int vector = 0; vector < vectors; ) {
      int left = vectors - vector;
      int taken = left >= 4 ? 4 : Math.min(left, 2);
      cut.add(new Panel(vector * LANES, taken, first + vector * LANES * rows.length));
      vector += taken;
    }
    this.panels = cut.toArray(Panel[]::new);
    for (Panel panel : panels) {
      int count = Math.min(panel.vectors() * LANES, outputs - panel.from());
      for (int input = 0; input < rows.length; input++) {
        System.arraycopy(rows[input], panel.from(), weights, panel.weights(input), count);
      }
    }
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
      // Taps that lie side by side are one long row of inputs.
      int all = (end - first) * inputs;
      for (int done = 0; done < all; done += INPUTS_AT_ONCE) {
        int count = Math.min(INPUTS_AT_ONCE, all - done);
        add(frames, taps[first] + done, step, first * inputs + done, count, sums, offset, rows);
      }
      first = end;
    }
  }

  /** Adds the inputs {@code first} to {@code first + count}, exclusive. */
  private void add(
      float[] x, int at, int step, int first, int count, float[] sums, int offset, int rows) {
    float[] start = first == 0 ? bias : sums;
    int startAt = first == 0 ? 0 : offset;
    int startStep = first == 0 ? 0 : width;
    for (Panel panel : panels) {
      int w = panel.weights(first);
      int from = startAt + panel.from();
      int to = offset + panel.from();
      switch (panel.vectors()) {
        case 4 -> addFour(x, at, step, w, count, start, from, startStep, sums, to, rows);
        case 2 -> addTwo(x, at, step, w, count, start, from, startStep, sums, to, rows);
        default -> addOne(x, at, step, w, count, start, from, startStep, sums, to, rows);
      }
    }
  }

  /** Panels of four vectors. */
  private void addFour(
      float[] x,
      int at,
      int step,
      int w,
      int count,
      float[] start,
      int from,
      int startStep,
      float[] sums,
      int to,
      int rows) {
    int row = 0;
    for (; row + 4 <= rows; row += 4) {
      FourVectorTiles.rows4(
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
    for (; row < rows; row++) {
      FourVectorTiles.rows1(
          x,
          at + row * step,
          weights,
          w,
          count,
          start,
          from + row * startStep,
          sums,
          to + row * width);
    }
  }

  /** Panels of two vectors. */
  private void addTwo(
      float[] x,
      int at,
      int step,
      int w,
      int count,
      float[] start,
      int from,
      int startStep,
      float[] sums,
      int to,
      int rows) {
    int row = 0;
    for (; EIGHT_ROWS && row + 8 <= rows; row += 8) {
      TwoVectorTiles.rows8(
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
    for (; row + 4 <= rows; row += 4) {
      TwoVectorTiles.rows4(
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
    for (; row < rows; row++) {
      TwoVectorTiles.rows1(
          x,
          at + row * step,
          weights,
          w,
          count,
          start,
          from + row * startStep,
          sums,
          to + row * width);
    }
  }

  /** Panels of one vector. */
  private void addOne(
      float[] x,
      int at,
      int step,
      int w,
      int count,
      float[] start,
      int from,
      int startStep,
      float[] sums,
      int to,
      int rows) {
    int row = 0;
    for (; row + 8 <= rows; row += 8) {
      OneVectorTiles.rows8(
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
    for (; row + 4 <= rows; row += 4) {
      OneVectorTiles.rows4(
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
    for (; row < rows; row++) {
      OneVectorTiles.rows1(
          x,
          at + row * step,
          weights,
          w,
          count,
          start,
          from + row * startStep,
          sums,
          to + row * width);
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
