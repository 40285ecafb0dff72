/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.FunctionProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import io.tapline.models.InvalidModelException;
import io.tapline.models.ModelInput;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Builds ONNX models node by node, as exporters do. */
final class OnnxModels {
  /** A size that the model leaves open. */
  static final long ANY = -1;

  private final GraphProto.Builder graph = GraphProto.newBuilder().setName("graph");
  private final SplittableRandom random = new SplittableRandom(5);
  private final List<FunctionProto> functions = new ArrayList<>();
  private int opset = 17;
  private String producer = "pytorch";
  private int unnamed;

  static OnnxModels model() {
    return new OnnxModels();
  }

  OnnxModels opset(int version) {
    opset = version;
    return this;
  }

  OnnxModels producer(String name) {
    producer = name;
    return this;
  }

  OnnxModels input(String name, long... sizes) {
    graph.addInput(info(name, sizes));
    return this;
  }

  OnnxModels output(String... names) {
    for (String name : names) {
      graph.addOutput(ValueInfoProto.newBuilder().setName(name));
    }
    return this;
  }

  /** Weights of any values, the same for the same model. */
  OnnxModels weights(String name, long... shape) {
    float[] values = new float[(int) Arrays.stream(shape).reduce(1, (a, b) -> a * b)];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextDouble(-1, 1);
    }
    return tensor(reals(name, shape, values));
  }

  OnnxModels reals(String name, float... values) {
    return tensor(reals(name, new long[] {values.length}, values));
  }

  OnnxModels integers(String name, long... values) {
    return tensor(integerTensor(name, values));
  }

  OnnxModels integer(String name, long value) {
    return tensor(
        TensorProto.newBuilder().setName(name).setDataType(7).addInt64Data(value).build());
  }

  OnnxModels tensor(TensorProto tensor) {
    graph.addInitializer(tensor);
    return this;
  }

  static TensorProto reals(String name, long[] shape, float... values) {
    TensorProto.Builder tensor = TensorProto.newBuilder().setName(name).setDataType(1);
    for (long size : shape) {
      tensor.addDims(size);
    }
    for (float value : values) {
      tensor.addFloatData(value);
    }
    return tensor.build();
  }

  static TensorProto integerTensor(String name, long... values) {
    TensorProto.Builder tensor =
        TensorProto.newBuilder().setName(name).setDataType(7).addDims(values.length);
    for (long value : values) {
      tensor.addInt64Data(value);
    }
    return tensor.build();
  }

  /** A node with its inputs as a list separated by commas, and one output. */
  OnnxModels node(String op, String inputs, String output, AttributeProto... attributes) {
    return nodeOf(op, inputs, output.split(",", -1), attributes);
  }

  private OnnxModels nodeOf(
      String op, String inputs, String[] outputs, AttributeProto... attributes) {
    NodeProto.Builder node = NodeProto.newBuilder().setOpType(op).setName(op + unnamed++);
    if (!inputs.isEmpty()) {
      node.addAllInput(Arrays.asList(inputs.split(",", -1)));
    }
    node.addAllOutput(Arrays.asList(outputs)).addAllAttribute(Arrays.asList(attributes));
    graph.addNode(node);
    return this;
  }

  /** A node of another domain than ONNX' own. */
  OnnxModels nodeOf(String domain, String op, String inputs, String output, AttributeProto... as) {
    node(op, inputs, output, as);
    graph.setNode(
        graph.getNodeCount() - 1,
        graph.getNode(graph.getNodeCount() - 1).toBuilder().setDomain(domain));
    return this;
  }

  /** A function of the domain {@code own}, whose nodes are those of {@code body}. */
  OnnxModels function(String name, String inputs, String outputs, OnnxModels body) {
    functions.add(
        FunctionProto.newBuilder()
            .setDomain("own")
            .setName(name)
            .addAllInput(Arrays.asList(inputs.split(",")))
            .addAllOutput(Arrays.asList(outputs.split(",")))
            .addAllNode(body.graph.getNodeList())
            .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(body.opset))
            .build());
    return this;
  }

  /** This graph as the branch of an If. */
  AttributeProto branch(String name) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeType.GRAPH)
        .setG(graph)
        .build();
  }

  /** An attribute that is the one of the function's caller. */
  static AttributeProto referring(String name, AttributeType type, String callers) {
    return AttributeProto.newBuilder().setName(name).setType(type).setRefAttrName(callers).build();
  }

  OnnxModels node(NodeProto node) {
    graph.addNode(node);
    return this;
  }

  static AttributeProto ints(String name, long... values) {
    AttributeProto.Builder attribute =
        AttributeProto.newBuilder().setName(name).setType(AttributeType.INTS);
    for (long value : values) {
      attribute.addInts(value);
    }
    return attribute.build();
  }

  static AttributeProto integerOf(String name, long value) {
    return AttributeProto.newBuilder().setName(name).setType(AttributeType.INT).setI(value).build();
  }

  static AttributeProto realOf(String name, float value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeType.FLOAT)
        .setF(value)
        .build();
  }

  static AttributeProto text(String name, String value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeType.STRING)
        .setS(ByteString.copyFromUtf8(value))
        .build();
  }

  static AttributeProto texts(String name, String... values) {
    AttributeProto.Builder attribute =
        AttributeProto.newBuilder().setName(name).setType(AttributeType.STRINGS);
    for (String value : values) {
      attribute.addStrings(ByteString.copyFromUtf8(value));
    }
    return attribute.build();
  }

  static AttributeProto realsOf(String name, float... values) {
    AttributeProto.Builder attribute =
        AttributeProto.newBuilder().setName(name).setType(AttributeType.FLOATS);
    for (float value : values) {
      attribute.addFloats(value);
    }
    return attribute.build();
  }

  static AttributeProto value(TensorProto tensor) {
    return AttributeProto.newBuilder()
        .setName("value")
        .setType(AttributeType.TENSOR)
        .setT(tensor)
        .build();
  }

  private static ValueInfoProto info(String name, long... sizes) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    for (long size : sizes) {
      TensorShapeProto.Dimension.Builder dimension = TensorShapeProto.Dimension.newBuilder();
      shape.addDim(size == ANY ? dimension.setDimParam("any") : dimension.setDimValue(size));
    }
    TypeProto.Tensor type = TypeProto.Tensor.newBuilder().setElemType(1).setShape(shape).build();
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(TypeProto.newBuilder().setTensorType(type))
        .build();
  }

  ModelProto proto() {
    return ModelProto.newBuilder()
        .setIrVersion(8)
        .setProducerName(producer)
        .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(opset))
        .setGraph(graph)
        .addAllFunctions(functions)
        .build();
  }

  byte[] bytes() {
    return proto().toByteArray();
  }

  OnnxModel read() throws InvalidModelException {
    return read(ModelInput.UNKNOWN);
  }

  OnnxModel read(ModelInput known) throws InvalidModelException {
    return OnnxFile.parse(bytes(), Path.of("."), known);
  }
}
