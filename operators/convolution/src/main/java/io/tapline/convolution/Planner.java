/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.convolution;

import io.tapline.convolution.layer.Concatenation;
import io.tapline.convolution.layer.Convolution;
import io.tapline.convolution.layer.Layer;
import io.tapline.convolution.layer.Merge;
import io.tapline.convolution.layer.Padding;
import io.tapline.convolution.layer.Taps;
import io.tapline.convolution.layer.TimeCollapse;
import io.tapline.convolution.layer.TimePadding;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds the place of each layer of a graph: its channels, when its frames come, how they are
 * computed and what must be kept for them. It notes everything that keeps the graph from being a
 * network.
 *
 * <p>In windows, a layer is streamed as long as nothing of it depends on where a window begins or
 * ends: it pads nothing, and its frames fall on the same places in every window, for the hop is a
 * multiple of its rate. What follows a layer that is not streamed is not either.
 */
final class Planner {
  private static final long MAX_CHANNELS = 65535;

  /** A window may have many more values than a frame. */
  private static final long MAX_FLATTENED = 1L << 24;

  private final Window window;
  private final List<String> problems;
  private final LayerCheck check;
  private final SizeCheck sizes;
  private final Flow input;
  private final List<NetworkLayer> layers = new ArrayList<>();
  private final Map<String, Integer> positions = new HashMap<>();

  /** Widths that are known of layers which have a problem: later layers have some of their own. */
  private final Map<String, Integer> widths = new HashMap<>();

  /**
   * @param window the windows; null for none
   * @param problems takes everything that is wrong
   */
  Planner(NetworkGraph graph, Window window, List<String> problems) {
    this.window = window;
    this.problems = problems;
    this.check = new LayerCheck(problems);
    this.sizes = new SizeCheck(problems);
    int channels = graph.inputChannels();
    if (channels < 1) {
      problems.add("input needs at least one channel: channels=" + channels);
    }
    if (channels > MAX_CHANNELS) {
      problems.add("input has too many channels: maximum=" + MAX_CHANNELS + ", got=" + channels);
    }
    this.input =
        new Flow(channels, Timing.INPUT, Execution.STREAMED, window == null ? 0 : window.size());
    for (NetworkGraph.Node node : GraphOrder.of(graph, problems)) {
      add(node);
    }
    sizes.checkSum();
  }

  /** The layers in the order in which they can run; of no use if there are problems. */
  List<NetworkLayer> layers() {
    return layers;
  }

  /** Position of the layer {@code name}; -1 for the network's input. */
  int position(String name) {
    return name.equals(NetworkGraph.INPUT) ? -1 : positions.get(name);
  }

  private void add(NetworkGraph.Node node) {
    Layer layer = node.layer();
    int[] channels =
        node.inputs().stream()
            .mapToInt(name -> widths.getOrDefault(name, inputWidth(name)))
            .toArray();
    boolean sound = check.check(layer, channels);
    widths.put(layer.name(), width(layer, channels));
    boolean inputsPlaced =
        node.inputs().stream()
            .allMatch(name -> name.equals(NetworkGraph.INPUT) || positions.containsKey(name));
    if (!sound || !inputsPlaced || widths.get(layer.name()) < 1) {
      return;
    }
    List<Integer> sources = node.inputs().stream().map(this::position).toList();
    List<Flow> inputs = sources.stream().map(this::flow).toList();
    int before = problems.size();
    NetworkLayer placed = place(layer, sources, inputs, widths.get(layer.name()));
    if (placed != null) {
      sizes.check(placed);
    }
    if (problems.size() == before) {
      positions.put(layer.name(), layers.size());
      layers.add(placed);
    }
  }

  private int inputWidth(String name) {
    return name.equals(NetworkGraph.INPUT) ? Math.max(0, input.channels()) : 0;
  }

  private Flow flow(int source) {
    return source < 0 ? input : layers.get(source).output();
  }

  /** Channels of a layer's output; 0 where they cannot be known. */
  private int width(Layer layer, int... channels) {
    boolean known = Arrays.stream(channels).allMatch(width -> width > 0);
    if (!known) {
      return layer instanceof Convolution convolution ? Math.max(0, convolution.filters()) : 0;
    }
    return limited(layer, layer.outputChannels(channels), MAX_CHANNELS);
  }

  private int limited(Layer layer, long channels, long maximum) {
    if (channels > maximum) {
      problems.add(
          "layer has too many output channels: layer="
              + layer.name()
              + ", maximum="
              + maximum
              + ", got="
              + channels);
      return (int) maximum;
    }
    return (int) Math.max(0, channels);
  }

  private NetworkLayer place(Layer layer, List<Integer> sources, List<Flow> inputs, int channels) {
    if (layer instanceof TimeCollapse collapse) {
      return collapse(collapse, sources, inputs.get(0), channels);
    }
    if (inputs.stream().anyMatch(flow -> flow.is(Execution.PER_WINDOW))) {
      return afterCollapse(layer, sources, inputs, channels);
    }
    if (layer instanceof Merge || layer instanceof Concatenation) {
      return meeting(layer, sources, inputs, channels);
    }
    return through(layer, sources, inputs.get(0), channels);
  }

  private NetworkLayer through(Layer layer, List<Integer> sources, Flow in, int channels) {
    Taps taps = layer.taps();
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
      tooShort(layer);
      return null;
    }
    boolean streamed = in.is(Execution.STREAMED) && (window == null || isShared(taps, in));
    if (!streamed) {
      Flow out = new Flow(channels, in.timing(), Execution.RECOMPUTED, windowFrames);
      return new NetworkLayer(
          layer, sources, List.of(in), out, taps, List.of(RingShape.of(taps.history(), in)));
    }
    // What is cut off at the end is not there in any window; the stream goes on.
    Taps streaming = window == null ? taps : withoutRight(taps);
    Timing timing = in.timing().through(streaming);
    long kept =
        layer instanceof TimePadding
            ? waiting(in.timing(), streaming, timing)
            : streaming.history();
    Flow out = new Flow(channels, timing, Execution.STREAMED, windowFrames);
    return new NetworkLayer(
        layer, sources, List.of(in), out, streaming, List.of(RingShape.of(kept, in)));
  }

  /** Frames that wait until it is sure that they are not among those cut off at the end. */
  private static long waiting(Timing in, Taps taps, Timing out) {
    long natural = in.lead() + taps.lead() * in.stride();
    return -Math.floorDiv(natural - out.lead(), in.stride());
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

  private boolean isShared(Taps taps, Flow in) {
    return taps.left() <= 0
        && taps.right() <= 0
        && !taps.partial()
        && window.hop() % (in.timing().stride() * taps.stride()) == 0;
  }

  private NetworkLayer meeting(
      Layer layer, List<Integer> sources, List<Flow> inputs, int channels) {
    if (window == null) {
      return meetingOfStreams(layer, sources, inputs, channels);
    }
    long windowFrames = inputs.get(0).windowFrames();
    for (Flow flow : inputs) {
      if (flow.windowFrames() != windowFrames) {
        problems.add(
            "branches that meet differ in length: layer="
                + layer.name()
                + ", frames="
                + inputs.stream().map(Flow::windowFrames).toList());
        return null;
      }
    }
    boolean shared =
        inputs.stream()
            .allMatch(
                flow ->
                    flow.is(Execution.STREAMED)
                        && flow.timing().stride() == inputs.get(0).timing().stride());
    if (shared) {
      return met(layer, sources, inputs, channels, windowFrames);
    }
    Flow out = new Flow(channels, inputs.get(0).timing(), Execution.RECOMPUTED, windowFrames);
    return new NetworkLayer(layer, sources, inputs, out, Taps.POINT, noRings(inputs));
  }

  private NetworkLayer meetingOfStreams(
      Layer layer, List<Integer> sources, List<Flow> inputs, int channels) {
    Timing first = inputs.get(0).timing();
    for (Flow flow : inputs) {
      Timing timing = flow.timing();
      if (timing.stride() != first.stride()) {
        problems.add(
            "branches of different rates cannot meet: layer="
                + layer.name()
                + ", input frames per frame="
                + inputs.stream().map(branch -> branch.timing().stride()).toList());
        return null;
      }
      if (timing.slack() != first.slack()) {
        problems.add(
            "branches that meet differ in length, pad or crop one of them: layer="
                + layer.name()
                + ", frames beyond the input's="
                + inputs.stream().map(branch -> branch.timing().slack()).toList());
        return null;
      }
    }
    return met(layer, sources, inputs, channels, 0);
  }

  private NetworkLayer met(
      Layer layer, List<Integer> sources, List<Flow> inputs, int channels, long windowFrames) {
    Timing timing = Timing.meeting(inputs.stream().map(Flow::timing).toList());
    List<RingShape> rings =
        inputs.stream().map(flow -> RingShape.of(flow.timing().mostAheadOf(timing), flow)).toList();
    Flow out = new Flow(channels, timing, Execution.STREAMED, windowFrames);
    return new NetworkLayer(layer, sources, inputs, out, Taps.POINT, rings);
  }

  private NetworkLayer collapse(TimeCollapse layer, List<Integer> sources, Flow in, int channels) {
    if (window == null) {
      problems.add(
          "layer collapses time, so the network needs windows; give their size and hop: layer="
              + layer.name());
      return null;
    }
    if (in.is(Execution.PER_WINDOW)) {
      // Nothing is left to collapse: one frame is its own mean.
      Flow out = new Flow(channels, in.timing(), Execution.PER_WINDOW, 1);
      return new NetworkLayer(layer, sources, List.of(in), out, Taps.POINT, noRings(List.of(in)));
    }
    long frames = in.windowFrames();
    long step = layer.step() < 0 ? frames + layer.step() : layer.step();
    if (step < 0 || step >= frames) {
      problems.add(
          "time step does not exist in the window: layer="
              + layer.name()
              + ", frames="
              + frames
              + ", step="
              + layer.step());
      return null;
    }
    int width = layer.flattens() ? limited(layer, frames * in.channels(), MAX_FLATTENED) : channels;
    widths.put(layer.name(), width);
    Flow out = new Flow(width, Timing.of(window), Execution.PER_WINDOW, 1);
    // What has come of a window before its last frame.
    long kept = in.is(Execution.STREAMED) ? in.timing().emitted(window.size() - 1L) : 0;
    return new NetworkLayer(
        layer, sources, List.of(in), out, Taps.POINT, List.of(RingShape.of(kept, in)));
  }

  private NetworkLayer afterCollapse(
      Layer layer, List<Integer> sources, List<Flow> inputs, int channels) {
    Taps taps = layer.taps();
    boolean point =
        taps.kernelSize() == 1 && taps.stride() == 1 && taps.left() == 0 && taps.right() == 0;
    boolean all = inputs.stream().allMatch(flow -> flow.is(Execution.PER_WINDOW));
    if (!point || !all) {
      problems.add(
          "time was collapsed before this layer, which needs it: layer="
              + layer.name()
              + ", type="
              + layer.type());
      return null;
    }
    Flow out = new Flow(channels, Timing.of(window), Execution.PER_WINDOW, 1);
    return new NetworkLayer(layer, sources, inputs, out, Taps.POINT, noRings(inputs));
  }

  private static List<RingShape> noRings(List<Flow> inputs) {
    return inputs.stream().map(flow -> RingShape.of(0, flow)).toList();
  }

  private void tooShort(Layer layer) {
    problems.add(
        "window is too short for the layer: layer=" + layer.name() + ", window=" + window.size());
  }
}
