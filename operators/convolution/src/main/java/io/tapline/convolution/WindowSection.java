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
  private final Window window;
  private final List<Integer> shared;
  private final Map<Integer, Span> spans = new HashMap<>();
  private final Step[] steps;
  private final Step[] collapses;

  /** One layer, with what it reads and writes. */
  private record Step(int layer, Stage stage, Span[] inputs, Ring[] rings, Span output) {}

  WindowSection(Network network, ExecutionOrder order) {
    this.network = network;
    this.window = network.window().orElseThrow();
    this.shared = network.sharedByWindows();
    for (int source : shared) {
      Flow flow = network.flow(source);
      spans.put(source, span(flow.windowFrames(), flow.channels()));
    }
    this.steps = order.recomputed().stream().map(this::step).toArray(Step[]::new);
    this.collapses = order.collapsing().stream().map(this::step).toArray(Step[]::new);
  }

  private Step step(int layer) {
    NetworkLayer place = network.layers().get(layer);
    Flow flow = place.output();
    long frames = flow.is(Execution.RECOMPUTED) ? flow.windowFrames() : 1;
    Span output = span(frames, flow.channels());
    spans.put(layer, output);
    Span[] inputs = place.sources().stream().map(spans::get).toArray(Span[]::new);
    Ring[] rings = place.rings().stream().map(Ring::new).toArray(Ring[]::new);
    return new Step(layer, network.stages().get(layer).fork(), inputs, rings, output);
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
   * @param streams the new frames of every stream, by position plus one
   * @param rings what is kept of the shared streams
   * @param targets for each collapse takes [count × its channels]
   */
  void process(long first, int count, Span[] streams, Ring[] rings, Span[] targets) {
    for (int n = 0; n < count; n++) {
      for (int i = 0; i < rings.length; i++) {
        int source = shared.get(i);
        Span whole = spans.get(source);
        long from = (first + n) * (window.hop() / network.flow(source).timing().stride());
        rings[i].copy(streams[source + 1], from, whole.count, whole.values);
      }
      for (Step step : steps) {
        run(step);
      }
      for (Step step : collapses) {
        run(step);
        int channels = network.layers().get(step.layer()).outputChannels();
        Span target = targets[step.layer() + 1];
        System.arraycopy(step.output().values, 0, target.values, n * channels, channels);
      }
    }
    for (int i = 0; i < rings.length; i++) {
      rings[i].keep(streams[shared.get(i) + 1]);
    }
  }

  private static void run(Step step) {
    for (Ring ring : step.rings()) {
      ring.clear();
    }
    step.stage().process(step.inputs(), step.rings(), step.output());
  }
}
