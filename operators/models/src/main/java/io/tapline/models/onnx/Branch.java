/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import io.tapline.models.onnx.fold.ConstantFolding;
import io.tapline.models.onnx.model.GraphOrder;
import io.tapline.models.onnx.model.NdArray;
import io.tapline.models.onnx.model.OnnxNode;
import io.tapline.models.onnx.model.Refusal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * One branch of an If. It may read all that is known around it.
 *
 * @param weights the tensors that it brings along
 * @param nodes each after those of the branch that it reads
 * @param outputs names of the tensors that become the outputs of the If
 */
record Branch(Map<String, NdArray> weights, List<OnnxNode> nodes, List<String> outputs) {

  static Branch of(OnnxNode node, String name, ConstantFolding folding, Consumer<String> problems) {
    GraphProto graph =
        node.graph(name).orElseThrow(() -> new Refusal("branch is missing: branch=%s", name));
    Map<String, NdArray> weights = new HashMap<>();
    for (TensorProto tensor : graph.getInitializerList()) {
      weights.put(tensor.getName(), folding.read(tensor));
    }
    List<OnnxNode> nodes = new ArrayList<>();
    Set<String> around = new HashSet<>(weights.keySet());
    Set<String> made = new HashSet<>();
    for (int i = 0; i < graph.getNodeCount(); i++) {
      OnnxNode inner = new OnnxNode(graph.getNode(i), i, node.opset());
      nodes.add(inner);
      around.addAll(inner.inputs());
      made.addAll(inner.outputs());
    }
    made.removeAll(weights.keySet());
    around.removeAll(made);
    List<String> found = new ArrayList<>();
    List<OnnxNode> sorted = GraphOrder.of(nodes, around, found);
    found.forEach(problems);
    List<String> outputs = graph.getOutputList().stream().map(ValueInfoProto::getName).toList();
    return new Branch(weights, sorted, outputs);
  }
}
