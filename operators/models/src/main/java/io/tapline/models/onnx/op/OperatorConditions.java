/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.onnx.op;

import java.util.HashMap;
import java.util.Map;

/**
 * Under which conditions operators run, for those that do not run everywhere. Where an axis other
 * than time is meant, it says channels.
 *
 * @param stream where it runs on a stream
 * @param window where it runs for each window
 * @param note what is taken of it
 */
record OperatorConditions(String stream, String window, String note) {
  static final OperatorConditions NONE = new OperatorConditions("yes", "yes", "");
  private static final Map<String, OperatorConditions> CONDITIONS = new HashMap<>();

  static {
    put("yes", "yes", "1-D; 2-D with time as one axis; groups, dilations, pads, auto_pad", "Conv");
    put("yes", "yes", "stride 1 only", "ConvTranspose");
    put("yes", "yes", "over time; over the other axis of 2-D models", "AveragePool", "MaxPool");
    put("no", "yes", "", "GlobalAveragePool", "GlobalMaxPool");
    put("yes", "yes", "with constant weights", "Gemm", "MatMul");
    put("yes", "yes", "where it is a product with constant weights over channels", "Einsum");
    put("forward", "yes", "lengths of sequences must be those of the window", "LSTM", "GRU", "RNN");
    put("over channels", "over channels, over time", "", "ReduceMean", "ReduceSum");
    put("over channels", "over channels, over time", "", "ReduceMax", "ReduceMin");
    put("over channels", "over channels", "", "ReduceL1", "ReduceL2", "ReduceSumSquare");
    put("over channels", "over channels", "", "ReduceLogSum", "ReduceLogSumExp");
    put("over channels", "over channels", "", "Softmax", "LogSoftmax", "LpNormalization");
    put("over channels", "over channels", "", "LayerNormalization", "RMSNormalization");
    put("yes", "yes", "with the statistics of training", "BatchNormalization");
    put("of channels; a crop of time", "yes", "", "Slice");
    put("of channels", "of channels; one step of time", "with constant indices", "Gather");
    put("of channels", "of channels", "", "Split", "Concat", "Tile", "Expand");
    put("with a constant", "with a constant", "in mode constant; of time with zeros", "Pad");
    put("of channels", "yes", "", "Flatten", "Reshape");
    put("yes", "yes", "where all scales are 1", "Resize", "Upsample");
    put("no", "yes", "of all frames of a window", "ReverseSequence");
  }

  private static void put(String stream, String window, String note, String... names) {
    for (String name : names) {
      CONDITIONS.put(name, new OperatorConditions(stream, window, note));
    }
  }

  static OperatorConditions of(String name) {
    return CONDITIONS.getOrDefault(name, NONE);
  }

  /** The operators that have conditions. */
  static Iterable<String> names() {
    return CONDITIONS.keySet();
  }
}
