/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.layer.plane;

import io.tapline.network.layer.FingerprintSink;
import io.tapline.network.layer.FrameShape;
import io.tapline.network.layer.LayerProblems;

/** What all layers with taps over the height axis check and add to their fingerprints. */
final class HeightCheck {
  /** Positions of padding that a side may have: more is a mistake, and costs memory. */
  private static final int MAX_PADDING = 1 << 16;

  private HeightCheck() {}

  /** Reports taps that are none, and kernels higher than the planes they read. */
  static void check(HeightTaps taps, FrameShape input, LayerProblems problems) {
    boolean sound =
        problems.checkPositive("kernel size over height", taps.kernelSize())
            & problems.checkPositive("stride over height", taps.stride())
            & problems.checkPositive("dilation over height", taps.dilation())
            & isInRange("before", taps.before(), problems)
            & isInRange("after", taps.after(), problems);
    if (sound && input.isKnown() && taps.outputs(input.height()) == 0) {
      problems.add(
          "kernel must not be higher than the plane and its padding",
          "height="
              + input.height()
              + ", before="
              + taps.before()
              + ", after="
              + taps.after()
              + ", kernel height="
              + (taps.reach() + 1));
    }
  }

  private static boolean isInRange(String side, int padding, LayerProblems problems) {
    if (padding < 0 || padding > MAX_PADDING) {
      problems.add("padding over height must be 0 to " + MAX_PADDING, side + "=" + padding);
      return false;
    }
    return true;
  }

  static void fingerprint(HeightTaps taps, FingerprintSink sink) {
    sink.add(taps.kernelSize());
    sink.add(taps.stride());
    sink.add(taps.dilation());
    sink.add(taps.before());
    sink.add(taps.after());
  }
}
