/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.keras;

import com.fasterxml.jackson.databind.JsonNode;
import io.tapline.network.layer.collapse.TimeCollapse;
import io.tapline.network.layer.shape.ChannelSelection;
import io.tapline.network.layer.shape.TimePadding;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** Taking parts out of a tensor: {@code x[:, -1]}, {@code x[:, 5:25]}, {@code x[..., :2]}. */
final class Slicing {

  /**
   * What is taken along one axis: one index, or a range.
   *
   * @param index the index, from the end where negative; empty for a range
   */
  private record Part(OptionalInt index, OptionalInt start, OptionalInt stop, int step) {
    boolean isAll() {
      return index.isEmpty() && start.orElse(0) == 0 && stop.isEmpty() && step == 1;
    }
  }

  private Slicing() {}

  static Signal item(Arguments call) throws UnsupportedLayerException {
    Signal input = Operators.only(call);
    Requirements.wholeFrames(call.layer().config(), input);
    List<Part> parts = parts(call, input);
    if (!parts.get(0).isAll()) {
      throw call.problem("a part of the batch cannot be taken, take all of it first: x[:, …]");
    }
    Signal output = input;
    // From the last axis on, as axes go.
    for (int position = input.axes().size() - 1; position >= 0; position--) {
      Part part = parts.get(position + 1);
      if (!part.isAll()) {
        output = taken(call, output, position, part);
      }
    }
    return output;
  }

  /** One for each axis, the batch's first. */
  private static List<Part> parts(Arguments call, Signal input) throws UnsupportedLayerException {
    JsonNode key = call.value(1, "key", "slice_spec");
    JsonNode list = key.isArray() || isTuple(key) ? Spelling.plain(key) : key;
    List<JsonNode> keys = new ArrayList<>();
    if (list.isArray()) {
      list.forEach(keys::add);
    } else {
      keys.add(list);
    }
    int rank = input.axes().size() + 1;
    List<Part> parts = new ArrayList<>();
    for (int i = 0; i < keys.size(); i++) {
      if (keys.get(i).path("class_name").asText().equals("__ellipsis__")) {
        int left = rank - parts.size() - (keys.size() - i - 1);
        Stream.generate(Slicing::all).limit(Math.max(0, left)).forEach(parts::add);
      } else {
        parts.add(part(call, keys.get(i)));
      }
    }
    if (parts.size() > rank) {
      throw call.problem("more axes are named than there are", "input=" + input.shape());
    }
    while (parts.size() < rank) {
      parts.add(all());
    }
    return parts;
  }

  private static boolean isTuple(JsonNode key) {
    return key.path("class_name").asText().equals("__tuple__");
  }

  private static Part all() {
    return new Part(OptionalInt.empty(), OptionalInt.empty(), OptionalInt.empty(), 1);
  }

  private static Part part(Arguments call, JsonNode key) throws UnsupportedLayerException {
    if (key.isNumber()) {
      int index = call.layer().config().integer("index", key);
      return new Part(OptionalInt.of(index), OptionalInt.empty(), OptionalInt.empty(), 1);
    }
    JsonNode range = key.path("class_name").asText().equals("__slice__") ? key.path("config") : key;
    if (!range.has("start") || !range.has("stop")) {
      throw call.problem("only whole numbers, ranges and … can stand between the brackets");
    }
    int step = bound(call, range.path("step")).orElse(1);
    if (step < 1) {
      throw call.problem("step of a range must be at least 1", "step=" + step);
    }
    return new Part(
        OptionalInt.empty(), bound(call, range.get("start")), bound(call, range.get("stop")), step);
  }

  private static OptionalInt bound(Arguments call, JsonNode value)
      throws UnsupportedLayerException {
    return value.isNull() || value.isMissingNode()
        ? OptionalInt.empty()
        : OptionalInt.of(call.layer().config().integer("bound", value));
  }

  private static Signal taken(Arguments call, Signal input, int position, Part part)
      throws UnsupportedLayerException {
    Axis axis = input.axes().get(position);
    if (axis == Axis.TIME) {
      return part.index().isPresent()
          ? step(call, input, position, part)
          : range(call, input, part);
    }
    int size = axis == Axis.CHANNELS ? input.channels() : 1;
    List<Integer> indices = indices(call, size, part);
    Signal output = input;
    if (axis == Axis.CHANNELS) {
      String name = input.axes().contains(Axis.TIME) ? "channels" : "values";
      ChannelSelection selection = new ChannelSelection(call.layer().part(name), indices);
      output = input.from(call.layer().add(selection, input.source())).withChannels(indices.size());
    }
    return part.index().isPresent() ? output.withoutAxis(position) : output;
  }

  /** The indices that a part takes of as many as {@code size}. */
  private static List<Integer> indices(Arguments call, int size, Part part)
      throws UnsupportedLayerException {
    List<Integer> indices = new ArrayList<>();
    if (part.index().isPresent()) {
      int index = part.index().getAsInt();
      indices.add(index < 0 ? index + size : index);
    } else {
      int stop = clamped(part.stop().orElse(size), size);
      for (int i = clamped(part.start().orElse(0), size); i < stop; i += part.step()) {
        indices.add(i);
      }
    }
    if (indices.isEmpty() || indices.get(0) < 0 || indices.get(0) >= size) {
      throw call.problem("nothing is left of an axis, or its index is beyond it", "size=" + size);
    }
    return indices;
  }

  private static int clamped(int bound, int size) {
    return Math.max(0, Math.min(size, bound < 0 ? bound + size : bound));
  }

  private static Signal step(Arguments call, Signal input, int position, Part part)
      throws UnsupportedLayerException {
    int index = part.index().getAsInt();
    if (input.frames().isPresent()) {
      indices(call, input.frames().getAsInt(), part);
    }
    String name = call.layer().name();
    return input
        .from(call.layer().add(TimeCollapse.step(name, index), input.source()))
        .withoutAxis(position);
  }

  /** Frames are cut off at both sides, by as many as follow from the length. */
  private static Signal range(Arguments call, Signal input, Part part)
      throws UnsupportedLayerException {
    int left = part.start().orElse(0);
    int right = -Math.min(0, part.stop().orElse(0));
    if (input.frames().isPresent()) {
      int size = input.frames().getAsInt();
      indices(call, size, part);
      left = clamped(left, size);
      right = size - clamped(part.stop().orElse(size), size);
      boolean counted = part.start().orElse(0) < 0 || part.stop().orElse(-1) >= 0;
      if (counted && call.layer().draft().otherLength()) {
        throw call.problem(
            "which frames are taken depends on the length, and the window is another than the"
                + " model's, run it in windows of that length",
            "input=" + input.shape());
      }
    } else if (left < 0 || part.stop().orElse(-1) >= 0) {
      throw call.problem(
          "which frames are taken depends on the length, give the model's input one",
          "input=" + input.shape());
    }
    TimePadding cut = new TimePadding(call.layer().name(), -left, -right, part.step(), 0f);
    return input.from(call.layer().add(cut, input.source())).through(cut.taps());
  }
}
