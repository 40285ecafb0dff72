/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.onnx.model;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.FunctionProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Puts the nodes of a file's own functions in the place of the nodes that call them.
 *
 * <p>Functions may call others, so that few bytes can stand for very many nodes: nodes and names
 * are counted, and how deep calls go is bounded.
 */
final class FunctionExpansion {
  private static final int DEEPEST = 16;
  private static final int MOST_NODES = 20_000;
  private static final int MOST_NAMES = 1 << 20;
  private static final int LONGEST_NAME = 64;

  private final Map<String, FunctionProto> functions = new HashMap<>();
  private int nodes;
  private int names;
  private int calls;

  FunctionExpansion(ModelProto model) {
    for (FunctionProto function : model.getFunctionsList()) {
      functions.put(key(function.getDomain(), function.getName()), function);
    }
  }

  private static String key(String domain, String name) {
    return (OnnxGraphReader.isStandard(domain) ? "" : domain) + ":" + name;
  }

  /** The nodes of a graph, without calls. */
  List<OnnxNode> expand(List<NodeProto> graph, int opset) {
    List<OnnxNode> expanded = new ArrayList<>();
    for (int i = 0; i < graph.size(); i++) {
      expand(graph.get(i), i, Scope.outermost(opset), expanded);
    }
    return expanded;
  }

  private void expand(NodeProto node, int index, Scope scope, List<OnnxNode> expanded) {
    count(node);
    FunctionProto function = functions.get(key(node.getDomain(), node.getOpType()));
    if (function == null) {
      expanded.add(new OnnxNode(bound(node, index, scope), index, scope.opset));
      return;
    }
    if (scope.depth == DEEPEST) {
      throw new Refusal("functions call each other too deep: maximum=%d", DEEPEST);
    }
    Scope inner = call(bound(node, index, scope), index, function, scope);
    for (int i = 0; i < function.getNodeCount(); i++) {
      expand(function.getNode(i), i, inner, expanded);
    }
  }

  private Scope call(NodeProto call, int index, FunctionProto function, Scope scope) {
    Map<String, AttributeProto> attributes = new HashMap<>();
    function.getAttributeProtoList().forEach(given -> attributes.put(given.getName(), given));
    call.getAttributeList().forEach(given -> attributes.put(given.getName(), given));
    String name = call.getName().isEmpty() ? call.getOpType() + "_" + index : call.getName();
    Scope inner =
        new Scope(
            "function-" + calls++ + "/", name, opset(function, scope), scope.depth + 1, attributes);
    bind(inner, function.getOutputList(), call.getOutputList());
    bind(inner, function.getInputList(), call.getInputList());
    // What the caller leaves out has the empty name; an output is a tensor of the body all the
    // same.
    function.getInputList().forEach(input -> inner.tensors.putIfAbsent(input, ""));
    return inner;
  }

  private static void bind(Scope scope, List<String> inside, List<String> outside) {
    for (int i = 0; i < inside.size(); i++) {
      boolean given = i < outside.size() && !outside.get(i).isEmpty();
      if (given) {
        scope.tensors.put(inside.get(i), outside.get(i));
      }
    }
  }

  private static int opset(FunctionProto function, Scope scope) {
    for (OperatorSetIdProto opset : function.getOpsetImportList()) {
      if (OnnxGraphReader.isStandard(opset.getDomain())) {
        return OnnxGraphReader.supported(opset.getVersion());
      }
    }
    return scope.opset;
  }

  private void count(NodeProto node) {
    nodes++;
    names += node.getInputCount() + node.getOutputCount() + node.getAttributeCount();
    if (nodes > MOST_NODES || names > MOST_NAMES) {
      throw new Refusal(
          "functions expand to too many nodes: maximum nodes=%d, names=%d", MOST_NODES, MOST_NAMES);
    }
  }

  /** The node as its caller sees it: tensors and attributes by the caller's names. */
  private NodeProto bound(NodeProto node, int index, Scope scope) {
    if (scope.depth == 0 && node.getAttributeList().stream().noneMatch(AttributeProto::hasG)) {
      return node;
    }
    NodeProto.Builder bound = node.toBuilder().clearInput().clearOutput().clearAttribute();
    if (scope.depth > 0) {
      String own = node.getName().isEmpty() ? node.getOpType() + "_" + index : node.getName();
      bound.setName(shortened(scope.caller) + "/" + shortened(own));
    }
    node.getInputList().forEach(name -> bound.addInput(scope.tensor(name)));
    node.getOutputList().forEach(name -> bound.addOutput(scope.tensor(name)));
    for (AttributeProto attribute : node.getAttributeList()) {
      String referred = attribute.getRefAttrName();
      if (!referred.isEmpty()) {
        AttributeProto given = scope.attributes.get(referred);
        if (given != null) {
          bound.addAttribute(given.toBuilder().setName(attribute.getName()));
        }
      } else if (attribute.hasG()) {
        bound.addAttribute(attribute.toBuilder().setG(graph(attribute.getG(), scope)));
      } else {
        bound.addAttribute(attribute);
      }
    }
    return bound.build();
  }

  /** A graph inside a node, whose nodes may call functions too. */
  private GraphProto graph(GraphProto graph, Scope scope) {
    GraphProto.Builder bound = graph.toBuilder().clearNode().clearInitializer().clearOutput();
    graph
        .getInitializerList()
        .forEach(t -> bound.addInitializer(t.toBuilder().setName(scope.tensor(t.getName()))));
    List<OnnxNode> expanded = new ArrayList<>();
    for (int i = 0; i < graph.getNodeCount(); i++) {
      expand(graph.getNode(i), i, scope, expanded);
    }
    for (OnnxNode node : expanded) {
      if (node.opset() != scope.opset) {
        throw new Refusal("function in a branch has another opset: got=%d", node.opset());
      }
      bound.addNode(node.proto());
    }
    for (ValueInfoProto output : graph.getOutputList()) {
      bound.addOutput(output.toBuilder().setName(scope.tensor(output.getName())));
    }
    return bound.build();
  }

  private static String shortened(String name) {
    return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME);
  }

  /** What names mean inside a call. */
  private static final class Scope {
    private final String prefix;
    private final String caller;
    private final int opset;
    private final int depth;
    private final Map<String, AttributeProto> attributes;
    private final Map<String, String> tensors = new HashMap<>();

    private Scope(
        String prefix,
        String caller,
        int opset,
        int depth,
        Map<String, AttributeProto> attributes) {
      this.prefix = prefix;
      this.caller = caller;
      this.opset = opset;
      this.depth = depth;
      this.attributes = attributes;
    }

    private static Scope outermost(int opset) {
      return new Scope("", "", opset, 0, Map.of());
    }

    /** Numbers in the place of names: long names are not copied for every call. */
    private String tensor(String name) {
      if (depth == 0 || name.isEmpty()) {
        return name;
      }
      return tensors.computeIfAbsent(name, unknown -> prefix + tensors.size());
    }
  }
}
