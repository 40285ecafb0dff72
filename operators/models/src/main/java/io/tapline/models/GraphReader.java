/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models;

import io.tapline.network.graph.NetworkGraph;
import io.tapline.network.layer.FrameShape;
import io.tapline.network.layer.Layer;
import io.tapline.network.layer.collapse.TimeCollapse;
import io.tapline.network.layer.convolution.Convolution;
import io.tapline.network.layer.merge.ConstantArithmetic;
import io.tapline.network.layer.plane.Reframe;
import io.tapline.network.layer.recurrent.RecurrentLayer;
import io.tapline.network.layer.shape.ChannelReduction;
import io.tapline.network.layer.shape.ChannelSelection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads layers, from the input on, and what leaves the network. It follows what frames hold from
 * layer to layer, as far as problems let it be known, so that every tensor's shape can be checked.
 *
 * <p>A layer reads what stands above it: so a file is read as the data flows, and has no cycles.
 */
final class GraphReader {
  private final int inputChannels;
  private final TensorSource tensors;
  private final List<NetworkGraph.Node> nodes = new ArrayList<>();
  private final Map<String, FrameShape> frames = new HashMap<>();
  private String last = NetworkGraph.INPUT;
  private int position;

  GraphReader(int inputChannels, TensorSource tensors) {
    this.inputChannels = inputChannels;
    this.tensors = tensors;
    frames.put(NetworkGraph.INPUT, new FrameShape(inputChannels));
  }

  /** Reads the next layer. */
  void layer(Entries entries) {
    position++;
    String type = entries.text("type");
    String name = entries.text("name", type + "-" + position);
    Entries layer = entries.at("layer=" + name);
    if (name.length() > ModelLimits.LONGEST_NAME) {
      layer.problem("name is longer than " + ModelLimits.LONGEST_NAME + " characters");
    }
    List<String> inputs = inputs(layer);
    List<FrameShape> inputFrames =
        inputs.stream().map(input -> frames.getOrDefault(input, FrameShape.UNKNOWN)).toList();
    Optional<Layer> read =
        LayerReader.read(type, new LayerSource(name, layer, inputFrames, tensors));
    read.ifPresent(known -> nodes.add(new NetworkGraph.Node(known, inputs)));
    if (name.equals(NetworkGraph.INPUT)) {
      layer.problem("layer must have another name: what enters the network goes by this one");
    } else if (frames.containsKey(name)) {
      layer.problem("layer names must differ");
    }
    frames.put(name, read.map(known -> outputFrame(known, inputFrames)).orElse(FrameShape.UNKNOWN));
    last = name;
  }

  private List<String> inputs(Entries layer) {
    if (!layer.has("inputs")) {
      return List.of(last);
    }
    List<String> inputs = layer.texts("inputs");
    for (String input : inputs) {
      if (!frames.containsKey(input)) {
        layer.problem("inputs must be layers further up, or input", input);
      }
    }
    return inputs;
  }

  private static FrameShape outputFrame(Layer layer, List<FrameShape> inputs) {
    if (layer instanceof TimeCollapse collapse && collapse.flattens()) {
      return FrameShape.UNKNOWN; // they depend on the window
    }
    if (!inputs.stream().allMatch(FrameShape::isKnown) && !tellsChannels(layer)) {
      return FrameShape.UNKNOWN;
    }
    FrameShape first = inputs.get(0);
    if (layer instanceof ConstantArithmetic && first.isPlane()) {
      return first;
    }
    int[] channels = inputs.stream().mapToInt(input -> (int) input.channels()).toArray();
    FrameShape output =
        new FrameShape(layer.outputHeight(first.height()), layer.outputChannels(channels));
    boolean sound = output.isKnown() && output.channels() <= Integer.MAX_VALUE;
    return sound ? output : FrameShape.UNKNOWN;
  }

  /** Whether the channels of its output do not depend on those of its input. */
  private static boolean tellsChannels(Layer layer) {
    return layer instanceof Convolution
        || layer instanceof RecurrentLayer
        || layer instanceof ChannelSelection
        || layer instanceof ChannelReduction
        || layer instanceof Reframe;
  }

  /** The graph of all layers, and of outputs as {@link OutputReader} gives them. */
  NetworkGraph graph(Entries root, Map<String, Optional<String>> outputs) {
    List<NetworkGraph.Output> named = new ArrayList<>();
    outputs.forEach(
        (name, layer) -> {
          String source = layer.orElse(last);
          if (!source.isEmpty() && !frames.containsKey(source)) {
            root.problem("outputs must be of layers: output=" + name, source);
          }
          named.add(new NetworkGraph.Output(name, source));
        });
    return new NetworkGraph(inputChannels, nodes, named);
  }
}
