/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.local.plant;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class DetectionReportTest {

  private static final Fault FAULT = fault("pump-1", FaultKind.BEARING);

  @Test
  void shouldFindAFaultWithADetectionInItsTime() {
    Detection detection = detection("pump-1", FaultKind.BEARING, 12);
    DetectionReport report = DetectionReport.of(List.of(FAULT), List.of(detection));
    assertThat(report).isEqualTo(new DetectionReport(List.of(FAULT), List.of(), List.of()));
  }

  @Test
  void shouldFindAFaultWhoseDetectionTrailsIt() {
    Detection trailing = detection("pump-1", FaultKind.BEARING, 21);
    assertThat(DetectionReport.of(List.of(FAULT), List.of(trailing)).found()).hasSize(1);
  }

  @Test
  void shouldCallADetectionFalseOfAnotherDeviceKindOrTime() {
    List<Detection> wrong =
        List.of(
            detection("pump-2", FaultKind.BEARING, 12),
            detection("pump-1", FaultKind.IMBALANCE, 12),
            detection("pump-1", FaultKind.BEARING, 2),
            detection("pump-1", FaultKind.BEARING, 22));
    DetectionReport report = DetectionReport.of(List.of(FAULT), wrong);
    assertThat(report).isEqualTo(new DetectionReport(List.of(), List.of(FAULT), wrong));
  }

  private static Fault fault(String device, FaultKind kind) {
    return new Fault(device, kind, SensorGroup.PUMP, 10_000_000, 20_000_000, 1);
  }

  private static Detection detection(String device, FaultKind kind, int second) {
    long start = second * 1_000_000L;
    return new Detection(device, kind, start, start + 3_000_000, 0.9f);
  }
}
