/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.onnx.op;

import io.tapline.models.onnx.model.Refusal;
import io.tapline.models.onnx.stream.Value;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

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
  private static final Map<String, String> REASONS = reasons();

  /** Those that leave the shape as it is: what reads them still shows how axes are to be read. */
  private static final Set<String> IN_PLACE =
      Set.of("InstanceNormalization", "GroupNormalization", "MeanVarianceNormalization", "CumSum");

  private UnstreamableOperators() {}

  static void register(Map<String, StreamOperator> operators) {
    REASONS.forEach((name, reason) -> operators.put(name, in -> refuse(in, name, reason)));
  }

  /** Why an operator is refused, by its name; empty for those that are not. */
  static Optional<String> reason(String name) {
    return Optional.ofNullable(REASONS.get(name));
  }

  private static List<Value> refuse(NodeImport in, String name, String reason) {
    if (IN_PLACE.contains(name)) {
      in.problem(reason);
      return List.of(Value.of(in.view(0)));
    }
    throw Refusal.unsupported("%s", reason);
  }

  private static Map<String, String> reasons() {
    Map<String, String> operators = new HashMap<>();
    add(operators, UPSAMPLING, "DepthToSpace", "MaxUnpool");
    add(operators, WHOLE_TIME, "InstanceNormalization", "GroupNormalization");
    add(operators, WHOLE_TIME, "MeanVarianceNormalization");
    add(operators, DATA, "NonZero", "TopK", "ArgMax", "ArgMin", "Unique", "Compress", "OneHot");
    add(operators, DATA, "Hardmax", "GatherND", "GatherElements");
    add(operators, QUANTIZED, "QuantizeLinear", "DequantizeLinear", "QLinearConv");
    add(operators, QUANTIZED, "com.microsoft.QuantizeLinear", "com.microsoft.DequantizeLinear");
    add(operators, QUANTIZED, "QLinearMatMul", "ConvInteger", "MatMulInteger");
    add(operators, QUANTIZED, "DynamicQuantizeLinear");
    add(operators, CONTROL, "If", "Loop", "Scan");
    add(operators, MIXING, "Attention", "DFT", "STFT", "CumSum");
    return operators;
  }

  private static void add(Map<String, String> operators, String reason, String... names) {
    for (String name : names) {
      operators.put(name, reason);
    }
  }
}
