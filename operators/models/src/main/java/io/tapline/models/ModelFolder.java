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
import java.util.List;
import java.util.Optional;

/**
 * Finds the files of a model on disk. A topology can only name weights in its own folder or below.
 */
final class ModelFolder {
  private static final long LARGEST_TOPOLOGY = 1L << 22;
  private static final long LARGEST_WEIGHTS = 1L << 29;

  private ModelFolder() {}

  static byte[] topology(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new InvalidModelException(List.of("model file is not there: file=" + file));
    }
    if (Files.size(file) > LARGEST_TOPOLOGY) {
      throw new InvalidModelException(
          List.of(
              "topology is too large: file="
                  + file
                  + ", maximum bytes="
                  + LARGEST_TOPOLOGY
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
      problems.add("weights is no path: weights=" + name.replaceAll("\\p{Cntrl}", "?"));
    }
    return Optional.empty();
  }
}
