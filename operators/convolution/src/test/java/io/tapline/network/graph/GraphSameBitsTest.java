/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Contract 2: an output's bits depend neither on blocks nor on where a state was saved. */
class GraphSameBitsTest {

  @Test
  void shouldGiveTheSameBitsForAnyBlocks() {
    for (long seed = 0; seed < GraphCase.COUNT; seed++) {
      GraphCase graphCase = GraphCase.of(seed);
      float[][] recording = graphCase.recording();
      List<Collected.Emitted> oneByOne =
          new Feed(graphCase).frameByFrame(recording).finish().emitted();
      List<Collected.Emitted> blocks =
          new Feed(graphCase).inBlocks(recording, graphCase.random()).finish().emitted();
      assertThat(Collected.difference(oneByOne, blocks)).as(graphCase::describe).isNull();
    }
  }

  @Test
  void shouldGiveTheSameBitsWhenSavedAndRestoredAnywhere() {
    for (long seed = 0; seed < GraphCase.COUNT; seed++) {
      GraphCase graphCase = GraphCase.of(seed);
      float[][] recording = graphCase.recording();
      SplittableRandom random = graphCase.random();
      int every = seed % 10 == 0 ? 1 : random.nextInt(1, 12);
      Feed whole = new Feed(graphCase);
      Feed restored = new Feed(graphCase);
      for (int t = 0; t < recording.length; t++) {
        if (t % every == 0) {
          byte[] saved = restored.saved();
          assertThat((long) saved.length)
              .as(graphCase::describe)
              .isEqualTo(graphCase.network().stateBytes());
          assertThat(saved).as(graphCase::describe).isEqualTo(whole.saved());
          restored.restored();
        }
        whole.block(recording, t, t + 1);
        restored.block(recording, t, t + 1);
      }
      assertThat(restored.restored().saved()).as(graphCase::describe).isEqualTo(whole.saved());
      assertThat(Collected.difference(whole.finish().emitted(), restored.finish().emitted()))
          .as(graphCase::describe)
          .isNull();
    }
  }

  @Test
  void shouldSaveTheSameBytesForAnyBlocks() {
    for (long seed = 0; seed < GraphCase.COUNT; seed += 4) {
      for (long next = seed; next <= seed + 1; next++) {
        GraphCase graphCase = GraphCase.of(next);
        float[][] recording = graphCase.recording();
        byte[] oneByOne = new Feed(graphCase).frameByFrame(recording).saved();
        byte[] blocks = new Feed(graphCase).inBlocks(recording, graphCase.random()).saved();
        assertThat(blocks).as(graphCase::describe).isEqualTo(oneByOne);
      }
    }
  }

  @Test
  void shouldStartAnewAfterTheEndOfASegment() {
    for (long seed = 0; seed < GraphCase.COUNT; seed++) {
      GraphCase graphCase = GraphCase.of(seed);
      SplittableRandom random = graphCase.random();
      float[][] second =
          RandomGraphs.recording(random, random.nextInt(40), graphCase.graph().inputChannels());
      Feed feed = new Feed(graphCase).inBlocks(graphCase.recording(), random).finish();
      assertThat(feed.saved()).as(graphCase::describe).isEqualTo(new Feed(graphCase).saved());

      int before = feed.emitted().size();
      feed.inBlocks(second, random).finish();
      List<Collected.Emitted> fresh =
          new Feed(graphCase).inBlocks(second, random).finish().emitted();
      assertThat(Collected.difference(fresh, feed.emitted().subList(before, feed.emitted().size())))
          .as(graphCase::describe)
          .isNull();
    }
  }
}
