/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.run;

import io.tapline.network.kernel.KernelChoice.VectorFactory;
import io.tapline.network.kernel.Kernels;
import io.tapline.network.kernel.PlainKernels;
import io.tapline.network.plan.NetworkPlan;
import io.tapline.network.state.RingLayout;

/**
 * A network as each kind of kernels computes it, made when first asked for, once for all threads.
 */
public final class Programs {
  private final NetworkPlan plan;
  private final RingLayout memory;
  private Program plain;
  private Program vector;
  private KernelTrial trial;

  public Programs(NetworkPlan plan, RingLayout memory) {
    this.plan = plan;
    this.memory = memory;
  }

  /** As plain loops compute it. */
  public synchronized Program plain() {
    if (plain == null) {
      plain = program(new PlainKernels());
    }
    return plain;
  }

  /** As vectors compute it. */
  public synchronized Program vector(VectorFactory vectors) {
    if (vector == null) {
      vector = program(vectors.newKernels());
    }
    return vector;
  }

  private Program program(Kernels kernels) {
    return new Program(plan.layers(), plan.window().orElse(null), kernels);
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
