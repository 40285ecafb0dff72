/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.flink;

import io.tapline.flink.element.DeviceReadings;
import io.tapline.flink.element.RejectedReadings;
import io.tapline.flink.element.RejectionReason;
import java.util.List;

/** The readings of a device for which there is no room. */
final class RefusedDevice {

  private RefusedDevice() {}

  /** All readings of a record, as rejected ones. */
  static RejectedReadings rejected(DeviceReadings readings, List<String> channelNames) {
    int count = readings.count();
    String[] channels = new String[count];
    for (int i = 0; i < count; i++) {
      channels[i] = channelNames.get(readings.channels()[i]);
    }
    RejectionReason reason = RejectionReason.TOO_MANY_DEVICES;
    return new RejectedReadings(
        readings.source(),
        reason,
        reason.explanation(),
        readings.device(),
        channels,
        readings.micros(),
        readings.values(),
        new long[count]);
  }
}
