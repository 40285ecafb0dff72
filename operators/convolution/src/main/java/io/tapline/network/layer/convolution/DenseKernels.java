/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.layer.convolution;

import io.tapline.network.kernel.GroupedKernel;
import io.tapline.network.kernel.Kernels;
import io.tapline.network.kernel.PlainKernels;
import io.tapline.network.kernel.SumOrder;
import io.tapline.network.kernel.WindowKernel;
import io.tapline.network.layer.Weights;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Kernels of convolutions in which every input channel of a group meets every output. */
public final class DenseKernels {

  private DenseKernels() {}

  /**
   * Packs the weights of a convolution.
   *
   * @param order of the sums; two chains for one group only, whose taps lie side by side
   * @param taps number of taps
   * @param inputs channels of a tap
   * @param groups number of blocks of channels that do not mix
   * @param kernel shape (taps, inputs/groups, filters)
   * @param bias shape (filters), or empty for none
   */
  public static WindowKernel of(
      SumOrder order,
      int taps,
      int inputs,
      int filters,
      int groups,
      Weights kernel,
      Weights bias,
      Kernels kernels) {
    int groupInputs = inputs / groups;
    int groupOutputs = filters / groups;
    // Small groups would be mostly what makes whole vectors.
    boolean small = groups > 1 && 2 * groupOutputs <= kernels.lanes();
    Kernels suited = small ? new PlainKernels() : kernels;
    int lanes = suited.lanes();
    int groupWidth = (groupOutputs + lanes - 1) / lanes * lanes;
    float[] biases = bias.orZeros(filters);
    List<WindowKernel> ofGroups = new ArrayList<>();
    for (int group = 0; group < groups; group++) {
      int first = group * groupOutputs;
      float[][] rows = new float[taps * groupInputs][];
      for (int row = 0; row < rows.length; row++) {
        rows[row] = kernel.slice(row * filters + first, groupOutputs);
      }
      float[] groupBias = Arrays.copyOfRange(biases, first, first + groupOutputs);
      ofGroups.add(suited.dense(order, groupInputs, rows, groupBias, groups * groupWidth));
    }
    return ofGroups.size() == 1
        ? ofGroups.get(0)
        : new GroupedKernel(ofGroups, taps, groupInputs, groupOutputs, groupWidth);
  }
}
