/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.onnx;

import io.tapline.models.InvalidModelException;
import io.tapline.models.ModelInput;
import io.tapline.models.onnx.GraphTracer.Trace;
import io.tapline.models.onnx.model.OnnxGraph;
import io.tapline.models.onnx.model.OnnxGraph.Input;
import io.tapline.models.onnx.model.OnnxNode;
import io.tapline.models.onnx.model.Refusal;
import io.tapline.models.onnx.model.TensorReader;
import io.tapline.models.onnx.simplify.Simplification;
import io.tapline.models.onnx.stream.Axis;
import io.tapline.models.onnx.stream.Stream;
import io.tapline.network.function.Activation;
import io.tapline.network.graph.NetworkGraph;
import io.tapline.network.layer.Layer;
import io.tapline.network.layer.activation.ActivationLayer;
import io.tapline.network.layer.collapse.TimeCollapse;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/**
 * A graph's network, and what the axes of its inputs and outputs turned out to be.
 *
 * <p>No file says which axis is time. So one reading after the other is tried, the most natural
 * first, until the whole graph makes sense under one: a convolution over channels, or a matrix that
 * would mix steps of time, does not.
 *
 * <p>Shapes are traced as numbers. Where the file leaves the length of time open, the graph is
 * traced for two lengths, and must come out the same: whatever in it depends on the length shows.
 *
 * @param network the network
 * @param inputFrames the length of time, if the file says one
 * @param inputs what the axes of each input stand for
 * @param outputs what the axes of each output stand for
 */
record OnnxModel(
    NetworkGraph network, OptionalInt inputFrames, List<List<Axis>> inputs, List<Stream> outputs) {
  // Of different remainders by all small strides.
  private static final int[] ANY_LENGTHS = {50_021, 60_000};

  /**
   * @param known what is known of the input besides the file
   */
  static OnnxModel of(OnnxGraph graph, TensorReader tensors, ModelInput known)
      throws InvalidModelException {
    Set<String> unknown = unknownOperators(graph);
    // Of all readings, the one that makes sense of most tells best what is at fault.
    Attempt furthest = new Attempt(null, List.of(), -2, false);
    List<Reading> readings = Reading.all(graph, known);
    List<OnnxModel> found = new ArrayList<>();
    List<Reading> sensible = new ArrayList<>();
    List<Reading> unsupported = new ArrayList<>();
    for (Reading reading : readings) {
      if (!sensible.isEmpty()
          && (sensible.get(0).rank() < reading.rank()
              || sensible.get(sensible.size() - 1).sameAxes(reading))) {
        continue;
      }
      Attempt attempt = attempt(graph, tensors, reading);
      if (attempt.problems().isEmpty() && unknown.isEmpty()) {
        sensible.add(reading);
        found.add(attempt.model());
      }
      if (attempt.model() == null && attempt.sensible()) {
        unsupported.add(reading);
      }
      furthest = attempt.sound() > furthest.sound() ? attempt : furthest;
    }
    for (int i = 1; i < found.size(); i++) {
      if (!found.get(i).network.equals(found.get(0).network)) {
        throw new InvalidModelException(List.of(ambiguous(sensible.get(0), sensible.get(i))));
      }
    }
    if (!found.isEmpty()) {
      for (Reading reading : unsupported) {
        // One that fits as well and means something else, though it cannot be run.
        if (sensible.get(0).isAsLikelyAs(reading)) {
          throw new InvalidModelException(List.of(ambiguous(sensible.get(0), reading)));
        }
      }
      return found.get(0);
    }
    if (readings.isEmpty()) {
      furthest =
          Attempt.failed(
              "input is a single value and no stream: input=" + graph.inputs().get(0).name());
    }
    unknown.addAll(furthest.problems());
    throw new InvalidModelException(List.copyOf(unknown));
  }

  private static String ambiguous(Reading one, Reading other) {
    return "input can be read in two ways, say which one with --layout, or layout in the pipeline:"
        + " input="
        + one.input().name()
        + ", sizes="
        + one.input().sizes()
        + ", layout="
        + one.name()
        + " or "
        + other.name();
  }

  /**
   * What one reading came to.
   *
   * @param sound how much it made sense of: two for each node, as {@link Trace} has it
   * @param sensible whether what is at fault makes sense, and only cannot be run
   */
  private record Attempt(OnnxModel model, List<String> problems, int sound, boolean sensible) {
    static Attempt failed(String problem) {
      return new Attempt(null, List.of(problem), -1, false);
    }
  }

  private static Set<String> unknownOperators(OnnxGraph graph) {
    Set<String> problems = new LinkedHashSet<>();
    for (OnnxNode node : graph.nodes()) {
      GraphTracer.unknown(node).ifPresent(reason -> problems.add(GraphTracer.line(node, reason)));
    }
    return problems;
  }

  private static Attempt attempt(OnnxGraph graph, TensorReader tensors, Reading reading) {
    OptionalInt declared = OptionalInt.empty();
    for (int i = 0; i < reading.layouts().size(); i++) {
      Input input = graph.inputs().get(i);
      InputLayout layout = reading.layouts().get(i);
      if (layout.hasFrames(input)) {
        int frames = input.sizes().get(layout.time());
        if (declared.isPresent() && declared.getAsInt() != frames) {
          return Attempt.failed(
              "inputs must have the same length in time: input="
                  + input.name()
                  + ", got="
                  + frames);
        }
        declared = OptionalInt.of(frames);
      }
    }
    int[] lengths = declared.isPresent() ? new int[] {declared.getAsInt()} : ANY_LENGTHS;
    return trace(graph, tensors, reading.layouts(), lengths, reading.channels());
  }

  private static Attempt trace(
      OnnxGraph graph,
      TensorReader tensors,
      List<InputLayout> layouts,
      int[] lengths,
      int channels) {
    OnnxModel model = null;
    for (int frames : lengths) {
      List<List<Axis>> axes = new ArrayList<>();
      for (int i = 0; i < layouts.size(); i++) {
        axes.add(layouts.get(i).axes(graph.inputs().get(i), frames, channels));
      }
      try {
        Trace trace = GraphTracer.trace(graph, tensors, axes);
        if (!trace.problems().isEmpty()) {
          List<String> problems = new ArrayList<>(trace.problems());
          if (lengths.length > 1 && flattens(trace.network())) {
            problems.add(
                "a window is flattened and the file leaves its length open: export with a fixed"
                    + " length in time");
          }
          return new Attempt(null, problems, trace.sound(), trace.sensible());
        }
        NetworkGraph network = withLayer(Simplification.of(trace.network()));
        if (model != null && !model.network.equals(network)) {
          List<String> problems = List.of(difference(model.network, network));
          return new Attempt(null, problems, 2 * graph.nodes().size(), false);
        }
        OptionalInt declared = lengths.length == 1 ? OptionalInt.of(frames) : OptionalInt.empty();
        model = new OnnxModel(network, declared, axes, trace.outputs());
      } catch (Refusal e) {
        return new Attempt(null, List.of(e.getMessage()), 0, false);
      } catch (ArithmeticException e) {
        return new Attempt(null, List.of("sizes are out of range: inputs=" + axes), 0, false);
      }
    }
    return new Attempt(model, List.of(), 2 * graph.nodes().size(), true);
  }

  private static boolean flattens(NetworkGraph network) {
    return network.nodes().stream()
        .anyMatch(node -> node.layer() instanceof TimeCollapse collapse && collapse.flattens());
  }

  /** A model that changes nothing is a layer that changes nothing. */
  private static NetworkGraph withLayer(NetworkGraph network) {
    boolean layerless =
        network.outputs().stream().allMatch(o -> o.source().equals(NetworkGraph.INPUT));
    if (!layerless) {
      return network;
    }
    Layer same = new ActivationLayer("identity", Activation.LINEAR);
    NetworkGraph.Builder builder = NetworkGraph.builder(network.inputChannels());
    String source = builder.add(same, NetworkGraph.INPUT);
    network.outputs().forEach(output -> builder.output(output.name(), source));
    return builder.build();
  }

  private static String difference(NetworkGraph one, NetworkGraph other) {
    int common = Math.min(one.nodes().size(), other.nodes().size());
    int at = 0;
    while (at < common - 1 && one.nodes().get(at).equals(other.nodes().get(at))) {
      at++;
    }
    String layer = common == 0 ? "" : one.nodes().get(at).layer().name();
    return "layer depends on the length of the input: layer="
        + layer
        + "; export with a fixed length in time, for windows of that size";
  }
}
