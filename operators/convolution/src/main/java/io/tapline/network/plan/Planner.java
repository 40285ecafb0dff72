/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.plan;

import io.tapline.network.graph.NetworkGraph;
import io.tapline.network.graph.Window;
import io.tapline.network.layer.BoundLayer;
import io.tapline.network.layer.Execution;
import io.tapline.network.layer.FrameShape;
import io.tapline.network.layer.StreamShape;
import io.tapline.network.layer.StreamTiming;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Goes through the layers of a graph, each after those that it reads, checks them and has them
 * placed. It notes everything that keeps the graph from being a network, as far as an earlier
 * problem lets it be known.
 */
final class Planner {
  private static final long MAX_CHANNELS = 65535;

  /** Values of a plane: 4 MiB a frame. */
  private static final long MAX_PLANE = 1L << 20;

  private final List<String> problems;
  private final LayerKinds kinds;
  private final SizeCheck sizes;
  private final LayerPlanner planner;
  private final StreamShape input;
  private final List<NetworkLayer> layers = new ArrayList<>();
  private final Map<String, Integer> positions = new HashMap<>();

  /** Frames that are known of layers which have a problem: later layers have some of their own. */
  private final Map<String, FrameShape> frames = new HashMap<>();

  /**
   * @param window the windows; null for none
   * @param problems takes everything that is wrong
   */
  Planner(NetworkGraph graph, Window window, LayerKinds kinds, List<String> problems) {
    this.problems = problems;
    this.kinds = kinds;
    this.sizes = new SizeCheck(problems);
    this.planner = new LayerPlanner(window, Repetitions.keptInside(graph, kinds), problems);
    int channels = graph.inputChannels();
    if (channels < 1) {
      problems.add("input needs at least one channel: channels=" + channels);
    }
    if (channels > MAX_CHANNELS) {
      problems.add("input has too many channels: maximum=" + MAX_CHANNELS + ", got=" + channels);
    }
    this.input =
        new StreamShape(
            new FrameShape(Math.max(0, channels)),
            StreamTiming.INPUT,
            Execution.STREAMED,
            window == null ? 0 : window.size());
    for (NetworkGraph.Node node : GraphOrder.of(graph, kinds, problems)) {
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
    String name = node.layer().name();
    BoundLayer<?> layer = kinds.bind(node.layer());
    List<FrameShape> inputFrames = node.inputs().stream().map(this::frame).toList();
    boolean sound = layer.check(inputFrames, problems);
    FrameShape frame = limited(layer, inputFrames);
    frames.put(name, frame);
    boolean inputsPlanned =
        node.inputs().stream()
            .allMatch(input -> input.equals(NetworkGraph.INPUT) || positions.containsKey(input));
    if (!sound || !inputsPlanned || !frame.isKnown()) {
      return;
    }
    List<Integer> sources = node.inputs().stream().map(this::position).toList();
    List<StreamShape> inputs = sources.stream().map(this::stream).toList();
    int before = problems.size();
    NetworkLayer planned = planner.plan(layer, sources, inputs, frame);
    if (planned != null) {
      // Known only now of a window that is flattened.
      frames.put(name, planned.output().frame());
      sizes.check(planned);
    }
    if (problems.size() == before) {
      positions.put(name, layers.size());
      layers.add(planned);
    }
  }

  private FrameShape frame(String source) {
    return source.equals(NetworkGraph.INPUT)
        ? input.frame()
        : frames.getOrDefault(source, FrameShape.UNKNOWN);
  }

  private StreamShape stream(int source) {
    return source < 0 ? input : layers.get(source).output();
  }

  /** A layer's output, as far as it may be: more is noted as a problem. */
  private FrameShape limited(BoundLayer<?> layer, List<FrameShape> inputs) {
    FrameShape frame = layer.output(inputs);
    boolean known = inputs.stream().allMatch(FrameShape::isKnown);
    if (known && frame.channels() > MAX_CHANNELS) {
      problems.add(LayerPlanner.tooManyChannels(layer.name(), MAX_CHANNELS, frame.channels()));
      return new FrameShape(frame.height(), MAX_CHANNELS);
    }
    if (known && frame.isPlane() && frame.values() > MAX_PLANE) {
      problems.add(
          "planes of the layer are too large: layer="
              + layer.name()
              + ", maximum values="
              + MAX_PLANE
              + ", got="
              + frame.values());
      return FrameShape.UNKNOWN;
    }
    return frame;
  }
}
