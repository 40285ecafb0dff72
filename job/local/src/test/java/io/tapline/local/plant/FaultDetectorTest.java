/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.local.plant;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.schemas.FeatureVector;
import java.util.List;
import org.junit.jupiter.api.Test;

class FaultDetectorTest {

  private static final long STEP = 100_000;

  private final FaultDetector detector = new FaultDetector();

  @Test
  void shouldDetectAScoreThatStaysHigh() {
    bearing(0.1f, 0.6f, 0.9f, 0.8f, 0.7f, 0.1f);
    assertThat(detector.detections())
        .containsExactly(new Detection("pump-1", FaultKind.BEARING, STEP, 5 * STEP, 0.9f));
  }

  @Test
  void shouldNotDetectAScoreThatOnlyPeaks() {
    bearing(0.1f, 0.9f, 0.9f, 0.9f, 0.1f);
    assertThat(detector.detections()).isEmpty();
  }

  @Test
  void shouldNotEndAFaultBetweenTheThresholds() {
    bearing(0.6f, 0.6f, 0.6f, 0.6f, 0.3f, 0.3f, 0.6f, 0.1f);
    assertThat(detector.detections())
        .containsExactly(new Detection("pump-1", FaultKind.BEARING, 0, 7 * STEP, 0.6f));
  }

  @Test
  void shouldTellAFaultThatHasNotEnded() {
    bearing(0.6f, 0.6f, 0.6f, 0.6f);
    assertThat(detector.detections())
        .containsExactly(new Detection("pump-1", FaultKind.BEARING, 0, 3 * STEP, 0.6f));
  }

  @Test
  void shouldIgnoreResultsOfANetworkThatIsNotWarm() {
    for (int i = 0; i < 10; i++) {
      detector.accept(result("pump-1", i, 1f, 10 - i));
    }
    assertThat(detector.detections()).isEmpty();
  }

  @Test
  void shouldKeepDevicesAndKindsApart() {
    for (int i = 0; i < 5; i++) {
      detector.accept(result("pump-1", i, i % 2, 0));
      detector.accept(result("pump-2", i, 1f, 0));
    }
    assertThat(detector.detections())
        .containsExactly(new Detection("pump-2", FaultKind.BEARING, 0, 4 * STEP, 1f));
  }

  private void bearing(float... scores) {
    for (int i = 0; i < scores.length; i++) {
      detector.accept(result("pump-1", i, scores[i], 0));
    }
  }

  private static FeatureVector result(String device, int step, float bearing, int missing) {
    return new FeatureVector(
        device,
        step * STEP,
        "plant-faults",
        "1",
        "fault-scores",
        List.of(bearing, 0f, 0f),
        missing,
        1f);
  }
}
