/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** NaN in a frame tells, by where it comes out, which outputs see that frame. */
class GraphPoisoningTest {

  @Test
  void shouldNotLetFramesChangeOutputsThatCameBefore() {
    for (long seed = 0; seed < GraphCase.COUNT; seed++) {
      GraphCase graphCase = GraphCase.of(seed);
      float[][] recording = graphCase.recording();
      int first = graphCase.random().nextInt(recording.length + 1);
      List<Collected.Emitted> clean = new Feed(graphCase).frameByFrame(recording).emitted();
      List<Collected.Emitted> poisoned =
          new Feed(graphCase)
              .inBlocks(poisoned(recording, first, recording.length), graphCase.random())
              .emitted();
      assertThat(Collected.difference(before(clean, first), before(poisoned, first)))
          .as(() -> "poisoned from frame " + first + " on, " + graphCase.describe())
          .isNull();
    }
  }

  @Test
  void shouldLetAFrameReachTheOutputsThatSeeItAndNoOthers() {
    long reached = 0;
    for (long seed = 0; seed < GraphCase.COUNT; seed += 3) {
      GraphCase graphCase = GraphCase.of(seed);
      if (graphCase.recording().length > 0) {
        SplittableRandom random = graphCase.random();
        int frame = random.nextInt(graphCase.recording().length);
        float[][] poisoned = poisoned(graphCase.recording(), frame, frame + 1);
        OfflineOutputs expected = OfflineOutputs.of(graphCase, poisoned);
        Feed feed = new Feed(graphCase).inBlocks(poisoned, random).finish();
        assertThat(expected.misfit(feed.emitted()))
            .as(() -> "poisoned frame " + frame + ", " + graphCase.describe())
            .isNull();
        reached += feed.emitted().stream().filter(Collected.Emitted::poisoned).count();
      }
    }
    assertThat(reached).as("outputs that see a poisoned frame").isGreaterThan(GraphCase.COUNT);
  }

  private static float[][] poisoned(float[][] recording, int from, int to) {
    float[][] poisoned = new float[recording.length][];
    for (int t = 0; t < recording.length; t++) {
      poisoned[t] = recording[t].clone();
      if (t >= from && t < to) {
        Arrays.fill(poisoned[t], Float.NaN);
      }
    }
    return poisoned;
  }

  private static List<Collected.Emitted> before(List<Collected.Emitted> emitted, int frame) {
    return emitted.stream().filter(output -> output.frame() < frame).toList();
  }
}
