/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Where a kernel is far slower than it should be. Results are right all the same: what the compiler
 * gave up on shows nowhere but here.
 */
final class Cliffs {

  /** Vector kernels may be so much slower than plain loops before it is no chance. */
  private static final double SLOWER_THAN_LOOPS = 1.2;

  /** More frames a call share the reading of weights: they should never cost more each. */
  private static final double SLOWER_THAN_FEWER_FRAMES = 1.5;

  /**
   * Share of the best row of the same network; a frame alone waits for its sums, and has a sixth.
   */
  private static final double FAR_BELOW_BEST = 0.125;

  private Cliffs() {}

  /** A line for each. */
  static List<String> in(Results results) {
    List<String> cliffs = new ArrayList<>();
    for (Row row : results.rows()) {
      if (row.implementation() == Implementation.TAPLINE_VECTOR) {
        results
            .row(row.net(), row.frames(), Implementation.TAPLINE_SCALAR)
            .filter(loops -> row.nsPerFrame() > SLOWER_THAN_LOOPS * loops.nsPerFrame())
            .ifPresent(loops -> cliffs.add(tell(row, "slower than plain loops", loops)));
      }
      if (row.implementation() == Implementation.TAPLINE_VECTOR
          || row.implementation() == Implementation.TAPLINE_SCALAR) {
        results.rows().stream()
            .filter(other -> sameButFrames(other, row))
            .filter(fewer -> fewer.frames() < row.frames())
            .filter(fewer -> row.nsPerFrame() > SLOWER_THAN_FEWER_FRAMES * fewer.nsPerFrame())
            .findFirst()
            .ifPresent(fewer -> cliffs.add(tell(row, "slower than fewer frames a call", fewer)));
        results.rows().stream()
            .filter(other -> sameButFrames(other, row))
            .filter(best -> row.shareOfPeak() < FAR_BELOW_BEST * best.shareOfPeak())
            .findFirst()
            .ifPresent(best -> cliffs.add(tell(row, "less than an eighth of its best", best)));
      }
    }
    return cliffs;
  }

  private static boolean sameButFrames(Row one, Row other) {
    return one.net() == other.net() && one.implementation() == other.implementation();
  }

  private static String tell(Row row, String what, Row than) {
    return String.format(
        Locale.ROOT,
        "%s: net=%s, frames=%d, implementation=%s, ns/frame=%,.0f; against frames=%d,"
            + " implementation=%s, ns/frame=%,.0f",
        what,
        row.net(),
        row.frames(),
        row.implementation().label(),
        row.nsPerFrame(),
        than.frames(),
        than.implementation().label(),
        than.nsPerFrame());
  }
}
