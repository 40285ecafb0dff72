/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.kernel;

import java.util.List;

/**
 * Blocks of channels that do not mix: a dense kernel for each, whose sums stand side by side in a
 * row.
 */
public final class GroupedKernel implements WindowKernel {
  private final List<WindowKernel> groups;
  private final int groupInputs;
  private final int groupOutputs;
  private final int groupWidth;
  private final int[] groupTaps;

  /**
   * @param groups a kernel for each group, in order
   * @param kernelSize number of taps
   * @param groupInputs input channels of a group
   * @param groupOutputs output channels of a group
   * @param groupWidth values of a group in a row of sums
   */
  public GroupedKernel(
      List<WindowKernel> groups,
      int kernelSize,
      int groupInputs,
      int groupOutputs,
      int groupWidth) {
    this.groups = List.copyOf(groups);
    this.groupInputs = groupInputs;
    this.groupOutputs = groupOutputs;
    this.groupWidth = groupWidth;
    this.groupTaps = new int[kernelSize];
  }

  @Override
  public int width() {
    return groups.size() * groupWidth;
  }

  @Override
  public boolean compact() {
    return groupWidth == groupOutputs;
  }

  @Override
  public void accumulate(
      float[] inputs, int[] taps, int from, int to, int step, float[] sums, int offset, int rows) {
    for (int group = 0; group < groups.size(); group++) {
      for (int tap = from; tap < to; tap++) {
        groupTaps[tap] = taps[tap] + group * groupInputs;
      }
      groups
          .get(group)
          .accumulate(inputs, groupTaps, from, to, step, sums, offset + group * groupWidth, rows);
    }
  }

  @Override
  public void unpack(float[] sums, int rows, float[] output, int offset) {
    for (int block = 0; block < rows * groups.size(); block++) {
      System.arraycopy(
          sums, block * groupWidth, output, offset + block * groupOutputs, groupOutputs);
    }
  }

  @Override
  public WindowKernel fork() {
    List<WindowKernel> forks = groups.stream().map(WindowKernel::fork).toList();
    return new GroupedKernel(forks, groupTaps.length, groupInputs, groupOutputs, groupWidth);
  }
}
