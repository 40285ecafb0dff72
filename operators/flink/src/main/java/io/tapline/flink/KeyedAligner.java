/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.flink;

import io.tapline.flink.element.DeviceReadings;
import io.tapline.flink.state.DeviceAlignment;

/** Aligns the records of all devices of a task: finds a device's state, and sets its timer. */
final class KeyedAligner {

  private final DeviceAligner aligner;
  private final LiveDevices devices;
  private final SilenceTimers timers;
  private final PartitionIds partitions = new PartitionIds();

  KeyedAligner(DeviceAligner aligner, LiveDevices devices, SilenceTimers timers) {
    this.aligner = aligner;
    this.devices = devices;
    this.timers = timers;
  }

  /** Takes a record of a device in, and hands on what it completes. */
  void align(DeviceReadings readings, DeviceAlignment known) throws Exception {
    String key = readings.device();
    DeviceAlignment device = known;
    long recordMicros = readings.source().timestampMicros();
    long partition = partitions.of(readings.source());
    long watermarkMicros = timers.watermarkMicros();
    if (aligner.isForgotten(device, recordMicros)
        || aligner.isSetBack(device, readings, partition, watermarkMicros)) {
      aligner.finish(key, device);
      device = devices.replace(key, device);
    }
    aligner.align(readings, device, partition, watermarkMicros);
    timers.heard(
        key, device, recordMicros, aligner.releasingWatermarkMicros(device, watermarkMicros));
    devices.changed(key, device);
  }

  /** Hands on what a device's timer lets go, which has fired. */
  void timer(String key) throws Exception {
    DeviceAlignment device = devices.of(key);
    switch (timers.fired(device)) {
      case END_OF_INPUT -> aligner.finish(key, device);
      case FORGOTTEN -> {
        aligner.finish(key, device);
        devices.forget(key);
        return;
      }
      case SILENT -> aligner.flush(key, device);
      case HEARD -> {
        long watermarkMicros = timers.watermarkMicros();
        aligner.release(key, device, watermarkMicros);
        timers.awaken(key, device, aligner.releasingWatermarkMicros(device, watermarkMicros));
      }
    }
    devices.changed(key, device);
  }
}
