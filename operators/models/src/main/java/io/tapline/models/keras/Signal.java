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
 * What flows from layer to layer: as Tapline has it, frames of channels, or planes of a height and
 * channels.
 *
 * @param source the name by which layers of the network read it
 * @param axes what its axes are in Keras, without the batch; planes of one position or of one
 *     channel have channels and an axis of size 1 instead
 * @param height positions of the height axis; 1 without one
 * @param channels values of a frame, or at each position of the height
 * @param framed positions that the frames of the source have in the network: the height, unless
 *     they are to be reframed
 * @param frames its length in time, where the model says it; always empty without a time axis
 * @param masked whether frames are marked as missing, which some layers leave out
 * @param parts where the parts of a window stand among its frames; null where it has none
 */
record Signal(
    String source,
    List<Axis> axes,
    int height,
    int channels,
    int framed,
    OptionalInt frames,
    boolean masked,
    Parts parts) {
  static final List<Axis> FRAMES = List.of(Axis.TIME, Axis.CHANNELS);
  static final List<Axis> PARTS = List.of(Axis.PARTS, Axis.TIME, Axis.CHANNELS);
  static final List<Axis> VALUES = List.of(Axis.CHANNELS);

  Signal {
    if (height > 1 && channels == 1) {
      axes = renamed(renamed(axes, Axis.CHANNELS, Axis.SINGLE), Axis.HEIGHT, Axis.CHANNELS);
      channels = height;
      height = 1;
    }
    if (height == 1) {
      axes = renamed(axes, Axis.HEIGHT, Axis.SINGLE);
    }
    axes = List.copyOf(named(axes, channels));
  }

  Signal(String source, List<Axis> axes, int channels, OptionalInt frames) {
    this(source, axes, 1, channels, 1, frames, false, null);
  }

  private static List<Axis> renamed(List<Axis> axes, Axis from, Axis to) {
    return axes.stream().map(axis -> axis == from ? to : axis).toList();
  }

  /** An axis of size 1 is that of the only channel where there is no other. */
  private static List<Axis> named(List<Axis> axes, int channels) {
    int single = axes.lastIndexOf(Axis.SINGLE);
    if (channels != 1 || single < 0 || axes.contains(Axis.CHANNELS)) {
      return axes;
    }
    List<Axis> named = new ArrayList<>(axes);
    named.set(single, Axis.CHANNELS);
    return named;
  }

  /** Whether a frame has both positions of a height and channels. */
  boolean isPlane() {
    return height > 1;
  }

  /** Values of a frame. */
  int values() {
    return height * channels;
  }

  boolean hasTime() {
    return axes.contains(Axis.TIME);
  }

  /** Whether it is a whole window in a row, which a reshape will lay out. */
  boolean isFlat() {
    return axes.contains(Axis.FLAT_FRAMES) || axes.contains(Axis.FLAT_CHANNELS);
  }

  boolean channelsLast() {
    return !axes.isEmpty() && axes.get(axes.size() - 1) == Axis.CHANNELS;
  }

  /** The same shape, given by another layer. */
  Signal from(String newSource) {
    return new Signal(newSource, axes, height, channels, framed, frames, masked, parts);
  }

  Signal withChannels(int newChannels) {
    return new Signal(source, axes, height, newChannels, framed, frames, masked, parts);
  }

  Signal withAxes(List<Axis> newAxes) {
    return new Signal(source, newAxes, height, channels, framed, frames, masked, parts);
  }

  /** With other axes of a frame, of the same values in the same order. */
  Signal withPlane(List<Axis> newAxes, int newHeight, int newChannels) {
    return new Signal(source, newAxes, newHeight, newChannels, framed, frames, masked, parts);
  }

  /** As another layer gives it, whose frames have {@code newFramed} positions of a height. */
  Signal from(String newSource, int newFramed) {
    return new Signal(newSource, axes, height, channels, newFramed, frames, masked, parts);
  }

  Signal withFrames(OptionalInt newFrames) {
    return new Signal(source, axes, height, channels, framed, newFrames, masked, parts);
  }

  Signal withMask(boolean newMasked) {
    return new Signal(source, axes, height, channels, framed, frames, newMasked, parts);
  }

  /** Without the axis at {@code position}, which has size 1 or is that of time. */
  Signal withoutAxis(int position) {
    List<Axis> rest = new ArrayList<>(axes);
    OptionalInt length = rest.remove(position) == Axis.TIME ? OptionalInt.empty() : frames;
    boolean still = masked && rest.contains(Axis.TIME);
    return new Signal(source, rest, height, channels, framed, length, still, parts);
  }

  /** Only channels are left: time is collapsed. */
  Signal withoutTime(int newChannels) {
    return new Signal(source, VALUES, newChannels, OptionalInt.empty());
  }

  /** With an axis of size 1 in place of the one at {@code position}, which is not the channels'. */
  Signal withSingle(int position) {
    List<Axis> singled = new ArrayList<>(axes);
    OptionalInt length =
        singled.set(position, Axis.SINGLE) == Axis.TIME ? OptionalInt.empty() : frames;
    boolean still = masked && singled.contains(Axis.TIME);
    return new Signal(source, singled, height, channels, framed, length, still, parts);
  }

  /** As long as {@code taps} leave it; what slides over frames forgets which were missing. */
  Signal through(Taps taps) {
    if (frames.isEmpty()) {
      return withMask(false);
    }
    int length = frames.getAsInt();
    long left = (taps.dependOnLength() ? taps.forLength(length) : taps).outputs(length);
    return withMask(false).withFrames(OptionalInt.of((int) Math.min(left, Integer.MAX_VALUE)));
  }

  /** What an index of Keras means, counted from the batch, or from the last axis where negative. */
  Axis axis(int index) {
    int position = position(index);
    return position >= 0 && position < axes.size() ? axes.get(position) : null;
  }

  /** The position among the axes that an index of Keras means; none if it is no axis of these. */
  int position(int index) {
    return index < 0 ? index + axes.size() : index - 1;
  }

  /** With {@code newParts} in front of the frames; with frames alone where null. */
  Signal withParts(Parts newParts) {
    List<Axis> newAxes = newParts == null ? FRAMES : PARTS;
    return new Signal(source, newAxes, height, channels, framed, frames, masked, newParts);
  }

  private String length() {
    if (axes.contains(Axis.PARTS)) {
      return String.valueOf(parts.length());
    }
    return frames.isPresent() ? String.valueOf(frames.getAsInt()) : "None";
  }

  /** As Keras shows shapes. */
  String shape() {
    List<String> sizes = new ArrayList<>();
    sizes.add("None");
    for (Axis axis : axes) {
      sizes.add(
          switch (axis) {
            case TIME -> length();
            case PARTS -> String.valueOf(parts.count());
            case HEIGHT -> String.valueOf(height);
            case CHANNELS, FLAT_FRAMES, FLAT_CHANNELS, BLOCK -> String.valueOf(channels);
            case SINGLE -> "1";
          });
    }
    return "(" + String.join(", ", sizes) + ")";
  }
}
