/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.keras;

import io.tapline.network.function.Arithmetic;
import java.util.Map;
import java.util.Optional;

/** The types of layers that can be taken. */
final class KnownLayers {
  private static final Map<String, LayerTranslator> TRANSLATORS =
      Map.ofEntries(
          Map.entry("Conv1D", ChannelsFirst.orLast(ConvolutionLayers::convolution)),
          Map.entry("Conv2D", ChannelsFirst.orLast(ConvolutionLayers::convolution)),
          Map.entry("Convolution1D", ChannelsFirst.orLast(ConvolutionLayers::convolution)),
          Map.entry("Convolution2D", ChannelsFirst.orLast(ConvolutionLayers::convolution)),
          Map.entry("DepthwiseConv1D", ChannelsFirst.orLast(ConvolutionLayers::depthwise)),
          Map.entry("DepthwiseConv2D", ChannelsFirst.orLast(ConvolutionLayers::depthwise)),
          Map.entry("SeparableConv1D", ChannelsFirst.orLast(ConvolutionLayers::separable)),
          Map.entry("SeparableConv2D", ChannelsFirst.orLast(ConvolutionLayers::separable)),
          Map.entry("Dense", DenseLayer::dense),
          Map.entry("LSTM", RecurrentLayers::translate),
          Map.entry("GRU", RecurrentLayers::translate),
          Map.entry("SimpleRNN", RecurrentLayers::translate),
          Map.entry("CuDNNLSTM", RecurrentLayers::translate),
          Map.entry("CuDNNGRU", RecurrentLayers::translate),
          Map.entry("RNN", RecurrentLayers::translate),
          Map.entry("Bidirectional", BidirectionalLayer::translate),
          Map.entry("RepeatVector", RepeatVectorLayer::translate),
          Map.entry("TimeDistributed", TimeDistributedLayer::translate),
          Map.entry("BatchNormalization", NormalizationLayers::batch),
          Map.entry("BatchNormalizationV1", NormalizationLayers::batch),
          Map.entry("BatchNormalizationV2", NormalizationLayers::batch),
          Map.entry("SyncBatchNormalization", NormalizationLayers::batch),
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
          Map.entry("MaxPooling1D", ChannelsFirst.orLast(PoolingLayers::max)),
          Map.entry("MaxPooling2D", ChannelsFirst.orLast(PoolingLayers::max)),
          Map.entry("AveragePooling1D", ChannelsFirst.orLast(PoolingLayers::average)),
          Map.entry("AveragePooling2D", ChannelsFirst.orLast(PoolingLayers::average)),
          Map.entry("GlobalMaxPooling1D", PoolingLayers::globalMax),
          Map.entry("GlobalMaxPooling2D", PoolingLayers::globalMax),
          Map.entry("GlobalAveragePooling1D", PoolingLayers::globalAverage),
          Map.entry("GlobalAveragePooling2D", PoolingLayers::globalAverage),
          Map.entry("Flatten", ShapeLayers::flatten),
          Map.entry("Reshape", ShapeLayers::reshape),
          Map.entry("Permute", ShapeLayers::permute),
          Map.entry("ZeroPadding1D", ChannelsFirst.orLast(ShapeLayers::padding)),
          Map.entry("Cropping1D", ChannelsFirst.orLast(ShapeLayers::cropping)),
          Map.entry("ZeroPadding2D", ChannelsFirst.orLast(PlanePaddingLayers::padding)),
          Map.entry("Cropping2D", ChannelsFirst.orLast(PlanePaddingLayers::cropping)),
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
          Map.entry("Identity", ShapeLayers::identity),
          Map.entry("Masking", MaskingLayer::masking),
          Map.entry("UnitNormalization", NormalizationLayers::unit));

  private KnownLayers() {}

  /** Whether a layer of Keras that can be taken is called so. */
  static boolean isType(String type) {
    return TRANSLATORS.containsKey(type);
  }

  /** What takes a layer; empty if nothing does. */
  static Optional<LayerTranslator> translator(LayerConfig layer) {
    if (KerasClasses.isOfTheUser(layer)) {
      return Optional.empty();
    }
    if (Operators.isOperator(layer)) {
      return Operators.translator(layer);
    }
    return Optional.ofNullable(TRANSLATORS.get(layer.type()));
  }
}
