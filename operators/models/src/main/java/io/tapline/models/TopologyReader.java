/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models;

import com.fasterxml.jackson.databind.JsonNode;
import io.tapline.convolution.InvalidNetworkException;
import io.tapline.convolution.Layer;
import io.tapline.convolution.Network;
import java.util.ArrayList;
import java.util.List;
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
    String output = root.text("output");
    root.text("weights");
    Entries input = root.object("input");
    int channels = channels(input);
    OptionalInt frames =
        input.has("frames") ? OptionalInt.of(input.count("frames", 1)) : OptionalInt.empty();
    List<Layer> layers = layers(root, new LayerReader(tensors, channels));
    root.refuseOtherKeys();
    input.refuseOtherKeys();
    tensors.refuseOtherTensors();
    if (!problems.isEmpty()) {
      throw new InvalidModelException(problems);
    }
    return new Model(name, version, output, frames, compile(channels, layers));
  }

  private static int channels(Entries input) {
    if (!input.has("channels")) {
      input.problem("channels is missing");
    }
    return input.count("channels", Entries.UNKNOWN);
  }

  private static List<Layer> layers(Entries root, LayerReader reader) {
    List<Layer> layers = new ArrayList<>();
    for (Entries entries : root.objects("layers")) {
      layers.add(reader.read(entries, layers.size() + 1));
    }
    return layers;
  }

  private static Network compile(int channels, List<Layer> layers) throws InvalidModelException {
    try {
      return Network.compile(channels, layers);
    } catch (InvalidNetworkException e) {
      throw new InvalidModelException(e.problems());
    }
  }
}
