/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.onnx;

import io.tapline.models.onnx.model.OnnxGraph;
import io.tapline.models.onnx.model.OnnxGraph.Input;
import io.tapline.models.onnx.op.StreamOperators;
import io.tapline.models.onnx.stream.Axis;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A reading of an input's axes, which no file tells.
 *
 * @param time the axis of time; {@link #NONE} where the tensor is a single frame
 * @param batch the axes of sequences side by side; all others are channels
 */
record InputLayout(int time, Set<Integer> batch) {
  private static final int NONE = -1;

  /** All readings of an input, the most natural first. */
  static List<InputLayout> candidates(Input input, OnnxGraph graph) {
    List<InputLayout> candidates = new ArrayList<>(ofRank(input.rank()));
    if (input.rank() >= 3) {
      // Sorting is stable: what is not told by the file stays in its natural order.
      candidates.sort(Comparator.comparing(layout -> !layout.isTold(input, graph)));
    }
    // Constants of a value each say nothing of time, if no other operator does.
    if (graph.nodes().stream().allMatch(node -> StreamOperators.isElementwise(node.op()))) {
      candidates.add(new InputLayout(NONE, Set.of()));
    }
    return candidates;
  }

  private static List<InputLayout> ofRank(int rank) {
    List<InputLayout> layouts = new ArrayList<>();
    switch (rank) {
      case 0:
        break;
      case 1:
        layouts.add(new InputLayout(0, Set.of()));
        break;
      case 2:
        layouts.add(new InputLayout(0, Set.of()));
        layouts.add(new InputLayout(1, Set.of()));
        layouts.add(new InputLayout(1, Set.of(0)));
        break;
      case 3:
        layouts.add(new InputLayout(2, Set.of(0)));
        layouts.add(new InputLayout(1, Set.of(0)));
        layouts.add(new InputLayout(0, Set.of(1)));
        layouts.add(new InputLayout(2, Set.of(1)));
        layouts.add(new InputLayout(2, Set.of()));
        break;
      default:
        for (int time = rank - 1; time > 0; time--) {
          layouts.add(new InputLayout(time, Set.of(0)));
        }
        layouts.add(new InputLayout(rank - 2, first(rank - 2)));
        layouts.add(new InputLayout(rank - 1, first(rank - 1)));
    }
    return layouts;
  }

  private static Set<Integer> first(int count) {
    Set<Integer> axes = new HashSet<>();
    for (int axis = 0; axis < count; axis++) {
      axes.add(axis);
    }
    return axes;
  }

  /** Whether the only size left open, or else the framework's habit, tells that this is time. */
  private boolean isTold(Input input, OnnxGraph graph) {
    List<Integer> open = new ArrayList<>();
    for (int axis = 1; axis < input.rank(); axis++) {
      if (input.isOpen(axis)) {
        open.add(axis);
      }
    }
    if (open.size() == 1) {
      return time == open.get(0);
    }
    String producer = graph.producer().toLowerCase(Locale.ROOT);
    boolean channelsLast = producer.contains("tf2onnx") || producer.contains("keras");
    return channelsLast && time == 1 && batch.equals(Set.of(0));
  }

  /** Whether the file says how many frames there are. */
  boolean hasFrames(Input input) {
    return time != NONE && !input.isOpen(time);
  }

  /**
   * What the axes stand for. A batch whose size is left open has one sequence: a stream is one.
   *
   * @param frames the length of time
   * @param channels the size of axes of channels that the file leaves open
   */
  List<Axis> axes(Input input, int frames, int channels) {
    List<Axis> axes = new ArrayList<>();
    for (int axis = 0; axis < input.rank(); axis++) {
      int size = input.sizes().get(axis);
      if (axis == time) {
        axes.add(Axis.of(Axis.Role.TIME, frames));
      } else if (batch.contains(axis)) {
        axes.add(size > 1 ? Axis.of(Axis.Role.BATCH, size) : Axis.ONE);
      } else {
        axes.add(Axis.channels(size == Input.ANY ? axis == 0 ? 1 : channels : size));
      }
    }
    return axes;
  }

  /** Whether a number of channels is left open. */
  boolean hasOpenChannels(Input input) {
    for (int axis = 1; axis < input.rank(); axis++) {
      if (axis != time && !batch.contains(axis) && input.isOpen(axis)) {
        return true;
      }
    }
    return false;
  }
}
