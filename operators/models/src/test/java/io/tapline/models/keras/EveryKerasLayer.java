/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.keras;

import static io.tapline.models.keras.TestModel.functional;
import static io.tapline.models.keras.TestModel.sequential;
import static io.tapline.models.keras.TestModel.weight;

/** A model with a layer of every kind, in the places where each can stand. */
final class EveryKerasLayer {

  private EveryKerasLayer() {}

  static TestModel model() {
    TestModel inner =
        sequential("inner")
            .input("inner_in", "[null, 16, 6]")
            .layer("LayerNormalization", "ln", "axis: [-1]", weight("gamma", 6), weight("beta", 6))
            .layer("PReLU", "prelu", "shared_axes: [1]", weight("alpha", 1, 6))
            .layer("ZeroPadding1D", "pad", "padding: [2, 1]")
            .layer("Cropping1D", "crop", "cropping: [1, 2]")
            .layer("LeakyReLU", "leaky", "alpha: 0.1")
            .layer("ReLU", "relu", "max_value: 6.0, negative_slope: 0.1")
            .layer(
                "TimeDistributed",
                "each",
                "layer: {class_name: 'Dense', config: {name: 'd', units: 6, use_bias: false}}",
                weight("kernel", 6, 6));
    return functional("every", "[['in', 0, 0]]", "[['out', 0, 0], ['steps', 0, 0]]")
        .input("in", "[null, 16, 3]")
        .layer("Rescaling", "scale", "scale: 0.5, offset: [1, 2, 3]", from("in"))
        .layer(
            "Normalization",
            "norm",
            "axis: [-1]",
            from("scale"),
            weight("mean", 3),
            weight("variance", 3))
        .layer(
            "Conv1D",
            "conv",
            "filters: 6, kernel_size: [3], padding: 'same', groups: 3, activation: 'hard_sigmoid'",
            from("norm"),
            weight("kernel", 3, 1, 6),
            weight("bias", 6))
        .layer("SpatialDropout1D", "drop", "rate: 0.1", from("conv"))
        .layer(
            "DepthwiseConv1D",
            "depthwise",
            "kernel_size: [2], padding: 'causal', activation: {class_name: 'LeakyReLU', config:"
                + " {negative_slope: 0.2}}",
            from("drop"),
            weight("depthwise_kernel", 2, 6, 1),
            weight("bias", 6))
        .layer(
            "SeparableConv1D",
            "separable",
            "filters: 6, kernel_size: [3], padding: 'same', dilation_rate: [2], activation: 'gelu'",
            from("drop"),
            weight("depthwise_kernel", 3, 6, 1),
            weight("pointwise_kernel", 1, 6, 6),
            weight("bias", 6))
        .model(inner, from("drop"))
        .layer("Add", "add", "", from("depthwise", "separable", "inner"))
        .layer("Average", "mean", "", from("add", "drop"))
        .layer("Subtract", "minus", "", from("mean", "add"))
        .layer("Multiply", "times", "", from("minus", "drop"))
        .layer("Concatenate", "both", "axis: -1", from("times", "minus"))
        .layer("Reshape", "rows", "target_shape: [16, 1, 12]", from("both"))
        .layer(
            "Conv2D",
            "across",
            "filters: 4, kernel_size: [3, 1], padding: 'same', activation: 'log_sigmoid'",
            from("rows"),
            weight("kernel", 3, 1, 12, 4),
            weight("bias", 4))
        .layer("Reshape", "row", "target_shape: [-1, 4]", from("across"))
        .layer("Activation", "steps", "activation: 'softmax'", from("row"))
        .layer("MaxPooling1D", "max", "pool_size: [2], strides: [2], padding: 'valid'", from("row"))
        .layer("AveragePooling1D", "avg", "pool_size: [2], strides: [1]", from("max"))
        .layer("Flatten", "flat", "", from("avg"))
        .layer("ELU", "elu", "alpha: 0.5", from("flat"))
        .layer(
            "BatchNormalization",
            "bn",
            "axis: -1, center: false",
            from("elu"),
            weight("gamma", 28),
            weight("moving_mean", 28),
            weight("moving_variance", 28))
        .layer(
            "Dense",
            "out",
            "units: 3, activation: 'softmax'",
            from("bn"),
            weight("kernel", 28, 3),
            weight("bias", 3));
  }

  private static String from(String... layers) {
    StringBuilder node = new StringBuilder();
    for (String layer : layers) {
      node.append(node.isEmpty() ? "" : ", ").append("['").append(layer).append("', 0, 0, {}]");
    }
    return "[[" + node + "]]";
  }
}
