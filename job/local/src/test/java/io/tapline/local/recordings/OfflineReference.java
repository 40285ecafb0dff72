/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.local.recordings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tapline.schemas.FeatureVector;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a recording's results must be: its frames through the network, offline and in float64. */
public final class OfflineReference {

  private static final double TOLERANCE = 1e-5;

  private final RealRecording recording;
  private final PlainNetwork network;
  private final Map<String, PlainAlignment> alignments = new LinkedHashMap<>();

  public OfflineReference(RealRecording recording, PlainNetwork network) {
    this.recording = recording;
    this.network = network;
    for (String device : recording.devices()) {
      alignments.put(device, new PlainAlignment(recording, device));
    }
  }

  /** How many results there must be, of all devices. */
  public int results() {
    return alignments.values().stream()
        .flatMap(alignment -> alignment.segments.stream())
        .mapToInt(segment -> segment.frames().length)
        .sum();
  }

  /** How many readings must be rejected as duplicates, of all devices. */
  public int duplicates() {
    return alignments.values().stream().mapToInt(alignment -> alignment.duplicates).sum();
  }

  /** Holds the results of each device against the reference: none missing, and none extra. */
  public void assertEqualTo(Map<String, List<FeatureVector>> byDevice) {
    assertThat(byDevice).containsOnlyKeys(alignments.keySet());
    alignments.forEach((device, alignment) -> assertEqual(alignment, byDevice.get(device)));
  }

  private void assertEqual(PlainAlignment alignment, List<FeatureVector> results) {
    int at = 0;
    for (PlainAlignment.Segment segment : alignment.segments) {
      double[][] expected = network.outputs(segment.frames());
      for (int frame = 0; frame < expected.length; frame++, at++) {
        assertThat(at).as("results of one device").isLessThan(results.size());
        FeatureVector result = results.get(at);
        assertThat(result.getTimestampMicros())
            .isEqualTo(segment.startMicros() + frame * recording.periodMicros());
        assertThat(result.getFramesMissing())
            .isEqualTo(Math.max(0, PlainNetwork.RECEPTIVE_FIELD - (frame + 1)));
        for (int o = 0; o < PlainNetwork.OUTPUTS; o++) {
          assertThat((double) result.getValues().get(o))
              .as("result %d, output %d", at, o)
              .isCloseTo(expected[frame][o], within(TOLERANCE));
        }
      }
    }
    assertThat(results).as("results of one device").hasSize(at);
  }
}
