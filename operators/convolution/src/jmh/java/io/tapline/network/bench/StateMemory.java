/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.bench;

import io.tapline.network.Network;
import io.tapline.network.NetworkState;
import java.lang.management.ManagementFactory;

/**
 * Heap that the states of many devices need.
 *
 * @param deviceBytes of one of them
 */
record StateMemory(long deviceBytes) {

  /** Room for all else, and for what comes young. */
  private static final long OTHER_MEGABYTES = 768;

  /** Share of the free memory that a benchmark may take: neighbours have none to spare. */
  private static final double MOST = 0.6;

  /** What a state takes in this JVM, whatever its layout. */
  static StateMemory of(Network network) {
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    NetworkState state = network.newState();
    long bytes = threads.getCurrentThreadAllocatedBytes() - before;
    return new StateMemory(Math.max(bytes, state.network().stateBytes()));
  }

  long heapMegabytes(int devices) {
    return OTHER_MEGABYTES + (long) (1.1 * devices * deviceBytes / (1 << 20));
  }

  boolean fits(int devices) {
    return heapMegabytes(devices) <= MOST * Machine.freeMegabytes();
  }

  String shortage(ReferenceNetwork network, int devices) {
    return "not measured, too little memory is free: net=%s, devices=%d, needed=%d MB, free=%d MB"
        .formatted(network, devices, heapMegabytes(devices), Machine.freeMegabytes());
  }
}
