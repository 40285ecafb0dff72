/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.onnx.model;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One operator of a graph, with its attributes. */
public final class OnnxNode {
  private final NodeProto proto;
  private final int index;
  private final int opset;
  private final Map<String, AttributeProto> attributes = new HashMap<>();

  /**
   * @param index its place in the graph, which names it where it has no name
   * @param opset the version of the operators that the model is written for
   */
  public OnnxNode(NodeProto proto, int index, int opset) {
    this.proto = proto;
    this.index = index;
    this.opset = opset;
    for (AttributeProto attribute : proto.getAttributeList()) {
      attributes.put(attribute.getName(), attribute);
    }
  }

  NodeProto proto() {
    return proto;
  }

  /** The operator, with its domain where that is not ONNX' own: {@code com.microsoft.Gelu}. */
  public String operator() {
    return OnnxGraphReader.isStandard(domain()) ? op() : domain() + "." + op();
  }

  /** The graph that an attribute holds, such as a branch. */
  public Optional<GraphProto> graph(String name) {
    return attribute(name, AttributeProto.AttributeType.GRAPH).map(AttributeProto::getG);
  }

  /** Names of tensors that graphs inside the node may take from around it. */
  public Set<String> captures() {
    Set<String> captured = new HashSet<>();
    for (AttributeProto attribute : proto.getAttributeList()) {
      if (attribute.hasG()) {
        capture(attribute.getG(), captured);
      }
    }
    return captured;
  }

  private static void capture(GraphProto graph, Set<String> captured) {
    graph.getOutputList().forEach(output -> captured.add(output.getName()));
    for (NodeProto node : graph.getNodeList()) {
      captured.addAll(node.getInputList());
      node.getAttributeList().stream()
          .filter(AttributeProto::hasG)
          .forEach(attribute -> capture(attribute.getG(), captured));
    }
  }

  public String op() {
    return proto.getOpType();
  }

  public String domain() {
    return proto.getDomain();
  }

  public int opset() {
    return opset;
  }

  /** The node's name, or its operator and place in the graph. */
  public String name() {
    return proto.getName().isEmpty()
        ? op().toLowerCase(Locale.ROOT) + "_" + index
        : proto.getName();
  }

  /** Names of tensors; the empty name stands for an optional input that is left out. */
  public List<String> inputs() {
    return proto.getInputList();
  }

  public List<String> outputs() {
    return proto.getOutputList();
  }

  public boolean has(String attribute) {
    return attributes.containsKey(attribute);
  }

  public int integer(String name, int absent) {
    return attribute(name, AttributeProto.AttributeType.INT)
        .map(a -> narrow(name, a.getI()))
        .orElse(absent);
  }

  public boolean flag(String name) {
    return integer(name, 0) != 0;
  }

  public float real(String name, float absent) {
    return attribute(name, AttributeProto.AttributeType.FLOAT)
        .map(AttributeProto::getF)
        .orElse(absent);
  }

  public String text(String name, String absent) {
    return attribute(name, AttributeProto.AttributeType.STRING)
        .map(a -> a.getS().toStringUtf8())
        .orElse(absent);
  }

  public Optional<long[]> integers(String name) {
    return attribute(name, AttributeProto.AttributeType.INTS)
        .map(a -> a.getIntsList().stream().mapToLong(Long::longValue).toArray());
  }

  public Optional<double[]> reals(String name) {
    return attribute(name, AttributeProto.AttributeType.FLOATS)
        .map(a -> a.getFloatsList().stream().mapToDouble(Float::doubleValue).toArray());
  }

  public Optional<List<String>> texts(String name) {
    return attribute(name, AttributeProto.AttributeType.STRINGS)
        .map(a -> a.getStringsList().stream().map(ByteString::toStringUtf8).toList());
  }

  public Optional<TensorProto> tensor(String name) {
    return attribute(name, AttributeProto.AttributeType.TENSOR).map(AttributeProto::getT);
  }

  /** A list of sizes, one for each of {@code count} axes; {@code absent} for all by default. */
  public int[] sizes(String name, int count, int absent) {
    int[] sizes = new int[count];
    Arrays.fill(sizes, absent);
    Optional<long[]> given = integers(name);
    if (given.isPresent()) {
      if (given.get().length != count) {
        throw new Refusal(
            "attribute has another number of values than there are axes: %s=%s, expected=%d",
            name, Arrays.toString(given.get()), count);
      }
      for (int i = 0; i < count; i++) {
        sizes[i] = narrow(name, given.get()[i]);
      }
    }
    return sizes;
  }

  private Optional<AttributeProto> attribute(String name, AttributeProto.AttributeType type) {
    AttributeProto attribute = attributes.get(name);
    if (attribute == null) {
      return Optional.empty();
    }
    if (attribute.getType() != type) {
      throw new Refusal(
          "attribute has another type: attribute=%s, expected=%s, got=%s",
          name, type, attribute.getType());
    }
    return Optional.of(attribute);
  }

  private static int narrow(String name, long value) {
    if (value != (int) value) {
      throw new Refusal("attribute is out of range: %s=%d", name, value);
    }
    return (int) value;
  }
}
