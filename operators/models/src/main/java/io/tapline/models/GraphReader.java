/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models;

import static io.tapline.models.Entries.UNKNOWN;

import io.tapline.network.graph.NetworkGraph;
import io.tapline.network.layer.Layer;
import io.tapline.network.layer.collapse.TimeCollapse;
import io.tapline.network.layer.convolution.Convolution;
import io.tapline.network.layer.recurrent.RecurrentLayer;
import io.tapline.network.layer.shape.ChannelReduction;
import io.tapline.network.layer.shape.ChannelSelection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads layers, from the input on, and what leaves the network. It follows the number of channels
 * from layer to layer, as far as problems let it be known, so that every tensor's shape can be
 * checked.
 *
 * <p>A layer reads what stands above it: so a file is read as the data flows, and has no cycles.
 */
final class GraphReader {
  private final int inputChannels;
  private final TensorSource tensors;
  private final List<NetworkGraph.Node> nodes = new ArrayList<>();
  private final Map<String, Long> channels = new HashMap<>();
  private String last = NetworkGraph.INPUT;
  private int position;

  GraphReader(int inputChannels, TensorSource tensors) {
    this.inputChannels = inputChannels;
    this.tensors = tensors;
    channels.put(NetworkGraph.INPUT, (long) inputChannels);
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
    long[] inputChannels = inputs.stream().mapToLong(this::channelsOf).toArray();
    Optional<Layer> read =
        LayerReader.read(type, new LayerSource(name, layer, inputChannels, tensors));
    read.ifPresent(known -> nodes.add(new NetworkGraph.Node(known, inputs)));
    if (name.equals(NetworkGraph.INPUT)) {
      layer.problem("layer must have another name: what enters the network goes by this one");
    } else if (channels.containsKey(name)) {
      layer.problem("layer names must differ");
    }
    channels.put(name, read.map(known -> outputChannels(known, inputChannels)).orElse(-1L));
    last = name;
  }

  private List<String> inputs(Entries layer) {
    if (!layer.has("inputs")) {
      return List.of(last);
    }
    List<String> inputs = layer.texts("inputs");
    for (String input : inputs) {
      if (!channels.containsKey(input)) {
        layer.problem("inputs must be layers further up, or input", input);
      }
    }
    return inputs;
  }

  private long channelsOf(String name) {
    return channels.getOrDefault(name, (long) UNKNOWN);
  }

  private static long outputChannels(Layer layer, long[] inputs) {
    if (layer instanceof TimeCollapse collapse && collapse.flattens()) {
      return UNKNOWN; // they depend on the window
    }
    int[] known = new int[inputs.length];
    for (int i = 0; i < inputs.length; i++) {
      if (inputs[i] == UNKNOWN && !tellsChannels(layer)) {
        return UNKNOWN;
      }
      known[i] = (int) inputs[i];
    }
    long output = layer.outputChannels(known);
    return output < 1 || output > Integer.MAX_VALUE ? UNKNOWN : output;
  }

  /** Whether the channels of its output do not depend on those of its input. */
  private static boolean tellsChannels(Layer layer) {
    return layer instanceof Convolution
        || layer instanceof RecurrentLayer
        || layer instanceof ChannelSelection
        || layer instanceof ChannelReduction;
  }

  /** The graph of all layers, and of outputs as {@link OutputReader} gives them. */
  NetworkGraph graph(Entries root, Map<String, Optional<String>> outputs) {
    List<NetworkGraph.Output> named = new ArrayList<>();
    outputs.forEach(
        (name, layer) -> {
          String source = layer.orElse(last);
          if (!source.isEmpty() && !channels.containsKey(source)) {
            root.problem("outputs must be of layers: output=" + name, source);
          }
          named.add(new NetworkGraph.Output(name, source));
        });
    return new NetworkGraph(inputChannels, nodes, named);
  }
}
