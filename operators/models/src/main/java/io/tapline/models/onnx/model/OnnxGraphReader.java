/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.onnx.model;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto.Dimension;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import io.tapline.models.onnx.model.OnnxGraph.Input;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads a graph out of its message, and tells all that is wrong with it at once. */
public final class OnnxGraphReader {
  public static final int OLDEST_OPSET = 6;
  public static final int NEWEST_OPSET = 28;
  private static final int MOST_NODES = 20_000;

  private final ModelProto model;
  private final TensorReader tensors;
  private final List<String> problems;

  private OnnxGraphReader(ModelProto model, TensorReader tensors, List<String> problems) {
    this.model = model;
    this.tensors = tensors;
    this.problems = problems;
  }

  /**
   * @param problems takes what is wrong; the graph is of use only if nothing is
   */
  public static OnnxGraph read(ModelProto model, TensorReader tensors, List<String> problems) {
    return new OnnxGraphReader(model, tensors, problems).read();
  }

  private OnnxGraph read() {
    GraphProto graph = model.getGraph();
    int opset = opset();
    if (graph.getNodeCount() > MOST_NODES) {
      problems.add("too many nodes: maximum=" + MOST_NODES + ", got=" + graph.getNodeCount());
      return new OnnxGraph(List.of(), Map.of(), List.of(), Set.of(), List.of(), "");
    }
    if (graph.getSparseInitializerCount() > 0) {
      problems.add("sparse weights cannot be read: export dense ones");
    }
    Map<String, NdArray> weights = weights(graph);
    List<OnnxNode> nodes = new FunctionExpansion(model).expand(graph.getNodeList(), opset);
    Set<String> states = states(nodes);
    states.removeAll(weights.keySet());
    List<Input> inputs = inputs(graph, weights.keySet(), states);
    Set<String> given = new HashSet<>(weights.keySet());
    given.addAll(states);
    inputs.forEach(input -> given.add(input.name()));
    List<OnnxNode> sorted = GraphOrder.of(nodes, given, problems);
    List<String> outputs = outputs(graph, nodes, given);
    return new OnnxGraph(sorted, weights, inputs, states, outputs, model.getProducerName());
  }

  private int opset() {
    for (OperatorSetIdProto opset : model.getOpsetImportList()) {
      if (isStandard(opset.getDomain())) {
        try {
          return supported(opset.getVersion());
        } catch (Refusal e) {
          problems.add(e.getMessage());
          return NEWEST_OPSET;
        }
      }
    }
    problems.add("file names no opset of ONNX: is it an ONNX model?");
    return NEWEST_OPSET;
  }

  /** A version of ONNX' operators, which is one of those that can be read. */
  static int supported(long version) {
    if (version < OLDEST_OPSET || version > NEWEST_OPSET) {
      throw new Refusal(
          "opset is not supported: minimum=%d, maximum=%d, got=%d; export with another",
          OLDEST_OPSET, NEWEST_OPSET, version);
    }
    return (int) version;
  }

  /** Whether operators of this domain are those of ONNX itself. */
  public static boolean isStandard(String domain) {
    return domain.isEmpty() || domain.equals("ai.onnx");
  }

  private Map<String, NdArray> weights(GraphProto graph) {
    Map<String, NdArray> weights = new HashMap<>();
    for (TensorProto tensor : graph.getInitializerList()) {
      try {
        if (weights.put(tensor.getName(), tensors.read(tensor)) != null) {
          problems.add("weights are there twice: name=" + tensor.getName());
        }
      } catch (Refusal e) {
        problems.add("weights " + tensor.getName() + ": " + e.getMessage());
        weights.put(tensor.getName(), NdArray.scalar(0, false));
      }
    }
    return weights;
  }

  /** What nobody makes and only convolutions with a state read, as their state. */
  private static Set<String> states(List<OnnxNode> nodes) {
    Set<String> states = new HashSet<>();
    Set<String> others = new HashSet<>();
    for (OnnxNode node : nodes) {
      others.addAll(node.outputs());
      for (int i = 0; i < node.inputs().size(); i++) {
        boolean state = i == 3 && node.op().equals("CausalConvWithState");
        (state ? states : others).add(node.inputs().get(i));
      }
    }
    states.removeAll(others);
    states.remove("");
    return states;
  }

  private List<Input> inputs(GraphProto graph, Set<String> weights, Set<String> states) {
    List<Input> inputs = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (ValueInfoProto input : graph.getInputList()) {
      if (weights.contains(input.getName())) {
        continue; // before IR 4, weights had to be inputs too
      }
      if (states.contains(input.getName())) {
        continue;
      }
      if (!names.add(input.getName())) {
        problems.add("input is there twice: name=" + input.getName());
      }
      if (!input.getType().hasTensorType()) {
        problems.add("input must be a tensor: input=" + input.getName());
        continue;
      }
      try {
        TypeProto.Tensor type = input.getType().getTensorType();
        inputs.add(new Input(input.getName(), sizes(type), isInteger(type)));
      } catch (Refusal e) {
        problems.add("input " + input.getName() + ": " + e.getMessage());
      }
    }
    if (inputs.isEmpty() && problems.isEmpty()) {
      problems.add("graph has no input");
    }
    return inputs;
  }

  private static boolean isInteger(TypeProto.Tensor type) {
    return switch (type.getElemType()) {
      case TensorProto.DataType.FLOAT_VALUE,
          TensorProto.DataType.FLOAT16_VALUE,
          TensorProto.DataType.BFLOAT16_VALUE,
          TensorProto.DataType.DOUBLE_VALUE ->
          false;
      default -> true;
    };
  }

  private static List<Integer> sizes(TypeProto.Tensor type) {
    if (ElementType.of(type.getElemType()).isEmpty()) {
      throw new Refusal("type cannot be streamed: elem_type=%d", type.getElemType());
    }
    if (!type.hasShape()) {
      return Collections.nCopies(3, Input.ANY); // [N, C, T] is what most models read
    }
    if (type.getShape().getDimCount() > 8) {
      throw new Refusal("too many axes: maximum=8, got=%d", type.getShape().getDimCount());
    }
    List<Integer> sizes = new ArrayList<>();
    for (Dimension dimension : type.getShape().getDimList()) {
      long size = dimension.getDimValue();
      if (size > Integer.MAX_VALUE) {
        throw new Refusal("size is out of range: got=%d", size);
      }
      sizes.add(dimension.hasDimValue() && size > 0 ? (int) size : Input.ANY);
    }
    NdArray.count(sizes.stream().filter(size -> size > 0).mapToInt(size -> size).toArray());
    return sizes;
  }

  private List<String> outputs(GraphProto graph, List<OnnxNode> nodes, Set<String> given) {
    Set<String> made = new HashSet<>(given);
    nodes.forEach(node -> made.addAll(node.outputs()));
    List<String> outputs = new ArrayList<>();
    for (ValueInfoProto output : graph.getOutputList()) {
      if (!made.contains(output.getName()) || outputs.contains(output.getName())) {
        problems.add("output is made by no node, or there twice: output=" + output.getName());
      }
      outputs.add(output.getName());
      if (outputs.size() > 1000) {
        problems.add("too many outputs: maximum=1000");
        break;
      }
    }
    if (outputs.isEmpty()) {
      problems.add("graph has no output");
    }
    return outputs;
  }
}
