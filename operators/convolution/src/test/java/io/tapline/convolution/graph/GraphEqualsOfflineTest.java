/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.convolution.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Contract 1: whatever a network computes offline, frame by frame gives the same. */
class GraphEqualsOfflineTest {
  private static final int STREAMING = 15_000;
  private static final int WINDOWED = 5_000;
  private static final double TOLERANCE = 1e-5;

  @Test
  void shouldGiveWhatTheGraphGivesForTheWholeRecording() {
    long compared = 0;
    for (long seed = 0; seed < STREAMING; seed++) {
      GraphCase graphCase = GraphCase.streaming(seed);
      float[][] recording = graphCase.recording();
      Collected got =
          new Feed(graphCase).inBlocks(recording, new SplittableRandom(seed)).finish().collected();
      Evaluation expected = OfflineEvaluator.evaluate(graphCase.graph(), Doubles.of(recording));
      for (int output = 0; output < expected.outputs().size(); output++) {
        compared += compare(graphCase, expected, output, got.of(output));
        assertThat(graphCase.network().outputLength(output, recording.length))
            .as(graphCase::describe)
            .isEqualTo(expected.outputs().get(output).size());
      }
    }
    assertThat(compared).as("rows compared").isGreaterThan(STREAMING * 20L);
  }

  private static int compare(
      GraphCase graphCase, Evaluation expected, int output, List<Collected.Emitted> got) {
    List<Row> rows = expected.outputs().get(output);
    assertThat(got).as(graphCase::describe).hasSize(rows.size());
    for (int n = 0; n < rows.size(); n++) {
      Row row = rows.get(n);
      Collected.Emitted emitted = got.get(n);
      assertClose(graphCase, row.values(), emitted, expected.largest());
      if (emitted.frame() != row.frame()) {
        fail("row=%d: %s, expected frame=%d; %s", n, emitted, row.frame(), graphCase.describe());
      }
      if (emitted.framesMissing() < 0 || (!row.padded() && emitted.framesMissing() > 0)) {
        fail("row=%d: %s, padded=%s; %s", n, emitted, row.padded(), graphCase.describe());
      }
    }
    return rows.size();
  }

  @Test
  void shouldGiveWhatTheGraphGivesForEachWindow() {
    long compared = 0;
    for (long seed = 0; seed < WINDOWED; seed++) {
      GraphCase graphCase = GraphCase.windowed(seed);
      float[][] recording = graphCase.recording();
      Collected got =
          new Feed(graphCase).inBlocks(recording, new SplittableRandom(seed)).finish().collected();
      List<Evaluation> windows =
          OfflineEvaluator.evaluate(graphCase.graph(), graphCase.window(), Doubles.of(recording));
      for (int output = 0; output < graphCase.graph().outputs().size(); output++) {
        List<Collected.Emitted> emitted = got.of(output);
        assertThat(emitted).as(graphCase::describe).hasSize(windows.size());
        for (int i = 0; i < windows.size(); i++) {
          Evaluation window = windows.get(i);
          double[] sideBySide =
              window.outputs().get(output).stream()
                  .flatMapToDouble(row -> Arrays.stream(row.values()))
                  .toArray();
          assertClose(graphCase, sideBySide, emitted.get(i), window.largest());
          long last = (long) i * graphCase.window().hop() + graphCase.window().size() - 1;
          assertThat(emitted.get(i).frame()).as(graphCase::describe).isEqualTo(last);
          assertThat(emitted.get(i).framesMissing()).as(graphCase::describe).isZero();
          compared++;
        }
      }
    }
    assertThat(compared).as("windows compared").isGreaterThan(WINDOWED * 2L);
  }

  private static void assertClose(
      GraphCase graphCase, double[] expected, Collected.Emitted got, double largest) {
    boolean close = expected.length == got.values().length;
    for (int c = 0; close && c < expected.length; c++) {
      close = Math.abs(expected[c] - got.values()[c]) <= TOLERANCE * Math.max(1, largest);
    }
    if (!close) {
      fail("expected %s, got %s; %s", Arrays.toString(expected), got, graphCase.describe());
    }
  }
}
