/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.cli.demo;

import io.tapline.local.plant.FaultKind;
import io.tapline.schemas.FeatureVector;
import java.util.Map;
import java.util.TreeMap;

/** The highest score of every device and fault in each half second, for the page. */
final class ScoreTimeline {

  static final long BIN_MICROS = 500_000;

  private final Map<String, TreeMap<Long, float[]>> byDevice = new TreeMap<>();

  void accept(FeatureVector result) {
    if (result.getFramesMissing() > 0) {
      return;
    }
    float[] highest =
        byDevice
            .computeIfAbsent(result.getDevice(), device -> new TreeMap<>())
            .computeIfAbsent(
                Math.floorDiv(result.getTimestampMicros(), BIN_MICROS),
                bin -> new float[FaultKind.values().length]);
    for (int kind = 0; kind < highest.length; kind++) {
      highest[kind] = Math.max(highest[kind], result.getValues().get(kind));
    }
  }

  /** The scores of a device by bin; empty where it has none. */
  Map<Long, float[]> of(String device) {
    return byDevice.getOrDefault(device, new TreeMap<>());
  }
}
