/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.cli.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.pipeline.config.ExecutionConfig;
import org.junit.jupiter.api.Test;

class HeapNoteTest {

  /** 1 000 bytes of objects, 3 150 of rings, 600 of readings, and 9 quarters of 1 000. */
  private static final DeviceState DEVICE = new DeviceState(3_150, 1_000, 600, 900);

  @Test
  void shouldAdviseAnotherBackendWhereTheStatesTakeMoreThanHalfOfTheHeap() {
    assertThat(DEVICE.onHeap()).isEqualTo(7_000);
    assertThat(HeapNote.of(execution(1_000, null), DEVICE, 14_000_000)).isEmpty();
    assertThat(HeapNote.of(execution(1_000, "hashmap"), DEVICE, 13_999_999))
        .contains(
            "the states of max-devices, 1,000, may take 7.0 MB on the heap, more than half of the"
                + " 14.0 MB that a process has here: set execution.state-backend: rocksdb, or lower"
                + " execution.max-devices, or give the processes more memory.");
    assertThat(HeapNote.of(execution(Integer.MAX_VALUE, null), DEVICE, 14_000_000)).isPresent();
  }

  @Test
  void shouldSayNothingOfABackendThatDoesNotUseTheHeap() {
    assertThat(HeapNote.of(execution(Integer.MAX_VALUE, "rocksdb"), DEVICE, 1)).isEmpty();
  }

  private static ExecutionConfig execution(int maxDevices, String backend) {
    return new ExecutionConfig(null, null, null, maxDevices, null, null, null, backend);
  }
}
