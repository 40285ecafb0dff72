/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.alignment;

import java.util.Arrays;

/** The raw values of a device's last frame in its segment, by measured channel. */
final class PreviousTick {

  private final double[] values;
  private final byte[] origins;

  /** Of a device that has no frame yet: every channel is missing. */
  PreviousTick(int channels) {
    this(new double[channels], new byte[channels]);
  }

  PreviousTick(double[] values, byte[] origins) {
    this.values = values;
    this.origins = origins;
  }

  int channels() {
    return values.length;
  }

  double value(int channel) {
    return values[channel];
  }

  byte origin(int channel) {
    return origins[channel];
  }

  void set(double[] tick, byte[] tickOrigins) {
    System.arraycopy(tick, 0, values, 0, values.length);
    System.arraycopy(tickOrigins, 0, origins, 0, origins.length);
  }

  void set(int channel, double value, byte origin) {
    values[channel] = value;
    origins[channel] = origin;
  }

  /** A segment begins: nothing came before. */
  void clear() {
    Arrays.fill(origins, Mask.MISSING);
  }

  PreviousTick copy() {
    return new PreviousTick(values.clone(), origins.clone());
  }
}
