/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.onnx.stream;

import io.tapline.models.onnx.model.Refusal;
import io.tapline.models.onnx.stream.Axis.Role;
import io.tapline.network.layer.Taps;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;

/**
 * A tensor that comes frame by frame. The channels of its frames are the parts of its axes that are
 * neither time nor batch, row-major in the order of the axes.
 *
 * @param source the layer that gives it
 * @param axes what the tensor's axes stand for
 * @param planes how its frames hold the values where the layer gives planes; null where the values
 *     of a frame are side by side in the order of the axes
 * @param numbers what its values are in the file: a stream itself has float32 throughout
 */
public record Stream(String source, List<Axis> axes, Planes planes, Numbers numbers) {

  /** What the values of a tensor are. */
  public enum Numbers {
    REAL,
    /** 1 for true, 0 for false. */
    TRUTH,
    /** Division truncates, so that few operators compute as they do with reals. */
    INTEGER
  }

  public Stream {
    axes = List.copyOf(axes);
  }

  public Stream(String source, List<Axis> axes) {
    this(source, axes, null, Numbers.REAL);
  }

  /** Whether the layer gives planes. */
  public boolean isPlanes() {
    return planes != null;
  }

  /** Whether the layer gives planes whose channels are those of one axis. */
  public boolean isHeldByChannels(int axis) {
    return planes != null && planes.heightAxis(this, axis) >= 0;
  }

  /** The same tensor, whose frames hold its values in another way. */
  Stream held(String newSource, Planes newPlanes) {
    return new Stream(newSource, axes, newPlanes, numbers);
  }

  /** The same values, taken for others. */
  public Stream as(Numbers newNumbers) {
    return new Stream(source, axes, planes, newNumbers);
  }

  public int rank() {
    return axes.size();
  }

  public Axis axis(int index) {
    return axes.get(index);
  }

  /** Channels of a frame. */
  public int channels() {
    long channels = 1;
    for (Axis axis : axes) {
      channels *= axis.channels();
      if (channels > 1 << 24) {
        throw new Refusal("frame has too many channels: axes=%s", axes);
      }
    }
    return (int) channels;
  }

  /** Frames; empty where one value stands for a whole window. */
  public OptionalInt frames() {
    return axes.stream()
        .flatMap(axis -> axis.parts().stream())
        .filter(part -> part.role() == Role.TIME)
        .mapToInt(Axis.Part::size)
        .findFirst();
  }

  /** The axis of time; -1 where there is none of its own. */
  public int timeAxis() {
    for (int axis = 0; axis < rank(); axis++) {
      if (axes.get(axis).isTime()) {
        return axis;
      }
    }
    return -1;
  }

  public int[] shape() {
    return axes.stream().mapToInt(Axis::size).toArray();
  }

  /** Frames that a layer gives of this stream; refused where there are none. */
  public int framesAfter(Taps taps) {
    int length = frames().orElseThrow();
    long given = taps.forLength(length).outputs(length);
    if (given < 1 || given > Integer.MAX_VALUE) {
      throw new Refusal(
          "input is too short for the kernel: frames=%d, kernel size=%d, dilation=%d",
          length, taps.kernelSize(), taps.dilation());
    }
    return (int) given;
  }

  /** The same tensor, as another layer gives it. */
  public Stream from(String newSource) {
    return new Stream(newSource, axes, planes, numbers);
  }

  /** With other axes. */
  public Stream with(List<Axis> newAxes) {
    return new Stream(source, newAxes, planes, numbers);
  }

  /** With one axis in another's place. */
  public Stream with(int index, Axis axis) {
    List<Axis> changed = new ArrayList<>(axes);
    changed.set(index, axis);
    return with(changed);
  }

  /** With axes of size 1 before the others, {@code rank} in all. */
  public Stream withRank(int rank) {
    List<Axis> longer = new ArrayList<>(Collections.nCopies(Math.max(0, rank - rank()), Axis.ONE));
    longer.addAll(axes);
    return with(longer);
  }

  /** How many values of a frame the axes before {@code index} stand for. */
  public int channelsBefore(int index) {
    return axes.subList(0, index).stream().mapToInt(Axis::channels).reduce(1, (a, b) -> a * b);
  }

  /** How many values of a frame the axes after {@code index} stand for. */
  public int channelsAfter(int index) {
    return axes.subList(index + 1, rank()).stream()
        .mapToInt(Axis::channels)
        .reduce(1, (a, b) -> a * b);
  }
}
