/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.keras;

import java.util.Map;

/** Why types of layers cannot be taken, and what helps. */
final class RefusedLayers {
  private static final String CODE =
      "layer is Python code, which Tapline never runs; put Keras layers in its place or export the"
          + " model to ONNX";
  private static final String RECURRENT =
      "layer is a recurrent convolution, which Tapline does not support; use convolutions or LSTM";
  private static final String ATTENTION =
      "layer mixes all frames of a window, which does not stream; use convolutions";
  private static final String TRANSPOSED =
      "layer gives more frames than it gets, which Tapline does not support; leave it out";
  private static final String OPERATION =
      "operation is not supported; put a Keras layer in its place or export the model to ONNX";
  private static final String UNKNOWN =
      "layer type is not supported; put a supported one in its place or export the model to ONNX";

  private static final Map<String, String> REASONS =
      Map.ofEntries(
          Map.entry("Lambda", CODE),
          Map.entry("ConvLSTM1D", RECURRENT),
          Map.entry("ConvLSTM2D", RECURRENT),
          Map.entry("Attention", ATTENTION),
          Map.entry("AdditiveAttention", ATTENTION),
          Map.entry("MultiHeadAttention", ATTENTION),
          Map.entry("GroupedQueryAttention", ATTENTION),
          Map.entry("Dot", ATTENTION),
          Map.entry("UpSampling1D", TRANSPOSED),
          Map.entry("Conv1DTranspose", TRANSPOSED),
          Map.entry("Conv2DTranspose", TRANSPOSED));

  private RefusedLayers() {}

  static UnsupportedLayerException problem(LayerConfig layer) {
    return Operators.isOperator(layer) && !KerasClasses.isOfTheUser(layer)
        ? layer.problem(OPERATION, "operation=" + Operators.nameOf(layer))
        : layer.problem(reason(layer));
  }

  private static String reason(LayerConfig layer) {
    if (KerasClasses.isOfTheUser(layer)) {
      return CODE;
    }
    return REASONS.getOrDefault(layer.type(), UNKNOWN);
  }
}
