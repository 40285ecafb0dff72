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
import io.tapline.network.layer.Layer;
import io.tapline.network.layer.Weights;
import io.tapline.network.layer.convolution.Convolution;
import io.tapline.network.layer.plane.PlaneConvolution;
import io.tapline.network.layer.plane.PlanePooling;
import java.util.List;

/** Writes {@link SpectrogramGraph} as frameworks export it: a tensor [1, 1, frames, bins]. */
final class SpectrogramExport {
  static final String INPUT = "input";
  static final String OUTPUT = "output";

  private static final int IR_VERSION = 8;
  private static final int OPSET = 17;

  private final GraphProto.Builder graph = GraphProto.newBuilder().setName("benchmark");
  private int channels = 1;

  private SpectrogramExport() {}

  /** The model's bytes for windows of {@code frames} frames. */
  static byte[] of(NetworkGraph network, int frames) {
    SpectrogramExport export = new SpectrogramExport();
    String last = INPUT;
    for (NetworkGraph.Node node : network.nodes()) {
      last = export.add(node.layer(), last);
    }
    export.node("Identity", OUTPUT, last);
    export.graph.addInput(value(INPUT, 1, 1, frames, network.inputChannels()));
    export.graph.addOutput(value(OUTPUT, 1, export.channels));
    return ModelProto.newBuilder()
        .setIrVersion(IR_VERSION)
        .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(OPSET))
        .setGraph(export.graph)
        .build()
        .toByteArray();
  }

  private String add(Layer layer, String input) {
    String name = layer.name();
    if (layer instanceof PlaneConvolution convolution) {
      return convolution(convolution, input);
    }
    if (layer instanceof PlanePooling) {
      node("MaxPool", name, input)
          .addAttribute(integers("kernel_shape", 2, 2))
          .addAttribute(integers("strides", 2, 2));
      return name;
    }
    if (layer instanceof Convolution dense) {
      node("GlobalAveragePool", name + ".mean", input);
      node("Flatten", name + ".flat", name + ".mean");
      String weights = floats(name + ".weight", dense.kernel(), channels, dense.filters());
      String bias = floats(name + ".bias", dense.bias(), dense.filters());
      node("Gemm", name, name + ".flat", weights, bias);
      channels = dense.filters();
      return name;
    }
    // The other layers only reshape, or belong to the mean.
    return input;
  }

  private String convolution(PlaneConvolution layer, String input) {
    int taps = layer.kernelSize() * layer.height().kernelSize();
    float[] kernel = new float[layer.kernel().size()];
    for (int tap = 0, from = 0; tap < taps; tap++) {
      for (int channel = 0; channel < channels; channel++) {
        for (int filter = 0; filter < layer.filters(); filter++, from++) {
          kernel[(filter * channels + channel) * taps + tap] = layer.kernel().get(from);
        }
      }
    }
    String name = layer.name();
    int size = layer.kernelSize();
    String weights =
        floats(name + ".weight", Weights.of(kernel), layer.filters(), channels, size, size);
    String bias = floats(name + ".bias", layer.bias(), layer.filters());
    node("Conv", name, input, weights, bias).addAttribute(integers("kernel_shape", size, size));
    node("Relu", name + ".relu", name);
    channels = layer.filters();
    return name + ".relu";
  }

  private NodeProto.Builder node(String operator, String output, String... inputs) {
    return graph
        .addNodeBuilder()
        .setOpType(operator)
        .setName(output)
        .addAllInput(List.of(inputs))
        .addOutput(output);
  }

  private String floats(String name, Weights weights, long... shape) {
    TensorProto.Builder tensor = graph.addInitializerBuilder();
    tensor.setName(name).setDataType(TensorProto.DataType.FLOAT.getNumber());
    for (long dimension : shape) {
      tensor.addDims(dimension);
    }
    for (int i = 0; i < weights.size(); i++) {
      tensor.addFloatData(weights.get(i));
    }
    return name;
  }

  private static AttributeProto integers(String name, long... values) {
    AttributeProto.Builder attribute =
        AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.INTS);
    for (long value : values) {
      attribute.addInts(value);
    }
    return attribute.build();
  }

  private static ValueInfoProto value(String name, int... dimensions) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    for (int dimension : dimensions) {
      shape.addDimBuilder().setDimValue(dimension);
    }
    TypeProto.Tensor.Builder tensor =
        TypeProto.Tensor.newBuilder()
            .setElemType(TensorProto.DataType.FLOAT.getNumber())
            .setShape(shape);
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(TypeProto.newBuilder().setTensorType(tensor))
        .build();
  }
}
