/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.layer.collapse;

import io.tapline.network.layer.Layer;
import java.util.Objects;

/**
 * Repeats what time has collapsed to as frames of a window again, as decoders do that make a
 * sequence of one vector.
 *
 * @param name the layer's name
 * @param count how many frames
 */
public record Repetition(String name, int count) implements Layer {

  public Repetition {
    Objects.requireNonNull(name, "name");
  }

  @Override
  public String type() {
    return "RepeatVector";
  }
}
