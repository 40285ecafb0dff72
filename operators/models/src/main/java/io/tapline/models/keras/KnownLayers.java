/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.keras;

import io.tapline.network.function.Arithmetic;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The types of layers that can be taken. */
final class KnownLayers {
  private static final Map<String, LayerTranslator> TRANSLATORS =
      Map.ofEntries(
          Map.entry("Conv1D", ConvolutionLayers::convolution),
          Map.entry("Conv2D", ConvolutionLayers::convolution),
          Map.entry("Convolution1D", ConvolutionLayers::convolution),
          Map.entry("Convolution2D", ConvolutionLayers::convolution),
          Map.entry("DepthwiseConv1D", ConvolutionLayers::depthwise),
          Map.entry("DepthwiseConv2D", ConvolutionLayers::depthwise),
          Map.entry("SeparableConv1D", ConvolutionLayers::separable),
          Map.entry("SeparableConv2D", ConvolutionLayers::separable),
          Map.entry("Dense", DenseLayer::dense),
          Map.entry("TimeDistributed", TimeDistributedLayer::translate),
          Map.entry("BatchNormalization", NormalizationLayers::batch),
          Map.entry("BatchNormalizationV1", NormalizationLayers::batch),
          Map.entry("LayerNormalization", NormalizationLayers::layer),
          Map.entry("Normalization", PreprocessingLayers::normalization),
          Map.entry("Rescaling", PreprocessingLayers::rescaling),
          Map.entry("Activation", ActivationLayers::named),
          Map.entry("ReLU", ActivationLayers::withArguments),
          Map.entry("LeakyReLU", ActivationLayers::withArguments),
          Map.entry("ThresholdedReLU", ActivationLayers::withArguments),
          Map.entry("ELU", ActivationLayers::withArguments),
          Map.entry("Softmax", ActivationLayers::withArguments),
          Map.entry("PReLU", ActivationLayers::parametric),
          Map.entry("MaxPooling1D", PoolingLayers::max),
          Map.entry("MaxPooling2D", PoolingLayers::max),
          Map.entry("AveragePooling1D", PoolingLayers::average),
          Map.entry("AveragePooling2D", PoolingLayers::average),
          Map.entry("GlobalMaxPooling1D", PoolingLayers::globalMax),
          Map.entry("GlobalMaxPooling2D", PoolingLayers::globalMax),
          Map.entry("GlobalAveragePooling1D", PoolingLayers::globalAverage),
          Map.entry("GlobalAveragePooling2D", PoolingLayers::globalAverage),
          Map.entry("Flatten", ShapeLayers::flatten),
          Map.entry("Reshape", ShapeLayers::reshape),
          Map.entry("Permute", ShapeLayers::permute),
          Map.entry("ZeroPadding1D", ShapeLayers::padding),
          Map.entry("Cropping1D", ShapeLayers::cropping),
          Map.entry("Add", MergeLayers.of(Arithmetic.ADD)),
          Map.entry("Subtract", MergeLayers.of(Arithmetic.SUBTRACT)),
          Map.entry("Multiply", MergeLayers.of(Arithmetic.MULTIPLY)),
          Map.entry("Maximum", MergeLayers.of(Arithmetic.MAXIMUM)),
          Map.entry("Minimum", MergeLayers.of(Arithmetic.MINIMUM)),
          Map.entry("Average", MergeLayers::average),
          Map.entry("Concatenate", MergeLayers::concatenate),
          Map.entry("Dropout", ShapeLayers::identity),
          Map.entry("AlphaDropout", ShapeLayers::identity),
          Map.entry("SpatialDropout1D", ShapeLayers::identity),
          Map.entry("SpatialDropout2D", ShapeLayers::identity),
          Map.entry("GaussianDropout", ShapeLayers::identity),
          Map.entry("GaussianNoise", ShapeLayers::identity),
          Map.entry("ActivityRegularization", ShapeLayers::identity),
          Map.entry("Identity", ShapeLayers::identity));

  /** Operators between tensors, which Keras 3 keeps as if they were layers. */
  private static final Set<String> OPERATORS =
      Set.of("Add", "Subtract", "Multiply", "Maximum", "Minimum");

  private KnownLayers() {}

  /** What takes a layer; empty if nothing does. */
  static Optional<LayerTranslator> translator(LayerConfig layer) {
    if (isOfTheUser(layer) || (isOperator(layer) && !OPERATORS.contains(layer.type()))) {
      return Optional.empty();
    }
    return Optional.ofNullable(TRANSLATORS.get(layer.type()));
  }

  /** {@code Custom>Conv1D} is another class than Conv1D. */
  static boolean isOfTheUser(LayerConfig layer) {
    return layer.entry().path("registered_name").asText().contains(">");
  }

  /** Whether it is an operation such as {@code x + y}, and no layer that somebody made. */
  static boolean isOperator(LayerConfig layer) {
    String module = layer.entry().path("module").asText();
    return module.startsWith("keras.ops") || module.startsWith("keras.src.ops");
  }
}
