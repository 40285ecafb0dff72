/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.source;

import io.tapline.models.ImportedNetwork;
import io.tapline.models.InvalidModelException;
import io.tapline.models.Model;
import io.tapline.models.ModelFile;
import io.tapline.models.ModelLimits;
import io.tapline.models.UniqueNames;
import io.tapline.network.graph.NetworkGraph;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Labels the results of a model whose file says nothing of it: by the file's name, and by a version
 * that is the same for models of the same layers and weights, wherever those are stored.
 */
final class FileLabels {
  private static final int VERSION_DIGITS = 12;

  private FileLabels() {}

  /**
   * The network as a model. Its version is the beginning of the SHA-256 of what Tapline's own two
   * files would hold, apart from the labels.
   *
   * @throws InvalidModelException if a layer has a name that no file of Tapline's could hold
   */
  static Model label(Path file, ImportedNetwork imported) throws InvalidModelException {
    checkLayerNames(imported.graph());
    Model unlabelled =
        new Model(
            "", "", imported.inputFrames(), Optional.empty(), withNamesForFiles(imported.graph()));
    return new Model(
        name(file),
        digest(unlabelled),
        unlabelled.inputFrames(),
        unlabelled.window(),
        unlabelled.graph());
  }

  /** The file's name without its ending. */
  private static String name(Path file) {
    String fileName = file.getFileName().toString();
    String name = fileName.substring(0, fileName.lastIndexOf('.'));
    return ModelLimits.isText(name) ? name : "model";
  }

  private static void checkLayerNames(NetworkGraph graph) throws InvalidModelException {
    List<String> problems = new ArrayList<>();
    for (NetworkGraph.Node node : graph.nodes()) {
      String layer = node.layer().name();
      if (!ModelLimits.isText(layer)) {
        problems.add("name of a layer must be a text of one line, give it another: layer=" + layer);
      } else if (layer.length() > ModelLimits.LONGEST_NAME) {
        problems.add(
            "name of a layer is too long, give it another: maximum="
                + ModelLimits.LONGEST_NAME
                + ", layer="
                + layer);
      }
    }
    if (!problems.isEmpty()) {
      throw new InvalidModelException(problems);
    }
  }

  private static String digest(Model model) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(ModelFile.topology(model, ""));
      digest.update(ModelFile.weights(model));
      return HexFormat.of().formatHex(digest.digest()).substring(0, VERSION_DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** Files and topics are named after outputs, so that not every name of a framework will do. */
  private static NetworkGraph withNamesForFiles(NetworkGraph graph) {
    UniqueNames names = UniqueNames.ofFilesWithout("rejected");
    List<NetworkGraph.Output> outputs = new ArrayList<>();
    for (NetworkGraph.Output output : graph.outputs()) {
      String plain = output.name().replaceAll("[^A-Za-z0-9._-]", "_").replaceAll("^[._-]+", "");
      String name = names.take(plain.isEmpty() ? "output" : plain);
      outputs.add(new NetworkGraph.Output(name, output.source()));
    }
    return new NetworkGraph(graph.inputChannels(), graph.nodes(), outputs);
  }
}
