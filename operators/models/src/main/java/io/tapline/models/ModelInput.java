/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models;

import java.util.List;
import java.util.OptionalInt;

/**
 * What is known of a model's input besides its file, which may leave open which axis is time.
 *
 * @param layout the meaning of each axis of the input; empty where it is not configured
 * @param channels channels of the frames that are fed
 * @param window frames of the windows that are asked for
 */
public record ModelInput(List<Axis> layout, OptionalInt channels, OptionalInt window) {

  /** Meaning of an axis of the input. */
  public enum Axis {
    /** Sequences side by side: a stream is one. */
    BATCH,
    /** Steps of time. */
    TIME,
    /** Values of a frame. */
    CHANNELS
  }

  /** Nothing but the file is known. */
  public static final ModelInput UNKNOWN =
      new ModelInput(List.of(), OptionalInt.empty(), OptionalInt.empty());

  public ModelInput {
    layout = List.copyOf(layout);
  }
}
