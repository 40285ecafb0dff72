/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.cli.plan;

import io.tapline.alignment.Aligner;
import io.tapline.alignment.Alignment;
import io.tapline.flink.state.DeviceAlignment;
import io.tapline.flink.state.DeviceAlignmentSerializer;
import io.tapline.flink.state.DeviceRings;
import io.tapline.flink.state.DeviceRingsSerializer;
import io.tapline.network.Network;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/**
 * What a job keeps of one device, in bytes as checkpoints have them. Rings and clocks are of a
 * fixed size, which is found by writing those of a new device. How many readings wait depends on
 * how often channels send, which no configuration says: it is told for one reading a channel and
 * tick.
 *
 * @param ringBytes of the network
 * @param clockBytes of the alignment, without readings
 * @param waitingBytes of the readings that wait while every channel sends
 * @param mostWaitingBytes of those that wait where a channel has stopped
 */
record DeviceState(long ringBytes, long clockBytes, long waitingBytes, long mostWaitingBytes) {

  /** A time and a value. */
  private static final int READING_BYTES = Long.BYTES + Double.BYTES;

  /** Of names, timers and entries of tables, whatever the device has. */
  private static final int OBJECT_BYTES = 1_000;

  static DeviceState of(Alignment alignment, Network network) {
    ReleaseDelay delay = ReleaseDelay.of(alignment);
    int channels = alignment.layout().measured().size();
    return new DeviceState(
        bytes(DeviceRingsSerializer.INSTANCE, DeviceRings.fresh(network)),
        bytes(
            new DeviceAlignmentSerializer(alignment.layout().measuredNames()),
            new DeviceAlignment(new Aligner(alignment).newState())),
        (long) READING_BYTES * channels * delay.ticksWithin(delay.whileAllSend()),
        (long) READING_BYTES * channels * delay.ticksWithin(delay.whenAChannelStops()));
  }

  long together() {
    return ringBytes + clockBytes + waitingBytes;
  }

  /**
   * Bytes of the device's objects in a state on the heap, as measured of 1 to 64 channels: rings
   * and readings are arrays as they are in a checkpoint, clocks take 2.2 times as much.
   */
  long onHeap() {
    return OBJECT_BYTES + ringBytes + waitingBytes + 9 * clockBytes / 4;
  }

  long atMost() {
    return ringBytes + clockBytes + mostWaitingBytes;
  }

  private static <T> long bytes(TypeSerializer<T> serializer, T state) {
    try {
      DataOutputSerializer out = new DataOutputSerializer(1_024);
      serializer.serialize(state, out);
      return out.length();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
