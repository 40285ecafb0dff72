/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.rtneural;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tapline.network.function.Activation;
import io.tapline.network.graph.NetworkGraph;
import io.tapline.network.layer.Layer;
import io.tapline.network.layer.Padding;
import io.tapline.network.layer.Weights;
import io.tapline.network.layer.activation.ParametricRelu;
import io.tapline.network.layer.convolution.Convolution;
import io.tapline.network.layer.normalization.BatchNormalization;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Models in the JSON of RTNeural, as its Python scripts write them. */
final class RtNeuralModel {

  private RtNeuralModel() {}

  /** A Sequential Keras model: layers that start from zero state. */
  static NetworkGraph sequential(Path file) throws IOException {
    JsonNode root = new ObjectMapper().readTree(file.toFile());
    JsonNode shape = root.path("in_shape");
    List<Layer> layers = new ArrayList<>();
    for (JsonNode layer : root.path("layers")) {
      layers.add(layer(layer.path("type").asText() + "-" + layers.size(), layer));
    }
    return NetworkGraph.sequence(shape.get(shape.size() - 1).intValue(), layers, "output");
  }

  private static Layer layer(String name, JsonNode layer) {
    JsonNode weights = layer.path("weights");
    int channels = layer.path("shape").get(layer.path("shape").size() - 1).intValue();
    Activation activation =
        switch (layer.path("activation").asText()) {
          case "tanh" -> Activation.TANH;
          case "sigmoid" -> Activation.SIGMOID;
          case "" -> Activation.LINEAR;
          default -> throw new IllegalArgumentException(layer.path("activation").asText());
        };
    return switch (layer.path("type").asText()) {
      case "dense" ->
          Convolution.pointwise(name)
              .filters(channels)
              .kernel(floats(weights.get(0)))
              .bias(floats(weights.get(1)))
              .activation(activation)
              .build();
      case "conv1d" ->
          Convolution.named(name)
              .filters(channels)
              .kernelSize(layer.path("kernel_size").get(0).intValue())
              .dilation(layer.path("dilation").get(0).intValue())
              .groups(layer.path("groups").intValue())
              .padding(Padding.CAUSAL)
              .kernel(floats(weights.get(0)))
              .bias(floats(weights.get(1)))
              .activation(activation)
              .build();
      case "batchnorm" -> batchNormalization(name, layer, channels);
      case "prelu" -> new ParametricRelu(name, Weights.of(floats(weights.get(0))), true);
      default -> throw new IllegalArgumentException(layer.path("type").asText());
    };
  }

  /** Gamma and beta are left out where they are not used. */
  private static Layer batchNormalization(String name, JsonNode layer, int channels) {
    JsonNode weights = layer.path("weights");
    boolean affine = weights.size() == 4;
    float[] ones = new float[channels];
    Arrays.fill(ones, 1f);
    return new BatchNormalization(
        name,
        Weights.of(affine ? floats(weights.get(0)) : ones),
        Weights.of(affine ? floats(weights.get(1)) : new float[channels]),
        Weights.of(floats(weights.get(weights.size() - 2))),
        Weights.of(floats(weights.get(weights.size() - 1))),
        layer.path("epsilon").floatValue(),
        true);
  }

  /** A PyTorch Conv1d, whose weight has the shape (out, in/groups, kernel). */
  static NetworkGraph convolution(Path file, int channels, int groups, int stride)
      throws IOException {
    JsonNode root = new ObjectMapper().readTree(file.toFile());
    JsonNode weight = root.path("weight");
    int filters = weight.size();
    int groupInputs = weight.get(0).size();
    int taps = weight.get(0).get(0).size();
    float[] kernel = new float[taps * groupInputs * filters];
    for (int filter = 0; filter < filters; filter++) {
      for (int input = 0; input < groupInputs; input++) {
        for (int tap = 0; tap < taps; tap++) {
          kernel[(tap * groupInputs + input) * filters + filter] =
              weight.get(filter).get(input).get(tap).floatValue();
        }
      }
    }
    Convolution convolution =
        Convolution.named("conv")
            .filters(filters)
            .kernelSize(taps)
            .stride(stride)
            .groups(groups)
            .padding(Padding.VALID)
            .kernel(kernel)
            .bias(floats(root.path("bias")))
            .build();
    return NetworkGraph.sequence(channels, List.of(convolution), "output");
  }

  /** Numbers at any depth of lists, in order. */
  private static float[] floats(JsonNode values) {
    List<Float> floats = new ArrayList<>();
    collect(values, floats);
    float[] array = new float[floats.size()];
    for (int i = 0; i < array.length; i++) {
      array[i] = floats.get(i);
    }
    return array;
  }

  private static void collect(JsonNode values, List<Float> floats) {
    if (values.isArray()) {
      values.forEach(value -> collect(value, floats));
    } else {
      floats.add(values.floatValue());
    }
  }
}
