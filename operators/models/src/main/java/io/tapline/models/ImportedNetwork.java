/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models;

import io.tapline.network.graph.NetworkGraph;
import java.util.Objects;
import java.util.OptionalInt;

/**
 * What a file of another framework says of a network.
 *
 * @param graph the network
 * @param inputFrames the length in time for which the file declares it; empty where any goes
 */
public record ImportedNetwork(NetworkGraph graph, OptionalInt inputFrames) {

  public ImportedNetwork {
    Objects.requireNonNull(graph, "graph");
    Objects.requireNonNull(inputFrames, "inputFrames");
  }
}
