/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.onnx.op;

import io.tapline.models.onnx.model.Refusal;
import io.tapline.models.onnx.stream.Value;
import java.util.List;
import java.util.Map;

/** Operators that are known, and known not to stream: why, and what would help. */
final class UnstreamableOperators {
  static final String UPSAMPLING =
      "it makes several frames of one; leave the upsampling to what reads the results";
  private static final String WHOLE_TIME =
      "its statistics are those of the whole time, which a stream does not know; use batch"
          + " normalization, or layer normalization over channels";
  private static final String DATA =
      "which values it gives depends on the data; export a model without it";
  private static final String QUANTIZED = "quantized models cannot be read; export in float32";
  private static final String CONTROL =
      "control flow that depends on the input cannot stream; export with fixed control flow";

  private static final String MIXING = "it mixes all steps of time; use convolutions over time";

  private UnstreamableOperators() {}

  static void register(Map<String, StreamOperator> operators) {
    refuse(operators, UPSAMPLING, "DepthToSpace", "MaxUnpool");
    refuseInPlace(operators, WHOLE_TIME, "InstanceNormalization", "GroupNormalization");
    refuseInPlace(operators, WHOLE_TIME, "MeanVarianceNormalization");
    refuse(operators, DATA, "NonZero", "TopK", "ArgMax", "ArgMin", "Unique", "Compress", "OneHot");
    refuse(operators, DATA, "Hardmax", "GatherND", "GatherElements");
    refuse(operators, QUANTIZED, "QuantizeLinear", "DequantizeLinear", "QLinearConv");
    refuse(operators, QUANTIZED, "com.microsoft.QuantizeLinear", "com.microsoft.DequantizeLinear");
    refuse(operators, QUANTIZED, "QLinearMatMul", "ConvInteger", "MatMulInteger");
    refuse(operators, QUANTIZED, "DynamicQuantizeLinear");
    refuse(operators, CONTROL, "If", "Loop", "Scan");
    refuse(operators, MIXING, "Attention", "DFT", "STFT");
    refuseInPlace(operators, MIXING, "CumSum");
  }

  /** Those that leave the shape as it is: what reads them still shows how axes are to be read. */
  private static void refuseInPlace(
      Map<String, StreamOperator> operators, String reason, String... names) {
    for (String name : List.of(names)) {
      operators.put(
          name,
          in -> {
            in.problem(reason);
            return List.of(Value.of(in.view(0)));
          });
    }
  }

  private static void refuse(
      Map<String, StreamOperator> operators, String reason, String... names) {
    for (String name : List.of(names)) {
      operators.put(
          name,
          in -> {
            throw Refusal.unsupported("%s", reason);
          });
    }
  }
}
