/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.onnx;

import io.tapline.models.ModelInput;
import io.tapline.models.onnx.model.OnnxGraph;
import io.tapline.models.onnx.model.OnnxGraph.Input;
import io.tapline.models.onnx.model.OnnxNode;
import io.tapline.models.onnx.stream.Axis;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Predicate;

/**
 * A reading of the axes of all inputs.
 *
 * @param input the first input
 * @param layouts one for each input
 * @param channels the size of axes of channels that the file leaves open
 * @param total channels of a frame, of all inputs
 */
record Reading(Input input, List<InputLayout> layouts, int channels, int total) {
  private static final int MOST_GUESSES = 8;
  private static final int MOST_CHANNELS = 1 << 20;

  /** All readings that agree with what is known, else all there are; the most natural first. */
  static List<Reading> all(OnnxGraph graph, ModelInput known) {
    Input first = graph.inputs().get(0);
    List<Reading> readings = new ArrayList<>();
    List<InputLayout> candidates = InputLayout.candidates(first, graph, known.layout());
    for (int i = 0; i < candidates.size(); i++) {
      List<InputLayout> layouts = new ArrayList<>();
      for (Input input : graph.inputs()) {
        List<InputLayout> own = InputLayout.candidates(input, graph, known.layout());
        if (own.contains(candidates.get(i))) {
          layouts.add(candidates.get(i));
        } else if (!own.isEmpty()) {
          layouts.add(own.get(Math.min(i, own.size() - 1)));
        }
      }
      boolean open = candidates.get(i).hasOpenChannels(first);
      if (layouts.size() == graph.inputs().size()) {
        for (int channels : open ? guesses(graph, known.channels()) : List.of(1)) {
          readings.add(new Reading(first, layouts, channels, total(graph, layouts, channels)));
        }
      }
    }
    List<Reading> fitting = readings;
    if (known.channels().isPresent()) {
      fitting = narrowed(fitting, reading -> reading.total == known.channels().getAsInt());
    }
    if (known.window().isPresent()) {
      fitting = narrowed(fitting, reading -> reading.allows(known.window().getAsInt()));
    }
    return fitting;
  }

  private static List<Reading> narrowed(List<Reading> all, Predicate<Reading> fits) {
    List<Reading> fitting = all.stream().filter(fits).toList();
    return fitting.isEmpty() ? all : fitting;
  }

  /** More than any frame has where there are too many. */
  private static int total(OnnxGraph graph, List<InputLayout> layouts, int channels) {
    long total = 0;
    for (int i = 0; i < layouts.size(); i++) {
      total +=
          layouts.get(i).axes(graph.inputs().get(i), 1, channels).stream()
              .mapToLong(Axis::channels)
              .reduce(1, (a, b) -> Math.min(Integer.MAX_VALUE, a * b));
    }
    return (int) Math.min(Integer.MAX_VALUE, total);
  }

  private boolean allows(int window) {
    InputLayout layout = layouts.get(0);
    return !layout.hasFrames(input) || input.sizes().get(layout.time()) == window;
  }

  int rank() {
    return layouts.get(0).rank();
  }

  boolean sameAxes(Reading other) {
    return layouts.equals(other.layouts);
  }

  /** Whether another reading is no less natural, and frames are as large and as many in both. */
  boolean isAsLikelyAs(Reading other) {
    InputLayout own = layouts.get(0);
    InputLayout others = other.layouts.get(0);
    return other.rank() <= rank()
        && !sameAxes(other)
        && total == other.total
        && own.hasFrames(input)
        && others.hasFrames(input)
        && input.sizes().get(own.time()).equals(input.sizes().get(others.time()));
  }

  /** As the user would say it. */
  String name() {
    return layouts.get(0).name(input);
  }

  /** Numbers of channels that the weights ask for, where the file leaves the number open. */
  private static List<Integer> guesses(OnnxGraph graph, OptionalInt known) {
    Set<Integer> guesses = new LinkedHashSet<>();
    known.ifPresent(guesses::add);
    for (OnnxNode node : graph.nodes()) {
      for (String name : node.inputs()) {
        if (graph.weights().containsKey(name) && guesses.size() < MOST_GUESSES) {
          int[] shape = graph.weights().get(name).shape();
          long channels = 0;
          if (node.op().equals("Conv") && shape.length > 2) {
            channels = (long) shape[1] * node.integer("group", 1);
          } else if (shape.length > 0 && shape.length < 3) {
            channels = shape[0];
          }
          if (channels > 0 && channels <= MOST_CHANNELS) {
            guesses.add((int) channels);
          }
        }
      }
    }
    guesses.add(1);
    return List.copyOf(guesses);
  }
}
