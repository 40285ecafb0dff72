/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.local.recurrent;

import static io.tapline.local.recurrent.CnnLstm.CHANNELS;
import static io.tapline.local.recurrent.CnnLstm.CLASSES;
import static io.tapline.local.recurrent.CnnLstm.FILTERS;
import static io.tapline.local.recurrent.CnnLstm.KERNEL;
import static io.tapline.local.recurrent.CnnLstm.UNITS;
import static io.tapline.local.recurrent.CnnLstm.WINDOW;
import static io.tapline.local.recurrent.CnnLstm.weights;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** The same kind of network as PyTorch exports it, batch first, with the start state computed. */
final class TorchCnnLstm {
  private final GraphProto.Builder graph = GraphProto.newBuilder().setName("main_graph");

  private TorchCnnLstm() {}

  static Path write(Path file) throws IOException {
    return Files.write(file, new TorchCnnLstm().model().toByteArray());
  }

  private ModelProto model() {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    for (int size : new int[] {1, WINDOW, CHANNELS}) {
      shape.addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(size));
    }
    TypeProto.Tensor tensor = TypeProto.Tensor.newBuilder().setElemType(1).setShape(shape).build();
    graph.addInput(
        ValueInfoProto.newBuilder()
            .setName("x")
            .setType(TypeProto.newBuilder().setTensorType(tensor)));
    graph.addOutput(ValueInfoProto.newBuilder().setName("scores"));
    reals("conv.weight", FILTERS, CHANNELS, KERNEL);
    reals("conv.bias", FILTERS);
    reals("w", 1, 4 * UNITS, FILTERS);
    reals("r", 1, 4 * UNITS, UNITS);
    reals("b", 1, 8 * UNITS);
    reals("fc.weight", CLASSES, UNITS);
    reals("fc.bias", CLASSES);
    integers("first", 0);
    integers("layers", 1);
    integers("units", UNITS);
    integers("directions", 1);
    integers("last", -1);
    node("Transpose", "channels_first", "x").addAttribute(ints("perm", 0, 2, 1));
    node("Conv", "conv", "channels_first", "conv.weight", "conv.bias");
    node("Relu", "relu", "conv");
    node("Transpose", "frames", "relu").addAttribute(ints("perm", 2, 0, 1));
    node("Shape", "shape", "x");
    node("Gather", "batch", "shape", "first");
    node("Concat", "state_shape", "layers", "batch", "units")
        .addAttribute(attribute("axis", AttributeType.INT).setI(0));
    node("ConstantOfShape", "zeros", "state_shape");
    node("LSTM", "y", "frames", "w", "r", "b", "", "zeros", "zeros")
        .addAttribute(attribute("hidden_size", AttributeType.INT).setI(UNITS))
        .addOutput("h_n")
        .addOutput("c_n");
    node("Squeeze", "sequence", "y", "directions");
    node("Transpose", "batch_first", "sequence").addAttribute(ints("perm", 1, 0, 2));
    node("Gather", "step", "batch_first", "last")
        .addAttribute(attribute("axis", AttributeType.INT).setI(1));
    node("Squeeze", "features", "step", "directions");
    node("Gemm", "scores", "features", "fc.weight", "fc.bias")
        .addAttribute(attribute("transB", AttributeType.INT).setI(1));
    return ModelProto.newBuilder()
        .setIrVersion(8)
        .setProducerName("pytorch")
        .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(14))
        .setGraph(graph)
        .build();
  }

  private NodeProto.Builder node(String op, String output, String... inputs) {
    return graph
        .addNodeBuilder()
        .setOpType(op)
        .setName("/" + output)
        .addAllInput(Arrays.asList(inputs))
        .addOutput(output);
  }

  private void reals(String name, int... shape) {
    TensorProto.Builder tensor = graph.addInitializerBuilder().setName(name).setDataType(1);
    int count = 1;
    for (int size : shape) {
      tensor.addDims(size);
      count *= size;
    }
    for (float value : weights(name, count)) {
      tensor.addFloatData(value);
    }
  }

  private void integers(String name, long value) {
    graph.addInitializerBuilder().setName(name).setDataType(7).addDims(1).addInt64Data(value);
  }

  private static AttributeProto.Builder attribute(String name, AttributeType type) {
    return AttributeProto.newBuilder().setName(name).setType(type);
  }

  private static AttributeProto.Builder ints(String name, long... values) {
    AttributeProto.Builder attribute = attribute(name, AttributeType.INTS);
    for (long value : values) {
      attribute.addInts(value);
    }
    return attribute;
  }
}
