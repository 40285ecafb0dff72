/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.layer.collapse;

import io.tapline.network.layer.Layer;
import java.util.Objects;

/**
 * Makes one frame of all frames of a window. A network with such a layer runs in windows.
 *
 * @param name the layer's name
 * @param kind how
 * @param step which frame, for {@link Kind#STEP}: from the first, or from the last where negative
 */
public record TimeCollapse(String name, Kind kind, int step) implements Layer {

  /** How many frames become one. */
  public enum Kind {
    /** All values of the window; the value of frame t and channel c at t·C + c, as in Keras. */
    FLATTEN_FRAMES("Flatten"),
    /** All values of the window; the value of frame t and channel c at c·T + t, as in PyTorch. */
    FLATTEN_CHANNELS("Flatten"),
    /** The mean of each channel. */
    AVERAGE("GlobalAveragePooling1D"),
    /** The largest value of each channel. */
    MAX("GlobalMaxPooling1D"),
    /** The least value of each channel. */
    MIN("GlobalMinPooling1D"),
    /** The sum of each channel. */
    SUM("GlobalSumPooling1D"),
    /** One of the frames. */
    STEP("TimeStep");

    private final String type;

    Kind(String type) {
      this.type = type;
    }
  }

  public TimeCollapse {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(kind, "kind");
  }

  /** A collapse of another kind than one step. */
  public static TimeCollapse of(String name, Kind kind) {
    return new TimeCollapse(name, kind, 0);
  }

  /** The frame {@code step} of a window: from the first, or from the last where negative. */
  public static TimeCollapse step(String name, int step) {
    return new TimeCollapse(name, Kind.STEP, step);
  }

  @Override
  public String type() {
    return kind.type;
  }

  @Override
  public long outputHeight(long inputHeight) {
    return flattens() ? 1 : inputHeight;
  }

  /** Whether all values of the window stay. */
  public boolean flattens() {
    return kind == Kind.FLATTEN_FRAMES || kind == Kind.FLATTEN_CHANNELS;
  }
}
