/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Contract 1: whatever a graph computes offline, frame by frame it gives the same. */
class GraphEqualsOfflineTest {

  @Test
  void shouldGiveWhatTheGraphGivesForTheWholeRecordingOrForEachWindow() {
    long compared = 0;
    for (long seed = 0; seed < GraphCase.COUNT; seed++) {
      GraphCase graphCase = GraphCase.of(seed);
      float[][] recording = graphCase.recording();
      OfflineOutputs expected = OfflineOutputs.of(graphCase, recording);
      Feed feed = new Feed(graphCase).inBlocks(recording, graphCase.random()).finish();
      assertThat(expected.misfit(feed.emitted())).as(graphCase::describe).isNull();
      compared += expected.rows();
    }
    assertThat(compared).as("rows compared").isGreaterThan(GraphCase.COUNT * 20L);
  }

  @Test
  void shouldTellWithEachOutputTheFrameThatBroughtIt() {
    for (long seed = 0; seed < GraphCase.COUNT; seed += 3) {
      GraphCase graphCase = GraphCase.of(seed);
      float[][] recording = graphCase.recording();
      Feed feed = new Feed(graphCase);
      for (int t = 0; t < recording.length; t++) {
        int brought = t;
        int before = feed.emitted().size();
        feed.block(recording, t, t + 1);
        assertThat(feed.emitted().subList(before, feed.emitted().size()))
            .as(graphCase::describe)
            .extracting(Collected.Emitted::frame)
            .allMatch(frame -> frame == brought);
      }
      int before = feed.emitted().size();
      feed.finish();
      assertThat(feed.emitted().subList(before, feed.emitted().size()))
          .as(graphCase::describe)
          .extracting(Collected.Emitted::frame)
          .allMatch(frame -> frame == recording.length - 1L);
    }
  }

  /** So nothing is given before the recording can no longer end in a way that has it otherwise. */
  @Test
  void shouldGiveTheSameWhereverTheRecordingEnds() {
    int longest = 24;
    for (long seed = 0; seed < GraphCase.COUNT; seed += 9) {
      GraphCase graphCase = GraphCase.of(seed);
      float[][] recording =
          Arrays.copyOf(graphCase.recording(), Math.min(longest, graphCase.recording().length));
      Feed feed = new Feed(graphCase);
      for (int end = 0; end <= recording.length; end++) {
        OfflineOutputs expected = OfflineOutputs.of(graphCase, Arrays.copyOf(recording, end));
        List<Collected.Emitted> got = new ArrayList<>(feed.emitted());
        got.addAll(feed.ifItEndedHere());
        int frames = end;
        assertThat(expected.misfit(got))
            .as(() -> "end=" + frames + ", " + graphCase.describe())
            .isNull();
        for (int output = 0; output < graphCase.graph().outputs().size(); output++) {
          assertThat(graphCase.network().outputLength(output, end))
              .as(() -> "end=" + frames + ", " + graphCase.describe())
              .isEqualTo(expected.rows(output));
        }
        if (end < recording.length) {
          feed.block(recording, end, end + 1);
        }
      }
    }
  }
}
