/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models;

import com.fasterxml.jackson.databind.JsonNode;
import io.tapline.network.graph.InvalidNetworkException;
import io.tapline.network.graph.NetworkGraph;
import io.tapline.network.graph.Window;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Makes a model of a topology and the tensors that go with it. */
final class TopologyReader {
  static final String FORMAT = "tapline-model/1";

  private TopologyReader() {}

  /**
   * @param problems what is known to be wrong so far
   * @throws InvalidModelException with those and all that are found here
   */
  static Model read(JsonNode topology, TensorSource tensors, List<String> problems)
      throws InvalidModelException {
    Entries root = new Entries(topology, "topology", problems);
    String format = root.text("format");
    if (!format.isEmpty() && !format.equals(FORMAT)) {
      root.problem("format is not known, write " + FORMAT, format);
    }
    String name = root.text("name");
    String version = root.text("version");
    Map<String, Optional<String>> outputs = OutputReader.read(root);
    root.text("weights");
    Entries input = root.object("input");
    int channels = required(input, "channels");
    OptionalInt frames =
        input.has("frames") ? OptionalInt.of(input.count("frames", 1)) : OptionalInt.empty();
    OptionalInt warmUp =
        input.has("warm-up") ? OptionalInt.of(input.count("warm-up", 1)) : OptionalInt.empty();
    Optional<Window> window = window(root);
    GraphReader reader = new GraphReader(channels, tensors);
    layers(root).forEach(reader::layer);
    NetworkGraph graph = reader.graph(root, outputs);
    root.refuseOtherKeys();
    input.refuseOtherKeys();
    tensors.refuseOtherTensors();
    if (!problems.isEmpty()) {
      throw new InvalidModelException(problems);
    }
    Model model = new Model(name, version, frames, window, graph);
    return checked(warmUp.isPresent() ? model.warmAfter(warmUp.getAsInt()) : model);
  }

  private static int required(Entries entries, String key) {
    if (!entries.has(key)) {
      entries.problem(key + " is missing");
    }
    return entries.count(key, Entries.UNKNOWN);
  }

  private static List<Entries> layers(Entries root) {
    List<Entries> layers = root.objects("layers");
    if (layers.size() > ModelLimits.MOST_LAYERS) {
      root.problem(
          "layers are more than the maximum " + ModelLimits.MOST_LAYERS,
          Integer.toString(layers.size()));
      return List.of();
    }
    return layers;
  }

  private static Optional<Window> window(Entries root) {
    if (!root.has("window")) {
      return Optional.empty();
    }
    Entries window = root.object("window");
    int size = required(window, "size");
    int hop = required(window, "hop");
    window.refuseOtherKeys();
    return size < 1 || hop < 1 ? Optional.empty() : Optional.of(new Window(size, hop));
  }

  private static Model checked(Model model) throws InvalidModelException {
    if (model.lacksWindow()) {
      return model;
    }
    try {
      model.network();
      return model;
    } catch (InvalidNetworkException e) {
      throw new InvalidModelException(e.problems());
    }
  }
}
