/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.convolution.kernel;

import java.util.List;

/** Blocks of channels that do not mix: a dense kernel for each. */
public final class GroupedKernel implements FrameKernel {
  private final List<FrameKernel> groups;
  private final int kernelSize;
  private final int groupInputs;
  private final int groupOutputs;
  private final float[] window;
  private final float[] sums;

  /**
   * @param groups a kernel for each group, in order
   * @param kernelSize number of taps
   * @param groupInputs input channels of a group
   * @param groupOutputs output channels of a group
   */
  public GroupedKernel(
      List<FrameKernel> groups, int kernelSize, int groupInputs, int groupOutputs) {
    this.groups = List.copyOf(groups);
    this.kernelSize = kernelSize;
    this.groupInputs = groupInputs;
    this.groupOutputs = groupOutputs;
    this.window = new float[kernelSize * groupInputs];
    this.sums = new float[groupOutputs];
  }

  @Override
  public void compute(float[] allWindow, float[] allSums) {
    for (int group = 0; group < groups.size(); group++) {
      for (int tap = 0; tap < kernelSize; tap++) {
        int from = (tap * groups.size() + group) * groupInputs;
        System.arraycopy(allWindow, from, window, tap * groupInputs, groupInputs);
      }
      groups.get(group).compute(window, sums);
      System.arraycopy(sums, 0, allSums, group * groupOutputs, groupOutputs);
    }
  }

  @Override
  public FrameKernel fork() {
    return new GroupedKernel(groups, kernelSize, groupInputs, groupOutputs);
  }
}
