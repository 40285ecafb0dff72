/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.kernel.vector;

import io.tapline.network.kernel.KernelChoice;
import io.tapline.network.kernel.Kernels;
import jdk.incubator.vector.FloatVector;

/** Makes kernels of vectors as wide as the machine prefers; found by its name. */
public final class VectorKernelFactory implements KernelChoice.VectorFactory {

  @Override
  public Kernels newKernels() {
    return new VectorKernels();
  }

  @Override
  public int bits() {
    return FloatVector.SPECIES_PREFERRED.vectorBitSize();
  }
}
