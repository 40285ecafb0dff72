/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.run;

import io.tapline.network.kernel.Kernels;
import io.tapline.network.layer.Execution;
import io.tapline.network.layer.StreamShape;
import io.tapline.network.plan.ExecutionOrder;
import io.tapline.network.plan.NetworkLayer;
import io.tapline.network.plan.NetworkPlan;
import io.tapline.network.stage.Ring;
import io.tapline.network.stage.Slots;
import io.tapline.network.stage.Span;
import io.tapline.network.stage.Stage;
import io.tapline.network.state.SlotLayout;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The layers that are computed anew for each window, and the collapses of them: the offline model
 * from the streams that windows share to what is left of a window.
 */
final class WindowSection {
  private final NetworkPlan plan;
  private final SlotLayout layout;
  private final PackedLayers packed;
  private final Shared[] shared;
  private final Step[] steps;
  private final Step[] collapses;
  private final float[] memory;

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
      int stream, int channels, Stage stage, Span[] inputs, Slots slots, Span output) {}

  WindowSection(NetworkPlan plan, SlotLayout layout, PackedLayers packed, ExecutionOrder order) {
    this.plan = plan;
    this.layout = layout;
    this.packed = packed;
    Map<Integer, Span> spans = new HashMap<>();
    int hop = plan.window().orElseThrow().hop();
    this.shared = new Shared[plan.sharedByWindows().size()];
    for (int i = 0; i < shared.length; i++) {
      int source = plan.sharedByWindows().get(i);
      StreamShape stream = plan.stream(source);
      Span whole = span(source, stream.windowFrames(), stream.values());
      spans.put(source, whole);
      shared[i] = new Shared(source + 1, hop / stream.timing().stride(), whole);
    }
    this.steps = steps(order.recomputed(), spans);
    this.collapses = steps(order.collapsing(), spans);
    int most =
        Stream.of(steps, collapses)
            .flatMap(Arrays::stream)
            .mapToInt(step -> step.slots().end())
            .max()
            .orElse(0);
    this.memory = new float[most + Kernels.SLACK];
  }

  private Step[] steps(List<Integer> layers, Map<Integer, Span> spans) {
    return layers.stream().map(layer -> step(layer, spans)).toArray(Step[]::new);
  }

  private Step step(int layer, Map<Integer, Span> spans) {
    NetworkLayer planned = plan.layers().get(layer);
    StreamShape stream = planned.output();
    long frames = stream.is(Execution.RECOMPUTED) ? stream.windowFrames() : 1;
    Span output = span(layer, frames, stream.values());
    spans.put(layer, output);
    Span[] inputs = planned.sources().stream().map(spans::get).toArray(Span[]::new);
    Slots slots = new Slots(planned.state(), 0);
    return new Step(layer + 1, stream.values(), packed.newStage(layer), inputs, slots, output);
  }

  private Span span(int source, long frames, int width) {
    Span span = new Span();
    BufferMargin margin = BufferMargin.of(plan.layers(), source);
    float[] values = new float[Math.toIntExact(margin.before() + frames * width + margin.behind())];
    span.attach(values, margin.before());
    span.set(0, Math.toIntExact(frames), true);
    return span;
  }

  /**
   * Computes windows.
   *
   * @param first index of the first window
   * @param count how many
   * @param streams the new frames of every stream, by position plus one; those of the collapses are
   *     written
   * @param kept the memory of the device
   */
  void process(long first, int count, Span[] streams, float[] kept) {
    Ring[] rings = layout.ofWindows();
    for (int n = 0; n < count; n++) {
      for (int i = 0; i < shared.length; i++) {
        Span whole = shared[i].whole();
        long from = (first + n) * shared[i].hop();
        rings[i].copy(
            kept, streams[shared[i].stream()], from, whole.count, whole.values, whole.offset);
      }
      for (Step step : steps) {
        run(step);
      }
      for (Step step : collapses) {
        run(step);
        int channels = step.channels();
        Span target = streams[step.stream()];
        Span made = step.output();
        int to = target.offset + n * channels;
        System.arraycopy(made.values, made.offset, target.values, to, channels);
      }
    }
    for (int i = 0; i < shared.length; i++) {
      rings[i].keep(kept, streams[shared[i].stream()]);
    }
  }

  private void run(Step step) {
    Arrays.fill(memory, 0, step.slots().end(), 0f);
    step.stage().process(step.inputs(), step.slots(), memory, step.output());
  }
}
