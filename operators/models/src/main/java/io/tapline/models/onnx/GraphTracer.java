/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.onnx;

import io.tapline.models.onnx.fold.ConstantFolding;
import io.tapline.models.onnx.model.ElementBudget;
import io.tapline.models.onnx.model.NdArray;
import io.tapline.models.onnx.model.OnnxGraph;
import io.tapline.models.onnx.model.OnnxGraph.Input;
import io.tapline.models.onnx.model.OnnxGraphReader;
import io.tapline.models.onnx.model.OnnxNode;
import io.tapline.models.onnx.model.Refusal;
import io.tapline.models.onnx.model.TensorReader;
import io.tapline.models.onnx.op.NodeImport;
import io.tapline.models.onnx.op.StreamOperators;
import io.tapline.models.onnx.stream.Axis;
import io.tapline.models.onnx.stream.Layers;
import io.tapline.models.onnx.stream.NetworkSketch;
import io.tapline.models.onnx.stream.Stream;
import io.tapline.models.onnx.stream.Stream.Numbers;
import io.tapline.models.onnx.stream.Value;
import io.tapline.network.graph.NetworkGraph;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Follows the tensors of a graph from its inputs to its outputs, under one reading of the inputs'
 * axes: what can be computed is, what comes frame by frame becomes layers.
 */
final class GraphTracer {
  private final OnnxGraph graph;
  private final ElementBudget budget;
  private final ConstantFolding folding;
  private final NetworkSketch sketch;
  private final Map<String, Value> values = new HashMap<>();
  private final List<String> problems = new ArrayList<>();
  private boolean senseless;

  /** Names of tensors that a node or an output of the graph reads. */
  private final Set<String> read = new HashSet<>();

  private int sound;

  private GraphTracer(OnnxGraph graph, TensorReader tensors, boolean otherLength) {
    this.sketch = new NetworkSketch(otherLength);
    this.graph = graph;
    graph.nodes().forEach(node -> read.addAll(node.inputs()));
    graph.nodes().forEach(node -> read.addAll(node.captures()));
    read.addAll(graph.outputs());
    read.remove("");
    this.budget = tensors.freshBudget();
    this.folding = new ConstantFolding(tensors.within(budget), budget);
  }

  /**
   * What was found.
   *
   * @param network the network; of use only without problems
   * @param outputs what the tensors that leave the network stand for
   * @param problems a line for each node at fault
   * @param sound how much makes sense: twice the nodes before the first one at fault, and 1 more
   *     where that one does not show that the reading is wrong
   * @param sensible whether all that is at fault makes sense, and only cannot be run
   */
  record Trace(
      NetworkGraph network,
      List<Stream> outputs,
      List<String> problems,
      int sound,
      boolean sensible) {}

  /**
   * @param inputs what the axes of each input stand for
   * @param otherLength whether the network is to run in windows of another length than the file's
   */
  static Trace trace(
      OnnxGraph graph, TensorReader tensors, List<List<Axis>> inputs, boolean otherLength) {
    return new GraphTracer(graph, tensors, otherLength).trace(inputs);
  }

  private Trace trace(List<List<Axis>> inputs) {
    graph.weights().forEach((name, array) -> values.put(name, Value.of(array)));
    for (String state : graph.states()) {
      values.put(state, new Value.Unavailable("a state is for convolutions only: input=" + state));
    }
    int channels = enter(inputs);
    for (OnnxNode node : graph.nodes()) {
      enter(node);
      if (problems.isEmpty()) {
        sound += 2;
      }
    }
    // An output may need layers of its own, so outputs come before the layers are taken.
    Map<String, Stream> outputs = new LinkedHashMap<>();
    for (String name : graph.outputs()) {
      leave(name).ifPresent(stream -> outputs.put(name, stream));
    }
    if (outputs.isEmpty() && problems.isEmpty()) {
      problems.add("graph has no output besides states: outputs=" + graph.outputs());
    }
    NetworkGraph.Builder network = NetworkGraph.builder(channels);
    sketch.nodes().forEach(node -> network.add(node.layer(), node.inputs().toArray(String[]::new)));
    outputs.forEach((name, stream) -> network.output(name, stream.source()));
    return new Trace(network.build(), List.copyOf(outputs.values()), problems, sound, !senseless);
  }

  /** With several inputs, a frame is their channels one after the other. */
  private int enter(List<List<Axis>> inputs) {
    List<Stream> streams = new ArrayList<>();
    int total = 0;
    for (List<Axis> axes : inputs) {
      Stream stream = new Stream(NetworkGraph.INPUT, axes);
      streams.add(stream);
      total = Math.addExact(total, stream.channels());
    }
    Stream frame = new Stream(NetworkGraph.INPUT, List.of(Axis.channels(total)));
    int from = 0;
    for (int i = 0; i < streams.size(); i++) {
      Input input = graph.inputs().get(i);
      int[] channels = IntStream.range(from, from + streams.get(i).channels()).toArray();
      Layers layers = new Layers(sketch, input.name(), budget);
      Stream part = layers.select(frame, channels, streams.get(i).axes());
      values.put(input.name(), Value.of(part.as(input.integer() ? Numbers.INTEGER : Numbers.REAL)));
      from += channels.length;
    }
    return total;
  }

  private void enter(OnnxNode node) {
    List<Optional<Value>> inputs = new ArrayList<>();
    for (String input : node.inputs()) {
      Value value = values.get(input);
      if (value instanceof Value.Refused || !input.isEmpty() && value == null) {
        refuse(node, 0);
        return;
      }
      inputs.add(Optional.ofNullable(value));
    }
    try {
      unknown(node)
          .ifPresent(
              reason -> {
                throw new Refusal(reason);
              });
      if (node.operator().equals("If")) {
        choose(node, inputs);
        return;
      }
      List<Value> outputs =
          inputs.stream().flatMap(Optional::stream).allMatch(Value.Constant.class::isInstance)
              ? fold(node, inputs)
              : stream(node, inputs);
      for (int i = 0; i < outputs.size() && i < node.outputs().size(); i++) {
        put(node.outputs().get(i), outputs.get(i));
      }
      refuse(node, outputs.size());
    } catch (Refusal e) {
      sound += problems.isEmpty() && !e.isOfReading() ? 1 : 0;
      senseless |= !e.isUnsupported();
      problems.add(line(node, e.getMessage()));
      refuse(node, 0);
    } catch (ArithmeticException e) {
      senseless = true;
      problems.add(line(node, "sizes are out of range"));
      refuse(node, 0);
    }
  }

  /** Follows the branch of an If whose condition is known. */
  private void choose(OnnxNode node, List<Optional<Value>> inputs) {
    Optional<Value> condition = inputs.isEmpty() ? Optional.empty() : inputs.get(0);
    if (!(condition.orElse(null) instanceof Value.Constant constant)) {
      throw Refusal.unsupported(
          "control flow that depends on the input cannot stream; export with fixed control flow");
    }
    String name = constant.array().single() != 0 ? "then_branch" : "else_branch";
    Branch branch = Branch.of(node, name, folding, problem -> problems.add(line(node, problem)));
    // What is made inside is not seen outside, and may have names that are there too.
    budget.spend(values.size());
    Map<String, Value> outside = new HashMap<>(values);
    branch.weights().forEach((tensor, array) -> values.put(tensor, Value.of(array)));
    branch.nodes().forEach(this::enter);
    List<Value> outputs = new ArrayList<>();
    for (String output : branch.outputs()) {
      outputs.add(values.getOrDefault(output, new Value.Refused()));
    }
    values.clear();
    values.putAll(outside);
    for (int i = 0; i < outputs.size() && i < node.outputs().size(); i++) {
      values.put(node.outputs().get(i), outputs.get(i));
    }
    refuse(node, outputs.size());
  }

  /** Why nothing is known of a node's operator, if nothing is. */
  static Optional<String> unknown(OnnxNode node) {
    boolean known =
        StreamOperators.knows(node.operator()) || ConstantFolding.knows(node.operator());
    if (known) {
      return Optional.empty();
    }
    return !OnnxGraphReader.isStandard(node.domain())
        ? Optional.of(
            "operator is not one of ONNX: domain="
                + node.domain()
                + "; export without the optimizations of a runtime")
        : Optional.of("operator is not known; express it by other operators");
  }

  private List<Value> fold(OnnxNode node, List<Optional<Value>> inputs) {
    List<Optional<NdArray>> arrays =
        inputs.stream()
            .map(value -> value.map(constant -> ((Value.Constant) constant).array()))
            .toList();
    return folding.fold(node, arrays).stream().map(Value::of).toList();
  }

  private List<Value> stream(OnnxNode node, List<Optional<Value>> inputs) {
    Layers layers = new Layers(sketch, node.name(), budget);
    return StreamOperators.apply(
        new NodeImport(
            node, inputs, layers, read(node), problem -> problems.add(line(node, problem))));
  }

  private Set<Integer> read(OnnxNode node) {
    return IntStream.range(0, node.outputs().size())
        .filter(i -> read.contains(node.outputs().get(i)))
        .boxed()
        .collect(Collectors.toSet());
  }

  /** What a node at fault, or one without so many outputs, makes is not spoken of again. */
  private void refuse(OnnxNode node, int from) {
    for (int i = from; i < node.outputs().size(); i++) {
      put(node.outputs().get(i), new Value.Refused());
    }
  }

  /** An output that is left out has no name. */
  private void put(String name, Value value) {
    if (!name.isEmpty()) {
      values.put(name, value);
    }
  }

  private Optional<Stream> leave(String name) {
    Value value = values.get(name);
    if (value instanceof Value.Streamed streamed) {
      Layers layers = new Layers(sketch, name, budget);
      return Optional.of(layers.flat(layers.settle(streamed.stream())));
    } else if (value instanceof Value.Constant) {
      problems.add("output does not depend on the input: output=" + name);
    } else if (value instanceof Value.Unavailable unavailable) {
      problems.add("output " + name + ": " + unavailable.reason());
    } else if (value instanceof Value.Refused && problems.isEmpty()) {
      problems.add("output is not supported, its node gives fewer: output=" + name);
    }
    return Optional.empty();
  }

  static String line(OnnxNode node, String reason) {
    return node.name() + " (" + node.op() + "): " + reason;
  }
}
