/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models;

import com.fasterxml.jackson.databind.JsonNode;
import io.tapline.convolution.InvalidNetworkException;
import io.tapline.convolution.Network;
import io.tapline.convolution.layer.Layer;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/** Makes a model of a topology and the tensors that go with it. */
final class TopologyReader {
  static final String FORMAT = "tapline-model/1";

  /** What a file may be called after on every system, and a topic's transactions too. */
  private static final Pattern OUTPUT_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");

  /** Names what a job could not use, beside its outputs. */
  private static final String REJECTED = "rejected";

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
    String output = output(root);
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

  private static String output(Entries root) {
    String output = root.text("output");
    if (!output.isEmpty() && !OUTPUT_NAME.matcher(output).matches()) {
      root.problem(
          "output must be letters, digits, '.', '_' and '-' and begin with a letter or digit,"
              + " since files are named after it",
          output);
    }
    // Some file systems do not tell capitals apart.
    if (output.equalsIgnoreCase(REJECTED)) {
      root.problem("output must have another name: what is rejected goes by this one", output);
    }
    return output;
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
