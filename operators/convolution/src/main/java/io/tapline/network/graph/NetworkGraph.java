/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.graph;

import io.tapline.network.layer.Layer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A directed graph of layers as its author wrote it, from one input to one or more outputs. Whether
 * it holds together is checked when it is compiled.
 *
 * @param inputChannels channels of an input frame
 * @param nodes the layers, in any order
 * @param outputs what leaves the network, in order
 */
public record NetworkGraph(int inputChannels, List<Node> nodes, List<Output> outputs) {

  /** The name by which a node reads the network's input; no layer may have it. */
  public static final String INPUT = "input";

  /**
   * A layer and what it reads.
   *
   * @param layer the layer, by whose name others read it
   * @param inputs names of layers, or {@link #INPUT}, in the order of the operands
   */
  public record Node(Layer layer, List<String> inputs) {
    public Node {
      Objects.requireNonNull(layer, "layer");
      inputs = List.copyOf(inputs);
    }
  }

  /**
   * What leaves the network.
   *
   * @param name by which results are told apart
   * @param source name of a layer, or {@link #INPUT}
   */
  public record Output(String name, String source) {
    public Output {
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(source, "source");
    }
  }

  public NetworkGraph {
    nodes = List.copyOf(nodes);
    outputs = List.copyOf(outputs);
  }

  /** Layers one after another, the last of which is the only output. */
  public static NetworkGraph sequence(
      int inputChannels, List<? extends Layer> layers, String output) {
    Builder builder = builder(inputChannels);
    String last = INPUT;
    for (Layer layer : layers) {
      last = builder.add(layer, last);
    }
    return builder.output(output, last).build();
  }

  /** Starts a graph. */
  public static Builder builder(int inputChannels) {
    return new Builder(inputChannels);
  }

  /** Builds a {@link NetworkGraph} node by node. */
  public static final class Builder {
    private final int inputChannels;
    private final List<Node> nodes = new ArrayList<>();
    private final List<Output> outputs = new ArrayList<>();

    private Builder(int inputChannels) {
      this.inputChannels = inputChannels;
    }

    /** Adds a layer that reads {@code inputs}, and gives its name, to read it by. */
    public String add(Layer layer, String... inputs) {
      nodes.add(new Node(layer, List.of(inputs)));
      return layer.name();
    }

    /** Lets what {@code source} gives leave the network. */
    public Builder output(String name, String source) {
      outputs.add(new Output(name, source));
      return this;
    }

    public NetworkGraph build() {
      return new NetworkGraph(inputChannels, nodes, outputs);
    }
  }
}
