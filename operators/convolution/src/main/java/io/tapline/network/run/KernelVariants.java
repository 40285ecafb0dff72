/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.run;

import io.tapline.network.kernel.KernelChoice.VectorFactory;
import io.tapline.network.kernel.Kernels;
import io.tapline.network.kernel.PlainKernels;
import io.tapline.network.plan.NetworkPlan;
import io.tapline.network.state.SlotLayout;

/**
 * A network as each kind of kernels computes it, made when first asked for, once for all threads.
 */
public final class KernelVariants {
  private final NetworkPlan plan;
  private final SlotLayout memory;
  private PackedLayers plain;
  private PackedLayers vector;
  private KernelTrial trial;

  public KernelVariants(NetworkPlan plan, SlotLayout memory) {
    this.plan = plan;
    this.memory = memory;
  }

  /** As plain loops compute it. */
  public synchronized PackedLayers plain() {
    if (plain == null) {
      plain = pack(new PlainKernels());
    }
    return plain;
  }

  /** As vectors compute it. */
  public synchronized PackedLayers vector(VectorFactory vectors) {
    if (vector == null) {
      vector = pack(vectors.newKernels());
    }
    return vector;
  }

  private PackedLayers pack(Kernels kernels) {
    return new PackedLayers(plan.layers(), kernels);
  }

  /** Lets a trial find out which is the faster; the one that there is, once there is one. */
  public synchronized KernelTrial trial(VectorFactory vectors) {
    if (trial == null) {
      trial = new KernelTrial(plan, memory, this, vectors);
      trial.start();
    }
    return trial;
  }

  /** The trial, if one was begun; null otherwise. */
  public synchronized KernelTrial begunTrial() {
    return trial;
  }
}
