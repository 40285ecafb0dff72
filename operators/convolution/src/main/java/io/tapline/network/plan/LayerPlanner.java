/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.plan;

import io.tapline.network.graph.Window;
import io.tapline.network.layer.BoundLayer;
import io.tapline.network.layer.Execution;
import io.tapline.network.layer.FrameShape;
import io.tapline.network.layer.LayerPlace;
import io.tapline.network.layer.Padding;
import io.tapline.network.layer.StreamShape;
import io.tapline.network.layer.StreamTiming;
import io.tapline.network.layer.Taps;
import io.tapline.network.stage.RingShape;
import io.tapline.network.stage.StateSlot;
import java.util.List;
import java.util.Set;

/**
 * Plans a layer behind those that it reads: when its frames come, how they are computed and what
 * must be kept for them.
 *
 * <p>In windows, a layer is streamed as long as nothing of it depends on where a window begins or
 * ends: it pads nothing, and its frames fall on the same places in every window, for the hop is a
 * multiple of its rate. A layer that remembers all since a segment's start begins anew with each
 * window. What follows a layer that is not streamed is not either.
 */
final class LayerPlanner {
  /** A window may have many more values than a frame. */
  private static final long MAX_FLATTENED = 1L << 24;

  private final Window window;
  private final Set<String> keptInside;
  private final List<String> problems;

  /**
   * @param window the windows; null for none
   * @param keptInside collapses whose frame is needed while the window is computed
   * @param problems takes everything that is wrong
   */
  LayerPlanner(Window window, Set<String> keptInside, List<String> problems) {
    this.window = window;
    this.keptInside = keptInside;
    this.problems = problems;
  }

  /**
   * Plans one layer.
   *
   * @param sources for each input, the position of the layer that it reads; -1 for the network's
   *     input
   * @param inputs the streams of these
   * @param frame what a frame of its output holds, unless it flattens a window
   * @return the layer in its place; null where a problem was noted
   */
  NetworkLayer plan(
      BoundLayer<?> layer, List<Integer> sources, List<StreamShape> inputs, FrameShape frame) {
    LayerPlace place =
        switch (layer.role()) {
          case COLLAPSE -> collapse(layer, inputs.get(0));
          case WHOLE_WINDOW -> wholeWindow(layer, inputs.get(0), frame);
          case REPEAT -> repeat(layer, inputs.get(0), frame);
          case JOIN ->
              isCollapsed(inputs)
                  ? afterCollapse(layer, inputs, frame)
                  : join(layer, inputs, frame);
          case THROUGH ->
              isCollapsed(inputs)
                  ? afterCollapse(layer, inputs, frame)
                  : through(layer, inputs.get(0), frame);
        };
    return place == null ? null : new NetworkLayer(layer, sources, place, state(layer, place));
  }

  private static boolean isCollapsed(List<StreamShape> inputs) {
    return inputs.stream().anyMatch(input -> input.execution().isCollapsed());
  }

  /** Between windows nothing is kept of what is computed once for each. */
  private static List<StateSlot> state(BoundLayer<?> layer, LayerPlace place) {
    if (place.input().execution().isCollapsed()) {
      return place.inputs().stream()
          .<StateSlot>map(input -> RingShape.of(0, input.values()))
          .toList();
    }
    return layer.state(place);
  }

  private LayerPlace through(BoundLayer<?> layer, StreamShape in, FrameShape frame) {
    Taps taps = layer.layer().taps();
    if (window != null) {
      taps = taps.forLength(in.windowFrames());
    } else if (taps.dependOnLength()) {
      problems.add(
          "padding same with a stride depends on the length, give a window or pad explicitly: layer="
              + layer.name()
              + ", stride="
              + taps.stride());
      return null;
    }
    long windowFrames = window == null ? 0 : taps.outputs(in.windowFrames());
    if (window != null && windowFrames == 0) {
      problems.add(
          "window is too short for the layer: layer=" + layer.name() + ", window=" + window.size());
      return null;
    }
    // What is cut off at the end is not there in any window; the stream goes on.
    Taps streaming = window == null ? taps : withoutRight(taps);
    StreamTiming timing = layer.timing(streaming, List.of(in.timing()));
    if (in.is(Execution.STREAMED) && (window == null || isShared(taps, in, timing))) {
      StreamShape out = new StreamShape(frame, timing, Execution.STREAMED, windowFrames);
      return new LayerPlace(List.of(in), out, streaming);
    }
    StreamShape out = new StreamShape(frame, in.timing(), Execution.RECOMPUTED, windowFrames);
    return new LayerPlace(List.of(in), out, taps);
  }

  private static Taps withoutRight(Taps taps) {
    return taps.right() >= 0
        ? taps
        : new Taps(
            taps.kernelSize(),
            taps.stride(),
            taps.dilation(),
            Padding.of((int) taps.left(), 0),
            taps.partial());
  }

  private boolean isShared(Taps taps, StreamShape in, StreamTiming timing) {
    return taps.left() <= 0
        && taps.right() <= 0
        && !taps.partial()
        && !timing.sinceStart()
        && window.hop() % (in.timing().stride() * taps.stride()) == 0;
  }

  private LayerPlace wholeWindow(BoundLayer<?> layer, StreamShape in, FrameShape frame) {
    if (window == null) {
      problems.add(
          "layer needs whole windows, so the network does; give their size and hop: layer="
              + layer.name());
      return null;
    }
    if (in.execution().isCollapsed()) {
      addNeedsTime(layer);
      return null;
    }
    StreamShape out = new StreamShape(frame, in.timing(), Execution.RECOMPUTED, in.windowFrames());
    return new LayerPlace(List.of(in), out, Taps.POINT);
  }

  private LayerPlace join(BoundLayer<?> layer, List<StreamShape> inputs, FrameShape frame) {
    StreamShape first = inputs.get(0);
    boolean fit = window == null ? streamsFit(layer, inputs) : windowsFit(layer, inputs);
    if (!fit) {
      return null;
    }
    boolean streamed =
        window == null
            || inputs.stream()
                .allMatch(
                    input ->
                        input.is(Execution.STREAMED)
                            && input.timing().stride() == first.timing().stride());
    StreamShape out =
        streamed
            ? new StreamShape(
                frame,
                layer.timing(Taps.POINT, timings(inputs)),
                Execution.STREAMED,
                first.windowFrames())
            : new StreamShape(frame, first.timing(), Execution.RECOMPUTED, first.windowFrames());
    return new LayerPlace(inputs, out, Taps.POINT);
  }

  private boolean windowsFit(BoundLayer<?> layer, List<StreamShape> inputs) {
    List<Long> frames = inputs.stream().map(StreamShape::windowFrames).toList();
    if (frames.stream().distinct().count() > 1) {
      problems.add(
          "branches that meet differ in length: layer=" + layer.name() + ", frames=" + frames);
      return false;
    }
    return true;
  }

  private boolean streamsFit(BoundLayer<?> layer, List<StreamShape> inputs) {
    List<Long> strides = inputs.stream().map(branch -> branch.timing().stride()).toList();
    List<Long> slacks = inputs.stream().map(branch -> branch.timing().slack()).toList();
    if (strides.stream().distinct().count() > 1) {
      problems.add(
          "branches of different rates cannot meet: layer="
              + layer.name()
              + ", input frames per frame="
              + strides);
      return false;
    }
    if (slacks.stream().distinct().count() > 1) {
      problems.add(
          "branches that meet differ in length, pad or crop one of them: layer="
              + layer.name()
              + ", frames beyond the input's="
              + slacks);
      return false;
    }
    return true;
  }

  private LayerPlace collapse(BoundLayer<?> layer, StreamShape in) {
    if (window == null) {
      problems.add(
          "layer collapses time, so the network needs windows; give their size and hop: layer="
              + layer.name());
      return null;
    }
    FrameShape frame = layer.collapse(in, problems);
    if (frame.values() > MAX_FLATTENED) {
      problems.add(tooManyChannels(layer.name(), MAX_FLATTENED, frame.values()));
    }
    if (!frame.isKnown() || frame.values() > MAX_FLATTENED) {
      return null;
    }
    boolean inside = keptInside.contains(layer.name());
    return new LayerPlace(
        List.of(in),
        collapsed(frame, inside ? Execution.WITHIN_WINDOW : Execution.PER_WINDOW),
        Taps.POINT);
  }

  private StreamShape collapsed(FrameShape frame, Execution execution) {
    return new StreamShape(
        frame, StreamTiming.ofWindows(window.size(), window.hop()), execution, 1);
  }

  private LayerPlace repeat(BoundLayer<?> layer, StreamShape in, FrameShape frame) {
    if (window == null) {
      problems.add(
          "layer repeats what is left of a window, so the network needs windows; give their size"
              + " and hop: layer="
              + layer.name());
      return null;
    }
    if (!in.execution().isCollapsed()) {
      problems.add(
          "layer repeats one frame of a window, so time must be collapsed before it: layer="
              + layer.name()
              + ", frames="
              + in.windowFrames());
      return null;
    }
    StreamShape out =
        new StreamShape(frame, StreamTiming.INPUT, Execution.RECOMPUTED, layer.repeats());
    return new LayerPlace(List.of(in), out, Taps.POINT);
  }

  private LayerPlace afterCollapse(
      BoundLayer<?> layer, List<StreamShape> inputs, FrameShape frame) {
    Taps taps = layer.layer().taps();
    boolean point =
        taps.kernelSize() == 1 && taps.stride() == 1 && taps.left() == 0 && taps.right() == 0;
    boolean all = inputs.stream().allMatch(input -> input.execution().isCollapsed());
    boolean remembers = layer.timing(Taps.POINT, timings(inputs)).sinceStart();
    if (!point || !all || remembers) {
      addNeedsTime(layer);
      return null;
    }
    return new LayerPlace(inputs, collapsed(frame, inputs.get(0).execution()), Taps.POINT);
  }

  private void addNeedsTime(BoundLayer<?> layer) {
    problems.add(
        "time was collapsed before this layer, which needs it: layer="
            + layer.name()
            + ", type="
            + layer.layer().type());
  }

  private static List<StreamTiming> timings(List<StreamShape> inputs) {
    return inputs.stream().map(StreamShape::timing).toList();
  }

  static String tooManyChannels(String layer, long maximum, long got) {
    return "layer has too many output channels: layer="
        + layer
        + ", maximum="
        + maximum
        + ", got="
        + got;
  }
}
