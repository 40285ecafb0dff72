/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.convolution;

import io.tapline.convolution.kernel.Kernels;
import java.util.List;
import java.util.function.Supplier;

/** The layers of a network, with their weights as one kind of kernels reads them. */
final class Program {
  private final List<Supplier<Stage>> stages;

  /**
   * @param window the network's windows; null for none
   */
  Program(List<NetworkLayer> layers, Window window, Kernels kernels) {
    Stages ofKernels = new Stages(kernels, window);
    this.stages = layers.stream().map(ofKernels::of).toList();
  }

  /** The layer at {@code position}, ready to run in one thread. */
  Stage newStage(int position) {
    return stages.get(position).get();
  }
}
