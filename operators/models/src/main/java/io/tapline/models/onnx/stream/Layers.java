/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.onnx.stream;

import io.tapline.models.onnx.model.ElementBudget;
import io.tapline.models.onnx.model.NdArray;
import io.tapline.models.onnx.model.Refusal;
import io.tapline.network.function.Activation;
import io.tapline.network.function.Arithmetic;
import io.tapline.network.layer.Layer;
import io.tapline.network.layer.Padding;
import io.tapline.network.layer.Taps;
import io.tapline.network.layer.Weights;
import io.tapline.network.layer.activation.ActivationLayer;
import io.tapline.network.layer.collapse.TimeCollapse;
import io.tapline.network.layer.merge.Concatenation;
import io.tapline.network.layer.merge.ConstantArithmetic;
import io.tapline.network.layer.merge.Merge;
import io.tapline.network.layer.plane.Reframe;
import io.tapline.network.layer.shape.ChannelSelection;
import io.tapline.network.layer.shape.TimePadding;
import io.tapline.network.layer.shape.TimeReversal;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Puts layers on streams, for one node of the file. */
public final class Layers {
  private final NetworkSketch sketch;
  private final String node;
  private final ElementBudget budget;

  /**
   * @param node name of the node that the layers are of
   */
  public Layers(NetworkSketch sketch, String node, ElementBudget budget) {
    this.sketch = sketch;
    this.node = node;
    this.budget = budget;
  }

  /** Asked before a layer's weights are kept. */
  public ElementBudget budget() {
    return budget;
  }

  /** Refuses windows of another length than the file's, in which other frames would be taken. */
  public void requireLengthOfFile(Stream input) {
    if (sketch.otherLength()) {
      throw new Refusal(
          "which frames are taken depends on the length, and the window is another than the"
              + " model's: axes=%s; run it in windows of that length",
          input.axes());
    }
  }

  /** A layer that leaves the axes as they are. */
  public Stream on(Stream input, Function<String, Layer> layer) {
    return input.from(sketch.add(node, layer, input.source()));
  }

  public Stream activation(Stream input, Activation activation) {
    return on(input, name -> new ActivationLayer(name, activation));
  }

  /** An operation of all values with one constant. */
  public Stream constant(Stream input, Arithmetic operation, double constant, boolean first) {
    return constants(input, operation, new float[] {(float) constant}, first);
  }

  /** An operation with a constant for each channel. */
  public Stream constants(Stream input, Arithmetic operation, float[] constants, boolean first) {
    budget.take(constants.length);
    return on(
        input, name -> new ConstantArithmetic(name, operation, Weights.of(constants), first, true));
  }

  /** Streams of the same axes, value by value. */
  public Stream merge(Arithmetic operation, Stream first, Stream second) {
    return first.from(
        sketch.add(node, name -> new Merge(name, operation), first.source(), second.source()));
  }

  /**
   * Streams that are to meet: where one has a value for the whole window, so have those that are
   * left with a single frame of it.
   */
  public List<Stream> together(List<Stream> streams) {
    if (streams.stream().allMatch(stream -> stream.frames().isPresent())) {
      return streams;
    }
    return streams.stream()
        .map(stream -> stream.frames().orElse(0) == 1 ? flatten(stream) : stream)
        .toList();
  }

  /** A layer of several streams; the caller sets the axes. */
  public Stream join(List<Stream> inputs, Function<String, Layer> layer) {
    String[] sources = inputs.stream().map(Stream::source).toArray(String[]::new);
    return inputs.get(0).from(sketch.add(node, layer, sources));
  }

  /** The channels of several streams behind each other; the caller sets the axes. */
  public String concatenation(List<Stream> parts) {
    String[] sources = parts.stream().map(Stream::source).toArray(String[]::new);
    return sketch.add(node, Concatenation::new, sources);
  }

  /** Takes the channels {@code channels}, which {@code axes} tell; none where all stay in place. */
  public Stream select(Stream input, int[] channels, List<Axis> axes) {
    if (isInPlace(channels, input.channels())) {
      return input.with(axes);
    }
    if (input.isPlanes()) {
      return selectOfPlanes(input, channels, axes);
    }
    budget.take(channels.length);
    List<Integer> selected = Arrays.stream(channels).boxed().collect(Collectors.toList());
    return on(input, name -> new ChannelSelection(name, selected)).with(axes);
  }

  private static boolean isInPlace(int[] channels, int count) {
    boolean same = channels.length == count;
    for (int i = 0; same && i < channels.length; i++) {
      same = channels[i] == i;
    }
    return same;
  }

  /** Planes stay as they are where all of their values stay, in whatever order. */
  private Stream selectOfPlanes(Stream input, int[] channels, List<Axis> axes) {
    Planes planes = input.planes();
    int[] places = planes.selected(channels);
    boolean all =
        channels.length == planes.places().length
            && Arrays.stream(channels).distinct().count() == channels.length;
    if (all) {
      Planes turned = new Planes(planes.height(), planes.channels(), places);
      return input.held(input.source(), turned).with(axes);
    }
    return select(row(input), places, axes);
  }

  /** The values of a frame side by side, in the order of the axes. */
  public Stream flat(Stream input) {
    return input.isPlanes()
        ? part("row").select(row(input), input.planes().places(), input.axes())
        : input;
  }

  /** The values of a frame side by side, as planes hold them. */
  private Stream row(Stream input) {
    int values = input.planes().places().length;
    Stream row = part("row").on(input, name -> new Reframe(name, 1, values));
    return row.held(row.source(), null);
  }

  /** Frames as planes with the channels on one axis and the positions of the height on another. */
  public Stream planes(Stream input, int channelAxis, int heightAxis) {
    return held(input, Planes.of(input, channelAxis, heightAxis));
  }

  /** The same tensor, whose frames are held as {@code planes}. */
  Stream held(Stream input, Planes planes) {
    if (planes.equalTo(input.planes())) {
      return input;
    }
    int[] order = planes.values();
    Stream ordered = input;
    if (input.isPlanes()) {
      order = input.planes().selected(order);
      ordered = isInPlace(order, order.length) ? input : row(input);
    }
    Layers parts = part("planes");
    if (!isInPlace(order, order.length)) {
      ordered = parts.select(ordered, order, ordered.axes());
    }
    if (planes.height() > 1 || ordered.isPlanes()) {
      Stream flat = ordered;
      ordered = parts.on(flat, name -> new Reframe(name, planes.height(), planes.channels()));
    }
    return ordered.held(ordered.source(), planes);
  }

  /** Puts layers that lay out what the node reads. */
  private Layers part(String name) {
    return new Layers(sketch, node + "/" + name, budget);
  }

  /** What a layer of planes gives, with the axes {@code axes}. */
  public Stream onPlanes(
      Stream input,
      Function<String, Layer> layer,
      List<Axis> axes,
      int channelAxis,
      int heightAxis) {
    String source = sketch.add(node, layer, input.source());
    return planesOf(source, axes, channelAxis, heightAxis).as(input.numbers());
  }

  /** Planes that a layer gives; of one position they are frames of channels. */
  public Stream planesOf(String source, List<Axis> axes, int channelAxis, int heightAxis) {
    Stream flat = new Stream(source, axes);
    return axes.get(heightAxis).channels() == 1
        ? flat
        : flat.held(source, Planes.of(flat, channelAxis, heightAxis));
  }

  /**
   * Puts frames of a constant before and after, or cuts frames off, and then takes every stride-th.
   */
  public Stream pad(Stream input, int left, int right, int stride, float value) {
    int time = input.timeAxis();
    int frames = input.framesAfter(new Taps(1, stride, 1, Padding.of(left, right)));
    return on(input, name -> new TimePadding(name, left, right, stride, value))
        .with(time, Axis.of(Axis.Role.TIME, frames));
  }

  /** Makes one frame of all frames; the axis of time is then one of channels, or of size 1. */
  public Stream collapse(Stream input, TimeCollapse.Kind kind) {
    int time = input.timeAxis();
    return on(input, name -> TimeCollapse.of(name, kind)).with(time, Axis.ONE);
  }

  /** Takes one frame of all. */
  public Stream step(Stream input, int step) {
    return on(input, name -> TimeCollapse.step(name, step)).with(input.timeAxis(), Axis.ONE);
  }

  /** Reverses the frames of a window. */
  public Stream reverse(Stream input) {
    return input.from(sketch.add(node + "/reversed", TimeReversal::new, input.source()));
  }

  /**
   * Makes channels of time where both are merged in one axis: the flattening of a window. Elsewhere
   * time stays.
   */
  public Stream settle(Stream input) {
    return input.axes().stream().anyMatch(Axis::mixesTime) ? flatten(input) : input;
  }

  /** Makes one frame of all frames, in the order in which the tensor has its values. */
  public Stream flatten(Stream given) {
    Stream input = flat(given);
    int frames = input.frames().orElseThrow();
    int channels = input.channels();
    int before = 1; // channels that are slower than time
    boolean found = false;
    List<Axis> axes =
        input.axes().stream()
            .map(
                axis ->
                    new Axis(
                        axis.parts().stream()
                            .map(
                                part ->
                                    part.role() == Axis.Role.TIME
                                        ? new Axis.Part(Axis.Role.CHANNELS, part.size())
                                        : part)
                            .toList()))
            .toList();
    for (Axis axis : input.axes()) {
      for (Axis.Part part : axis.parts()) {
        found |= part.role() == Axis.Role.TIME;
        before *= !found && part.role() == Axis.Role.CHANNELS ? part.size() : 1;
      }
    }
    NdArray.count(frames, channels);
    if (before == channels && channels > 1) {
      return on(input, name -> TimeCollapse.of(name, TimeCollapse.Kind.FLATTEN_CHANNELS))
          .with(axes);
    }
    Stream flat =
        on(input, name -> TimeCollapse.of(name, TimeCollapse.Kind.FLATTEN_FRAMES)).with(axes);
    if (before == 1) {
      return flat;
    }
    requireLengthOfFile(input);
    int after = channels / before;
    int[] order =
        IntStream.range(0, budget.take((long) frames * channels))
            .map(
                i -> {
                  int fast = i % after;
                  int frame = i / after % frames;
                  int slow = i / after / frames;
                  return frame * channels + slow * after + fast;
                })
            .toArray();
    return select(flat, order, axes);
  }
}
