/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.cli.plan;

import io.tapline.pipeline.config.ExecutionConfig;
import java.util.Optional;

/** Whether the states of all devices fit on the heap, where Flink keeps them by default. */
final class HeapNote {

  private static final String ROCKSDB = "rocksdb";

  private HeapNote() {}

  /**
   * The note where they do not. While a checkpoint is written, a state that changes is there twice:
   * so half of the heap is theirs.
   *
   * @param heapBytes of a process
   */
  static Optional<String> of(ExecutionConfig execution, DeviceState device, long heapBytes) {
    if (ROCKSDB.equals(execution.stateBackend())) {
      return Optional.empty();
    }
    double bytes = (double) device.onHeap() * execution.maxDevices();
    if (bytes <= heapBytes / 2.0) {
      return Optional.empty();
    }
    return Optional.of(
        "the states of max-devices, %,d, may take %s on the heap, more than half of the %s that a"
                .formatted(
                    execution.maxDevices(),
                    Quantities.bytes((long) bytes),
                    Quantities.bytes(heapBytes))
            + " process has here: set execution.state-backend: rocksdb, or lower"
            + " execution.max-devices, or give the processes more memory.");
  }
}
