/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.onnx;

import io.tapline.models.ModelInput;
import io.tapline.models.onnx.model.OnnxGraph;
import io.tapline.models.onnx.model.OnnxGraph.Input;
import io.tapline.models.onnx.model.Refusal;
import io.tapline.models.onnx.op.StreamOperators;
import io.tapline.models.onnx.stream.Axis;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A reading of an input's axes, which no file tells.
 *
 * @param time the axis of time; {@link #NONE} where the tensor is a single frame
 * @param batch the axes of sequences side by side; all others are channels
 * @param rank how natural it is: readings of a higher rank count only where none of a lower one
 *     makes sense
 */
record InputLayout(int time, Set<Integer> batch, int rank) {
  private static final int NONE = -1;
  private static final int ONE_FRAME = 3;
  private static final int LAST = 9;

  /**
   * All readings of an input, the most natural first; the one that the user says where he does.
   *
   * @throws Refusal if what the user says does not fit the input
   */
  static List<InputLayout> candidates(Input input, OnnxGraph graph, List<ModelInput.Axis> said) {
    if (!said.isEmpty()) {
      return List.of(of(input, said));
    }
    List<InputLayout> candidates = new ArrayList<>();
    for (InputLayout layout : ofRank(input.rank())) {
      if (layout.isPossible(input)) {
        boolean single = layout.hasFrames(input) && input.sizes().get(layout.time) == 1;
        boolean demoted = single && input.rank() > 2;
        candidates.add(
            new InputLayout(layout.time, layout.batch, layout.rank + (demoted ? ONE_FRAME : 0)));
      }
    }
    // Constants of a value each say nothing of time, if no other operator does.
    if (graph.nodes().stream().allMatch(node -> StreamOperators.isElementwise(node.op()))) {
      candidates.add(new InputLayout(NONE, Set.of(), LAST));
    }
    candidates.sort(Comparator.comparingInt(InputLayout::rank));
    return candidates;
  }

  private static InputLayout of(Input input, List<ModelInput.Axis> said) {
    if (said.size() != input.rank()) {
      throw new Refusal(
          "layout has another number of axes than the input: layout=%s, input=%s, axes=%d",
          name(said), input.name(), input.rank());
    }
    Set<Integer> batch = new HashSet<>();
    for (int axis = 0; axis < said.size(); axis++) {
      if (said.get(axis) == ModelInput.Axis.BATCH) {
        batch.add(axis);
      }
    }
    int time = said.indexOf(ModelInput.Axis.TIME);
    if (time < 0 || time != said.lastIndexOf(ModelInput.Axis.TIME)) {
      throw new Refusal("layout must name time once: layout=%s", name(said));
    }
    return new InputLayout(time, batch, 0);
  }

  private static List<InputLayout> ofRank(int rank) {
    List<InputLayout> layouts = new ArrayList<>();
    switch (rank) {
      case 0:
        break;
      case 1:
        layouts.add(new InputLayout(0, Set.of(), 0));
        break;
      case 2:
        layouts.add(new InputLayout(0, Set.of(), 0));
        layouts.add(new InputLayout(1, Set.of(), 1));
        layouts.add(new InputLayout(1, Set.of(0), 2));
        break;
      case 3:
        layouts.add(new InputLayout(2, Set.of(0), 0));
        layouts.add(new InputLayout(1, Set.of(0), 0));
        layouts.add(new InputLayout(0, Set.of(1), 1));
        layouts.add(new InputLayout(2, Set.of(1), 1));
        layouts.add(new InputLayout(2, Set.of(), 2));
        break;
      default:
        for (int time = rank - 1; time > 0; time--) {
          layouts.add(new InputLayout(time, Set.of(0), 0));
        }
        layouts.add(new InputLayout(rank - 2, first(rank - 2), 1));
        layouts.add(new InputLayout(rank - 1, first(rank - 1), 2));
    }
    return layouts;
  }

  private static Set<Integer> first(int count) {
    return IntStream.range(0, count).boxed().collect(Collectors.toSet());
  }

  /**
   * Where sizes behind the first are left open, one of them is time: sequences side by side, which
   * a stream would be one of, are not looked for there, but in [time, batch, channels].
   */
  private boolean isPossible(Input input) {
    boolean open = false;
    for (int axis = 1; axis < input.rank(); axis++) {
      boolean side = input.rank() == 3 && batch.contains(axis);
      open |= input.isOpen(axis) && !side;
    }
    boolean sideOpen = batch.stream().anyMatch(axis -> axis > 0 && input.isOpen(axis));
    return (!open || input.isOpen(time)) && (input.rank() == 3 || !sideOpen);
  }

  /** As the user would say it. */
  String name(Input input) {
    List<ModelInput.Axis> axes = new ArrayList<>();
    for (int axis = 0; axis < input.rank(); axis++) {
      axes.add(
          axis == time
              ? ModelInput.Axis.TIME
              : batch.contains(axis) ? ModelInput.Axis.BATCH : ModelInput.Axis.CHANNELS);
    }
    return name(axes);
  }

  private static String name(List<ModelInput.Axis> axes) {
    return axes.stream()
        .map(axis -> axis.name().toLowerCase(Locale.ROOT))
        .collect(Collectors.joining(","));
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
