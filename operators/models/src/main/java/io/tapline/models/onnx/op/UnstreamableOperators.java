/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.onnx.op;

import io.tapline.models.onnx.model.Refusal;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Operators that are known, and known not to stream: why, and what would help. */
final class UnstreamableOperators {
  private static final String RECURRENT =
      "recurrent layers are no convolutions; use dilated causal convolutions instead";
  private static final String UPSAMPLING =
      "it makes several frames of one; leave the upsampling to what reads the results";
  private static final String WHOLE_TIME =
      "its statistics are those of the whole time, which a stream does not know; use batch"
          + " normalization, or layer normalization over channels";
  private static final String DATA =
      "which values it gives depends on the data; export a model without it";
  private static final String QUANTIZED = "quantized models cannot be read; export in float32";
  private static final String CONTROL =
      "control flow that depends on the input cannot stream; export with fixed control flow";

  private static final Map<String, String> REASONS = reasons();

  private UnstreamableOperators() {}

  static void register(Map<String, StreamOperator> operators) {
    REASONS.forEach(
        (name, reason) ->
            operators.put(
                name,
                in -> {
                  throw new Refusal(reason);
                }));
  }

  /** Why an operator is refused, by its name; empty for those that are not. */
  static Optional<String> reason(String name) {
    return Optional.ofNullable(REASONS.get(name));
  }

  private static Map<String, String> reasons() {
    Map<String, String> operators = new HashMap<>();
    refuse(operators, RECURRENT, "LSTM", "GRU", "RNN");
    refuse(operators, UPSAMPLING, "Resize", "Upsample", "DepthToSpace", "MaxUnpool");
    refuse(operators, WHOLE_TIME, "InstanceNormalization", "GroupNormalization");
    refuse(operators, WHOLE_TIME, "MeanVarianceNormalization");
    refuse(operators, DATA, "NonZero", "TopK", "ArgMax", "ArgMin", "Unique", "Compress", "OneHot");
    refuse(operators, DATA, "Hardmax", "GatherND", "GatherElements", "Where");
    refuse(operators, QUANTIZED, "QuantizeLinear", "DequantizeLinear", "QLinearConv");
    refuse(operators, QUANTIZED, "QLinearMatMul", "ConvInteger", "MatMulInteger");
    refuse(operators, QUANTIZED, "DynamicQuantizeLinear");
    refuse(operators, CONTROL, "If", "Loop", "Scan");
    refuse(
        operators,
        "it mixes all steps of time; use convolutions over time",
        "Attention",
        "DFT",
        "STFT",
        "CumSum");
    return operators;
  }

  private static void refuse(Map<String, String> operators, String reason, String... names) {
    for (String name : names) {
      operators.put(name, reason);
    }
  }
}
