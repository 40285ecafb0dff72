/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.network.bench;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import io.tapline.network.graph.NetworkGraph;
import io.tapline.network.layer.Weights;
import io.tapline.network.layer.recurrent.Lstm;
import java.util.List;

/**
 * Writes stacked LSTM layers as ONNX has them, [frames, 1, channels], with the state of each as
 * inputs and outputs.
 */
final class RecurrentExport {
  static final String INPUT = "input";
  static final String OUTPUT = "output";

  private static final int IR_VERSION = 8;
  private static final int OPSET = 17;

  /** ONNX has the gates i, o, f, c; the layers have i, f, c, o. */
  private static final int[] GATES = {0, 3, 1, 2};

  private final GraphProto.Builder graph = GraphProto.newBuilder().setName("benchmark");

  private RecurrentExport() {}

  static String stateInput(int state) {
    return "state" + state;
  }

  static String stateOutput(int state) {
    return "next" + state;
  }

  /** The model's bytes for calls of {@code frames} frames. */
  static byte[] of(NetworkGraph network, int frames) {
    RecurrentExport export = new RecurrentExport();
    export.graph.addInput(value(INPUT, frames, 1, network.inputChannels()));
    export.integers("axes", 1);
    String last = INPUT;
    int units = 0;
    for (int i = 0; i < network.nodes().size(); i++) {
      Lstm layer = (Lstm) network.nodes().get(i).layer();
      units = layer.units();
      export.add(layer, i, last);
      last = layer.name();
    }
    export.node("Identity", List.of(last), OUTPUT);
    export.graph.addOutput(value(OUTPUT, frames, 1, units));
    return ModelProto.newBuilder()
        .setIrVersion(IR_VERSION)
        .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(OPSET))
        .setGraph(export.graph)
        .build()
        .toByteArray();
  }

  private void add(Lstm layer, int index, String input) {
    String name = layer.name();
    int units = layer.units();
    int inputs = layer.kernel().size() / (4 * units);
    floats(name + ".W", turned(layer.kernel(), inputs, units), 1, 4L * units, inputs);
    floats(name + ".R", turned(layer.recurrent(), units, units), 1, 4L * units, units);
    float[] bias = new float[8 * units];
    System.arraycopy(turned(layer.bias(), 1, units), 0, bias, 0, 4 * units);
    floats(name + ".B", bias, 1, 8L * units);
    String hidden = stateInput(2 * index);
    String cell = stateInput(2 * index + 1);
    String nextHidden = stateOutput(2 * index);
    String nextCell = stateOutput(2 * index + 1);
    for (String state : List.of(hidden, cell)) {
      graph.addInput(value(state, 1, 1, units));
    }
    for (String state : List.of(nextHidden, nextCell)) {
      graph.addOutput(value(state, 1, 1, units));
    }
    // An input that is not given, the lengths, has no name.
    node(
            "LSTM",
            List.of(input, name + ".W", name + ".R", name + ".B", "", hidden, cell),
            name + ".Y",
            nextHidden,
            nextCell)
        .addAttribute(
            AttributeProto.newBuilder()
                .setName("hidden_size")
                .setType(AttributeProto.AttributeType.INT)
                .setI(units));
    node("Squeeze", List.of(name + ".Y", "axes"), name);
  }

  /** [inputs, gates · units] as [gates · units, inputs]. */
  private static float[] turned(Weights weights, int inputs, int units) {
    float[] turned = new float[weights.size()];
    for (int gate = 0, to = 0; gate < 4; gate++) {
      for (int unit = 0; unit < units; unit++) {
        for (int input = 0; input < inputs; input++, to++) {
          turned[to] = weights.get((input * 4 + GATES[gate]) * units + unit);
        }
      }
    }
    return turned;
  }

  private NodeProto.Builder node(String operator, List<String> inputs, String... outputs) {
    return graph
        .addNodeBuilder()
        .setOpType(operator)
        .setName(outputs[0])
        .addAllInput(inputs)
        .addAllOutput(List.of(outputs));
  }

  private void floats(String name, float[] values, long... shape) {
    TensorProto.Builder tensor = tensor(name, TensorProto.DataType.FLOAT, shape);
    for (float value : values) {
      tensor.addFloatData(value);
    }
  }

  private void integers(String name, long value) {
    tensor(name, TensorProto.DataType.INT64, 1).addInt64Data(value);
  }

  private TensorProto.Builder tensor(String name, TensorProto.DataType type, long... shape) {
    TensorProto.Builder tensor = graph.addInitializerBuilder();
    tensor.setName(name).setDataType(type.getNumber());
    for (long dimension : shape) {
      tensor.addDims(dimension);
    }
    return tensor;
  }

  private static ValueInfoProto value(String name, int... dimensions) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    for (int dimension : dimensions) {
      shape.addDimBuilder().setDimValue(dimension);
    }
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(
            TypeProto.newBuilder()
                .setTensorType(
                    TypeProto.Tensor.newBuilder()
                        .setElemType(TensorProto.DataType.FLOAT.getNumber())
                        .setShape(shape)))
        .build();
  }
}
