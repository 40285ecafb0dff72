/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.keras;

import java.util.HashMap;
import java.util.Map;

/**
 * Under which conditions layers run, for those that do not run everywhere, and which versions of
 * Keras have them, where not both do.
 *
 * @param stream where it runs on a stream
 * @param window where it runs for each window
 * @param note what is taken of it
 */
record LayerConditions(String stream, String window, String note) {
  private static final LayerConditions NONE = new LayerConditions("yes", "yes", "");
  private static final Map<String, LayerConditions> CONDITIONS = new HashMap<>();
  private static final Map<String, String> VERSIONS = new HashMap<>();

  static {
    String plane = "over time and the other axis; time is either axis";
    put("yes", "yes", "padding causal, same and valid; strides, dilation, groups", "Conv1D");
    put("yes", "yes", plane, "Conv2D", "DepthwiseConv2D", "SeparableConv2D");
    put("yes", "yes", plane, "MaxPooling2D", "AveragePooling2D");
    put("no", "yes", "", "Flatten", "GlobalAveragePooling1D", "GlobalAveragePooling2D");
    put("no", "yes", "", "GlobalMaxPooling1D", "GlobalMaxPooling2D", "RepeatVector");
    String sequences = "with return_sequences, forward";
    put(sequences, "yes", "", "LSTM", "GRU", "SimpleRNN", "RNN");
    put(sequences, "yes", "", "CuDNNLSTM", "CuDNNGRU");
    put("no", "yes", "all merge modes", "Bidirectional");
    put("yes", "yes", "of layers that work on each frame alone", "TimeDistributed");
    put("yes", "yes", "where nothing behind it reads the mask", "Masking");
    put("over channels", "over channels", "", "Softmax", "UnitNormalization");
    put("over channels", "over channels", "", "LayerNormalization");
    put("over channels", "over channels", "", "BatchNormalization", "Normalization");
    put("of channels", "yes", "", "Reshape");
    put("of channels", "of channels; time last to time first", "", "Permute");
    put("of channels", "of channels", "", "Concatenate");
    version("2", "Convolution1D", "Convolution2D", "CuDNNLSTM", "CuDNNGRU", "ThresholdedReLU");
    version("2", "BatchNormalizationV1", "BatchNormalizationV2", "SyncBatchNormalization");
  }

  private static void put(String stream, String window, String note, String... types) {
    for (String type : types) {
      CONDITIONS.put(type, new LayerConditions(stream, window, note));
    }
  }

  private static void version(String version, String... types) {
    for (String type : types) {
      VERSIONS.put(type, version);
    }
  }

  static LayerConditions of(String type) {
    return CONDITIONS.getOrDefault(type, NONE);
  }

  /** The versions of Keras that have a type of layer. */
  static String versions(String type) {
    return VERSIONS.getOrDefault(type, "2, 3");
  }

  /** The types of layers that have conditions. */
  static Iterable<String> types() {
    return CONDITIONS.keySet();
  }
}
