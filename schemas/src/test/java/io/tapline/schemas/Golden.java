/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.schemas;

import java.nio.ByteBuffer;
import java.util.List;

/** What the golden records hold. */
final class Golden {

  private Golden() {}

  static SensorReading reading() {
    return new SensorReading("pump-7", "acceleration-x", 1_700_000_000_123_456L, -9.80665);
  }

  static ReadingBatch batch() {
    return new ReadingBatch(
        "pump-7",
        List.of(
            new ChannelSamples(
                "temperature",
                1_700_000_000_000_000L,
                List.of(1_000_000L, -1L),
                List.of(21.5, 21.625, Double.NaN)),
            new ChannelSamples("pression-é", 1_700_000_000_500_000L, List.of(), List.of(101_325.0)),
            new ChannelSamples("silent", 0L, List.of(), List.of())));
  }

  static FeatureVector features() {
    return new FeatureVector(
        "pump-7",
        1_700_000_000_120_000L,
        "bearing",
        "3",
        "scores",
        List.of(0.25f, -1.5f, Float.MIN_VALUE),
        12,
        0.875f);
  }

  static Frame frame() {
    return new Frame(
        "pump-7",
        1_700_000_000_120_000L,
        List.of(0.25f, 0f, -1.5f),
        ByteBuffer.wrap(new byte[] {1, 0, 2}),
        true);
  }

  static RejectedReading rejected() {
    return new RejectedReading(
        "late",
        "reading is of a released tick: late by 1500 us",
        "pump-7",
        List.of(new RejectedSample("temperature", 1_700_000_000_000_000L, 21.5, 1_500L)),
        "readings",
        3,
        42L,
        1_700_000_000_200L,
        ByteBuffer.wrap(new byte[] {(byte) 0xC3, 1, 2, 3}));
  }
}
