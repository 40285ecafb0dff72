/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.keras;

import io.tapline.network.layer.Taps;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * What flows from layer to layer: as Tapline has it, frames of channels.
 *
 * @param source the name by which layers of the network read it
 * @param axes what its axes are in Keras, without the batch
 * @param channels values of a frame
 * @param frames its length in time, where the model says it; always empty without a time axis
 */
record Signal(String source, List<Axis> axes, int channels, OptionalInt frames) {
  static final List<Axis> FRAMES = List.of(Axis.TIME, Axis.CHANNELS);
  static final List<Axis> VALUES = List.of(Axis.CHANNELS);

  Signal {
    axes = List.copyOf(axes);
  }

  boolean hasTime() {
    return axes.contains(Axis.TIME);
  }

  boolean channelsLast() {
    return axes.get(axes.size() - 1) == Axis.CHANNELS;
  }

  /** The same shape, given by another layer. */
  Signal from(String newSource) {
    return new Signal(newSource, axes, channels, frames);
  }

  Signal withChannels(int newChannels) {
    return new Signal(source, axes, newChannels, frames);
  }

  Signal withAxes(List<Axis> newAxes) {
    return new Signal(source, newAxes, channels, frames);
  }

  Signal withFrames(OptionalInt newFrames) {
    return new Signal(source, axes, channels, newFrames);
  }

  /** Only channels are left: time is collapsed. */
  Signal withoutTime(int newChannels) {
    return new Signal(source, VALUES, newChannels, OptionalInt.empty());
  }

  /** As long as {@code taps} leave it. */
  Signal through(Taps taps) {
    if (frames.isEmpty()) {
      return this;
    }
    int length = frames.getAsInt();
    long left = (taps.dependOnLength() ? taps.forLength(length) : taps).outputs(length);
    return withFrames(OptionalInt.of((int) Math.min(left, Integer.MAX_VALUE)));
  }

  /** What an index of Keras means, counted from the batch, or from the last axis where negative. */
  Axis axis(int index) {
    int position = index < 0 ? index + axes.size() : index - 1;
    return position >= 0 && position < axes.size() ? axes.get(position) : null;
  }

  /** As Keras shows shapes. */
  String shape() {
    List<String> sizes = new ArrayList<>();
    sizes.add("None");
    for (Axis axis : axes) {
      sizes.add(
          switch (axis) {
            case TIME -> frames.isPresent() ? String.valueOf(frames.getAsInt()) : "None";
            case CHANNELS -> String.valueOf(channels);
            case SINGLE -> "1";
          });
    }
    return "(" + String.join(", ", sizes) + ")";
  }
}
