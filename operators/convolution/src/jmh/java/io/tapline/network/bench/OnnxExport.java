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
import io.tapline.network.function.Activation;
import io.tapline.network.graph.NetworkGraph;
import io.tapline.network.layer.Weights;
import io.tapline.network.layer.convolution.Convolution;
import io.tapline.network.layer.convolution.DepthwiseConvolution;
import io.tapline.network.layer.merge.Merge;
import io.tapline.network.layer.normalization.BatchNormalization;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes a network as frameworks export it: tensors [1, channels, frames], and convolutions without
 * padding, so that nothing is computed but what whole receptive fields give.
 */
final class OnnxExport {

  static final String INPUT = NetworkGraph.INPUT;
  static final String OUTPUT = "output";

  private static final int IR_VERSION = 8;
  private static final int OPSET = 17;

  private final GraphProto.Builder graph = GraphProto.newBuilder().setName("benchmark");
  private final Map<String, Stream> streams = new HashMap<>();

  /**
   * What a node gives.
   *
   * @param tensor its name
   * @param channels values of a frame
   * @param lost frames by which it is shorter than the input
   */
  private record Stream(String tensor, int channels, int lost) {}

  private OnnxExport() {}

  /**
   * The model's bytes.
   *
   * @param frames frames of the input
   * @throws IllegalArgumentException if the network has a layer that the benchmark does not use
   */
  static byte[] of(NetworkGraph network, int frames) {
    OnnxExport export = new OnnxExport();
    export.streams.put(NetworkGraph.INPUT, new Stream(INPUT, network.inputChannels(), 0));
    for (NetworkGraph.Node node : network.nodes()) {
      export.streams.put(node.layer().name(), export.add(node));
    }
    Stream last = export.streams.get(network.outputs().get(0).source());
    export.node("Identity", OUTPUT, last.tensor());
    export.graph.addInput(value(INPUT, network.inputChannels(), frames));
    export.graph.addOutput(value(OUTPUT, last.channels(), frames - last.lost()));
    return ModelProto.newBuilder()
        .setIrVersion(IR_VERSION)
        .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(OPSET))
        .setGraph(export.graph)
        .build()
        .toByteArray();
  }

  private Stream add(NetworkGraph.Node node) {
    List<Stream> inputs = node.inputs().stream().map(streams::get).toList();
    if (node.layer() instanceof Convolution layer) {
      return convolution(layer, inputs.get(0));
    }
    if (node.layer() instanceof DepthwiseConvolution layer) {
      return depthwise(layer, inputs.get(0));
    }
    if (node.layer() instanceof BatchNormalization layer) {
      return normalization(layer, inputs.get(0));
    }
    if (node.layer() instanceof Merge layer) {
      return sum(layer, inputs);
    }
    throw new IllegalArgumentException(
        "no such layer in the benchmark: type=" + node.layer().type());
  }

  private Stream convolution(Convolution layer, Stream input) {
    int taps = layer.kernelSize();
    int inputs = input.channels();
    float[] kernel = new float[layer.kernel().size()];
    for (int tap = 0, from = 0; tap < taps; tap++) {
      for (int channel = 0; channel < inputs; channel++) {
        for (int filter = 0; filter < layer.filters(); filter++, from++) {
          kernel[(filter * inputs + channel) * taps + tap] = layer.kernel().get(from);
        }
      }
    }
    String name = layer.name();
    String weights = floats(name + ".weight", kernel, layer.filters(), inputs, taps);
    NodeProto.Builder node = node("Conv", name, input.tensor(), weights, bias(name, layer.bias()));
    node.addAttribute(integers("kernel_shape", taps));
    node.addAttribute(integers("dilations", layer.dilation()));
    int lost = input.lost() + (taps - 1) * layer.dilation();
    return activated(layer.activation(), new Stream(name, layer.filters(), lost));
  }

  private Stream depthwise(DepthwiseConvolution layer, Stream input) {
    int taps = layer.kernelSize();
    int outputs = input.channels() * layer.depthMultiplier();
    float[] kernel = new float[layer.kernel().size()];
    for (int tap = 0, from = 0; tap < taps; tap++) {
      for (int output = 0; output < outputs; output++, from++) {
        kernel[output * taps + tap] = layer.kernel().get(from);
      }
    }
    String name = layer.name();
    String weights = floats(name + ".weight", kernel, outputs, 1, taps);
    NodeProto.Builder node = node("Conv", name, input.tensor(), weights, bias(name, layer.bias()));
    node.addAttribute(integers("kernel_shape", taps));
    node.addAttribute(integers("dilations", layer.dilation()));
    node.addAttribute(
        AttributeProto.newBuilder()
            .setName("group")
            .setType(AttributeProto.AttributeType.INT)
            .setI(input.channels()));
    int lost = input.lost() + (taps - 1) * layer.dilation();
    return activated(layer.activation(), new Stream(name, outputs, lost));
  }

  private Stream normalization(BatchNormalization layer, Stream input) {
    String name = layer.name();
    int channels = input.channels();
    node(
            "BatchNormalization",
            name,
            input.tensor(),
            floats(name + ".gamma", layer.gamma().toArray(), channels),
            floats(name + ".beta", layer.beta().toArray(), channels),
            floats(name + ".mean", layer.mean().toArray(), channels),
            floats(name + ".variance", layer.variance().toArray(), channels))
        .addAttribute(real("epsilon", layer.epsilon()));
    return new Stream(name, channels, input.lost());
  }

  /** Longer branches lose what the shortest one has not. */
  private Stream sum(Merge layer, List<Stream> inputs) {
    int lost = inputs.stream().mapToInt(Stream::lost).max().orElseThrow();
    List<String> cropped = new ArrayList<>();
    for (Stream input : inputs) {
      cropped.add(
          input.lost() == lost ? input.tensor() : crop(layer.name(), input, lost - input.lost()));
    }
    node("Add", layer.name(), cropped.toArray(String[]::new));
    return new Stream(layer.name(), inputs.get(0).channels(), lost);
  }

  private String crop(String at, Stream input, int frames) {
    String name = at + ".crop";
    node(
        "Slice",
        name,
        input.tensor(),
        integer(name + ".starts", frames),
        integer(name + ".ends", Long.MAX_VALUE),
        integer(name + ".axes", 2));
    return name;
  }

  private Stream activated(Activation activation, Stream stream) {
    String name = stream.tensor() + ".activated";
    switch (activation.kind()) {
      case LINEAR -> {
        return stream;
      }
      case RELU -> node("Relu", name, stream.tensor());
      case ELU ->
          node("Elu", name, stream.tensor()).addAttribute(real("alpha", activation.alpha()));
      default ->
          throw new IllegalArgumentException(
              "no such activation in the benchmark: kind=" + activation.kind());
    }
    return new Stream(name, stream.channels(), stream.lost());
  }

  private NodeProto.Builder node(String operator, String output, String... inputs) {
    return graph
        .addNodeBuilder()
        .setOpType(operator)
        .setName(output)
        .addAllInput(List.of(inputs))
        .addOutput(output);
  }

  private String bias(String layer, Weights bias) {
    return floats(layer + ".bias", bias.toArray(), bias.size());
  }

  private String floats(String name, float[] values, long... shape) {
    TensorProto.Builder tensor = tensor(name, TensorProto.DataType.FLOAT, shape);
    for (float value : values) {
      tensor.addFloatData(value);
    }
    return name;
  }

  private String integer(String name, long value) {
    tensor(name, TensorProto.DataType.INT64, 1).addInt64Data(value);
    return name;
  }

  private TensorProto.Builder tensor(String name, TensorProto.DataType type, long... shape) {
    TensorProto.Builder tensor = graph.addInitializerBuilder();
    tensor.setName(name).setDataType(type.getNumber());
    for (long dimension : shape) {
      tensor.addDims(dimension);
    }
    return tensor;
  }

  private static AttributeProto integers(String name, long value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.INTS)
        .addInts(value)
        .build();
  }

  private static AttributeProto real(String name, float value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.FLOAT)
        .setF(value)
        .build();
  }

  private static ValueInfoProto value(String name, int channels, int frames) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    for (int dimension : new int[] {1, channels, frames}) {
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
