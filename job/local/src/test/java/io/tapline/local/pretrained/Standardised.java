/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.local.pretrained;

/** A channel that enters the frame as (x − mean) / deviation, as a line of the configuration. */
final class Standardised {

  private Standardised() {}

  static String channel(String begin, double mean, double deviation) {
    return "- %s, scale: %s, offset: %s}%n".formatted(begin, 1 / deviation, -mean / deviation);
  }
}
