/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.local.plant;

import java.util.List;

/**
 * Detections against labels.
 *
 * @param found labelled faults with a detection of their device and kind in their time
 * @param missed labelled faults without
 * @param falseAlarms detections without a labelled fault of their device and kind in their time
 */
public record DetectionReport(List<Fault> found, List<Fault> missed, List<Detection> falseAlarms) {

  /** How long a score remembers a fault that is over: the network's memory, and some. */
  public static final long TOLERANCE_MICROS = 1_500_000;

  /** Compares by overlap; a detection may trail its fault by {@link #TOLERANCE_MICROS}. */
  public static DetectionReport of(List<Fault> faults, List<Detection> detections) {
    return new DetectionReport(
        faults.stream().filter(f -> detections.stream().anyMatch(d -> fits(f, d))).toList(),
        faults.stream().filter(f -> detections.stream().noneMatch(d -> fits(f, d))).toList(),
        detections.stream().filter(d -> faults.stream().noneMatch(f -> fits(f, d))).toList());
  }

  private static boolean fits(Fault fault, Detection detection) {
    return fault.device().equals(detection.device())
        && fault.kind() == detection.kind()
        && detection.startMicros() <= fault.endMicros() + TOLERANCE_MICROS
        && detection.endMicros() >= fault.startMicros();
  }
}
