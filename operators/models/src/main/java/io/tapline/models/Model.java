/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models;

import io.tapline.convolution.Network;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;

/**
 * A network with what its results are labelled by.
 *
 * @param name the model's name
 * @param version the model's version, as its author counts
 * @param outputName the name of its output
 * @param inputFrames length of the recordings or windows that the author had in mind, for the
 *     shapes of a summary; streaming takes any length
 * @param network the network, ready to run
 */
public record Model(
    String name, String version, String outputName, OptionalInt inputFrames, Network network) {

  public Model {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(version, "version");
    Objects.requireNonNull(outputName, "outputName");
    Objects.requireNonNull(inputFrames, "inputFrames");
    Objects.requireNonNull(network, "network");
  }

  /** The names of its outputs, in order. */
  public List<String> outputNames() {
    return List.of(outputName);
  }
}
