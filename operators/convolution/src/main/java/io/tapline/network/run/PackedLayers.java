/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.run;

import io.tapline.network.kernel.Kernels;
import io.tapline.network.plan.NetworkLayer;
import io.tapline.network.stage.Stage;
import java.util.List;
import java.util.function.Supplier;

/** The layers of a network, with their weights as one kind of kernels reads them. */
public final class PackedLayers {
  private final List<Supplier<Stage>> stages;
  private final int lanes;

  PackedLayers(List<NetworkLayer> layers, Kernels kernels) {
    this.lanes = kernels.lanes();
    this.stages = layers.stream().map(layer -> layer.stage(kernels)).toList();
  }

  /** Values of the vectors that the kernels use. */
  public int lanes() {
    return lanes;
  }

  /** The layer at {@code position}, ready to run in one thread. */
  public Stage newStage(int position) {
    return stages.get(position).get();
  }
}
