/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;

/**
 * Finds the files of a model on disk. A topology can only name weights in its own folder or below.
 */
final class ModelFolder {
  private static final long LARGEST_WEIGHTS = 1L << 29;

  private ModelFolder() {}

  static byte[] topology(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new InvalidModelException(List.of("model file is not there: file=" + file));
    }
    if (Files.size(file) > Yaml.LARGEST_FILE) {
      throw new InvalidModelException(
          List.of(
              "topology is too large: file="
                  + file
                  + ", maximum bytes="
                  + Yaml.LARGEST_FILE
                  + ", got="
                  + Files.size(file)));
    }
    return Files.readAllBytes(file);
  }

  /** The weights that a topology names; empty, and a problem, if it names none that may be read. */
  static Optional<byte[]> weights(Path topologyFile, JsonNode topology, List<String> problems)
      throws IOException {
    String name = topology.path("weights").asText();
    if (name.isBlank()) {
      return Optional.empty(); // told by the topology's reader
    }
    try {
      Path folder = topologyFile.toAbsolutePath().normalize().getParent();
      Path weights = folder.resolve(name).normalize();
      if (!weights.startsWith(folder)) {
        problems.add("weights must lie in the model's folder: weights=" + name);
      } else if (!Files.isRegularFile(weights)) {
        problems.add("weights file is not there: weights=" + name + ", folder=" + folder);
      } else if (!weights.toRealPath().startsWith(folder.toRealPath())) {
        problems.add("weights must lie in the model's folder, and links too: weights=" + name);
      } else if (Files.size(weights) > LARGEST_WEIGHTS) {
        problems.add(
            "weights are too large: maximum bytes="
                + LARGEST_WEIGHTS
                + ", got="
                + Files.size(weights));
      } else {
        return Optional.of(Files.readAllBytes(weights));
      }
    } catch (InvalidPathException e) {
      problems.add("weights is no path: weights=" + name);
    }
    return Optional.empty();
  }

  /** Replaces the files of a model by those of another. */
  static void write(Path topologyFile, WrittenModel written, Path weightsFile) throws IOException {
    Path topology = part(topologyFile);
    Path weights = part(weightsFile);
    try {
      Files.write(weights, written.weights());
      Files.write(topology, written.topology());
      // Without a topology there is no model: so the old one never stands beside new weights.
      Files.deleteIfExists(topologyFile);
      Files.move(weights, weightsFile, StandardCopyOption.REPLACE_EXISTING);
      Files.move(topology, topologyFile, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(weights);
      Files.deleteIfExists(topology);
    }
  }

  /** Where a file is made before it takes its place; a rename within a folder is one step. */
  private static Path part(Path file) {
    return file.resolveSibling("." + file.getFileName() + ".part");
  }
}
