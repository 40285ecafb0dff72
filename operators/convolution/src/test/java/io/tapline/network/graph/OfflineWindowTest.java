/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.graph;

import static io.tapline.network.graph.ByHand.frame;
import static io.tapline.network.graph.ByHand.rows;
import static io.tapline.network.graph.ByHand.values;
import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.network.layer.Layer;
import io.tapline.network.layer.collapse.TimeCollapse;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Windows and collapses of time, by hand. */
class OfflineWindowTest {

  @Test
  void shouldFlattenFramesOrChannelsFirst() {
    double[][] x = {frame(1, 2), frame(3, 4), frame(5, 6)};
    assertThat(rows(collapse(TimeCollapse.Kind.FLATTEN_FRAMES), x))
        .containsExactly(frame(1, 2, 3, 4, 5, 6));
    assertThat(rows(collapse(TimeCollapse.Kind.FLATTEN_CHANNELS), x))
        .containsExactly(frame(1, 3, 5, 2, 4, 6));
  }

  @Test
  void shouldMakeOneFrameOfAll() {
    double[][] x = {frame(1, 2), frame(3, 4), frame(5, 9)};
    assertThat(rows(collapse(TimeCollapse.Kind.AVERAGE), x)).containsExactly(frame(3, 5));
    assertThat(rows(collapse(TimeCollapse.Kind.SUM), x)).containsExactly(frame(9, 15));
    assertThat(rows(collapse(TimeCollapse.Kind.MAX), x)).containsExactly(frame(5, 9));
    assertThat(rows(collapse(TimeCollapse.Kind.MIN), x)).containsExactly(frame(1, 2));
    assertThat(rows(TimeCollapse.step("t", 1), x)).containsExactly(frame(3, 4));
    assertThat(rows(TimeCollapse.step("t", -1), x)).containsExactly(frame(5, 9));
  }

  @Test
  void shouldTakeEachFullWindowForARecordingOfItsOwn() {
    NetworkGraph graph = NetworkGraph.sequence(1, List.of(collapse(TimeCollapse.Kind.SUM)), "y");
    double[][] x = {frame(1), frame(2), frame(3), frame(4), frame(5), frame(6), frame(7), frame(8)};
    assertThat(OfflineEvaluator.evaluate(graph, new Window(3, 2), x))
        .extracting(window -> values(window, 0).get(0)[0])
        .containsExactly(6.0, 12.0, 18.0);
    assertThat(OfflineEvaluator.evaluate(graph, new Window(3, 4), x))
        .extracting(window -> values(window, 0).get(0)[0])
        .containsExactly(6.0, 18.0);
    assertThat(OfflineEvaluator.evaluate(graph, new Window(9, 1), x)).isEmpty();
  }

  private static Layer collapse(TimeCollapse.Kind kind) {
    return TimeCollapse.of("t", kind);
  }
}
