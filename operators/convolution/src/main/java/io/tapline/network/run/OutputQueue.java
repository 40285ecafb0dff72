/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.run;

import io.tapline.network.layer.StreamTiming;
import io.tapline.network.plan.NetworkPlan;
import io.tapline.network.stage.Span;
import java.util.Arrays;

/** Hands the outputs of a network over, in the order of the input frames that brought them. */
final class OutputQueue {
  private final Span[] spans;
  private final StreamTiming[] timings;
  private final int[] channels;
  private final int[] taken;

  /**
   * @param streams the new frames of every stream, by position plus one
   */
  OutputQueue(NetworkPlan plan, Span[] streams) {
    int count = plan.outputs().size();
    spans = new Span[count];
    timings = new StreamTiming[count];
    channels = new int[count];
    taken = new int[count];
    for (int output = 0; output < count; output++) {
      int source = plan.outputs().get(output).layer();
      spans[output] = streams[source + 1];
      timings[output] = plan.outputTiming(output);
      channels[output] = plan.outputs().get(output).channels();
    }
  }

  /**
   * Hands all over.
   *
   * @param frames input frames so far
   * @param ended whether there will be no more
   */
  void drain(long frames, boolean ended, OutputSink sink) {
    Arrays.fill(taken, 0);
    for (int output = next(); output >= 0; output = next()) {
      long index = spans[output].first + taken[output];
      long newest = ended ? frames - 1 : timings[output].broughtBy(index);
      sink.accept(
          output,
          newest,
          (int) timings[output].missing(index, newest + 1),
          spans[output].values,
          spans[output].offset + taken[output] * channels[output]);
      taken[output]++;
    }
  }

  /** The output whose next frame came first; -1 if all have been taken. */
  private int next() {
    if (spans.length == 1) {
      return taken[0] < spans[0].count ? 0 : -1;
    }
    int earliest = -1;
    long least = Long.MAX_VALUE;
    for (int output = 0; output < spans.length; output++) {
      if (taken[output] < spans[output].count) {
        long broughtBy = timings[output].broughtBy(spans[output].first + taken[output]);
        if (broughtBy < least) {
          least = broughtBy;
          earliest = output;
        }
      }
    }
    return earliest;
  }
}
