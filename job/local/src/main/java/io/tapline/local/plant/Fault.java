/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.local.plant;

/**
 * A label: what was wrong, where and when.
 *
 * @param device the device
 * @param kind what broke
 * @param part the part that it broke on; {@link SensorGroup#PROCESS} for a valve
 * @param startMicros event time of the beginning, microseconds since the epoch
 * @param endMicros event time of the end
 * @param severity how bad it is at its worst, 0 to 1
 */
public record Fault(
    String device,
    FaultKind kind,
    SensorGroup part,
    long startMicros,
    long endMicros,
    double severity) {

  private static final double RAMP_MICROS = 400_000;

  /** How bad it is at a time: rises and falls along short ramps within the label. */
  double severityAt(long micros) {
    if (micros <= startMicros || micros >= endMicros) {
      return 0;
    }
    double edge = Math.min(micros - startMicros, endMicros - micros) / RAMP_MICROS;
    return severity * Math.min(1, edge);
  }
}
