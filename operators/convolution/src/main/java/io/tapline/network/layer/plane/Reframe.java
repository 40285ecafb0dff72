/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.layer.plane;

import io.tapline.network.layer.Layer;
import java.util.Objects;

/**
 * The same values of each frame seen with another height and number of channels: value h·C + c of a
 * frame stays where it is. So planes (H, C) become frames of H·C channels, or frames planes.
 *
 * @param name the layer's name
 * @param height positions of the height axis, at least 1
 * @param channels channels at each position, at least 1
 */
public record Reframe(String name, int height, int channels) implements Layer {

  public Reframe {
    Objects.requireNonNull(name, "name");
  }

  @Override
  public String type() {
    return "Reshape";
  }

  @Override
  public long outputHeight(long inputHeight) {
    return height;
  }

  @Override
  public long outputChannels(int... inputChannels) {
    return channels;
  }
}
