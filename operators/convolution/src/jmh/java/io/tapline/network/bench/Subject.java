/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.bench;

/**
 * What is measured by itself.
 *
 * @param network that is computed
 * @param frames frames a call
 * @param implementation what computes it
 * @param devices that take turns; 1 for an ordinary stream
 */
record Subject(ReferenceNetwork network, int frames, Implementation implementation, int devices) {

  Subject(ReferenceNetwork network, int frames, Implementation implementation) {
    this(network, frames, implementation, 1);
  }

  /** As the progress bar names it. */
  @Override
  public String toString() {
    String turns = devices == 1 ? "" : ", " + devices + " devices";
    return network + " " + implementation.label() + " " + frames + turns;
  }
}
