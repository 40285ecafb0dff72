/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.layer.shape;

import io.tapline.network.layer.Layer;
import java.util.Objects;

/**
 * Turns the frames of a window round: frame t of T becomes frame T − 1 − t. What follows reads them
 * backwards.
 *
 * @param name the layer's name
 */
public record TimeReversal(String name) implements Layer {

  public TimeReversal {
    Objects.requireNonNull(name, "name");
  }

  @Override
  public String type() {
    return "TimeReversal";
  }
}
