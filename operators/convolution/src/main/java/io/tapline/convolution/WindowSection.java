/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.convolution;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The layers that are computed anew for each window, and the collapses of them: the offline model
 * from the streams that windows share to what is left of a window.
 */
final class WindowSection {
  private final Network network;
  private final Shared[] shared;
  private final Step[] steps;
  private final Step[] collapses;

  /**
   * A stream that windows share.
   *
   * @param stream its position plus one
   * @param hop its frames from one window's start to the next one's
   * @param whole takes its frames of one window
   */
  private record Shared(int stream, long hop, Span whole) {}

  /**
   * One layer, with what it reads and writes.
   *
   * @param stream its position plus one
   */
  private record Step(
      int stream, int channels, Stage stage, Span[] inputs, Ring[] rings, Span output) {}

  WindowSection(Network network, ExecutionOrder order) {
    this.network = network;
    Map<Integer, Span> spans = new HashMap<>();
    int hop = network.window().orElseThrow().hop();
    this.shared = new Shared[network.sharedByWindows().size()];
    for (int i = 0; i < shared.length; i++) {
      int source = network.sharedByWindows().get(i);
      Flow flow = network.flow(source);
      Span whole = span(flow.windowFrames(), flow.channels());
      spans.put(source, whole);
      shared[i] = new Shared(source + 1, hop / flow.timing().stride(), whole);
    }
    this.steps = steps(order.recomputed(), spans);
    this.collapses = steps(order.collapsing(), spans);
  }

  private Step[] steps(List<Integer> layers, Map<Integer, Span> spans) {
    return layers.stream().map(layer -> step(layer, spans)).toArray(Step[]::new);
  }

  private Step step(int layer, Map<Integer, Span> spans) {
    NetworkLayer place = network.layers().get(layer);
    Flow flow = place.output();
    long frames = flow.is(Execution.RECOMPUTED) ? flow.windowFrames() : 1;
    Span output = span(frames, flow.channels());
    spans.put(layer, output);
    Span[] inputs = place.sources().stream().map(spans::get).toArray(Span[]::new);
    Ring[] rings = place.rings().stream().map(Ring::new).toArray(Ring[]::new);
    return new Step(layer + 1, flow.channels(), network.newStage(layer), inputs, rings, output);
  }

  private static Span span(long frames, int channels) {
    Span span = new Span();
    int count = Math.toIntExact(frames);
    span.set(new float[Math.multiplyExact(count, channels)], 0, count, true);
    return span;
  }

  /**
   * Computes windows.
   *
   * @param first index of the first window
   * @param count how many
   * @param streams the new frames of every stream, by position plus one; those of the collapses are
   *     written
   * @param rings what is kept of the shared streams
   */
  void process(long first, int count, Span[] streams, Ring[] rings) {
    for (int n = 0; n < count; n++) {
      for (int i = 0; i < shared.length; i++) {
        Span whole = shared[i].whole();
        long from = (first + n) * shared[i].hop();
        rings[i].copy(streams[shared[i].stream()], from, whole.count, whole.values);
      }
      for (Step step : steps) {
        run(step);
      }
      for (Step step : collapses) {
        run(step);
        int channels = step.channels();
        float[] target = streams[step.stream()].values;
        System.arraycopy(step.output().values, 0, target, n * channels, channels);
      }
    }
    for (int i = 0; i < shared.length; i++) {
      rings[i].keep(streams[shared[i].stream()]);
    }
  }

  private static void run(Step step) {
    for (Ring ring : step.rings()) {
      ring.clear();
    }
    step.stage().process(step.inputs(), step.rings(), step.output());
  }
}
