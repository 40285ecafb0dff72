/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.onnx.op;

import java.util.HashMap;
import java.util.Map;

/** The opset that brought an operator to ONNX, where it is younger than the oldest that is read. */
final class OperatorOpsets {
  private static final Map<String, Integer> FIRST = new HashMap<>();

  static {
    put(7, "Acos", "Asin", "Atan", "Cos", "Sin", "Tan", "Multinomial", "Upsample");
    put(8, "Expand", "Scan");
    put(9, "Acosh", "Asinh", "Atanh", "Compress", "ConstantOfShape", "Cosh", "Erf", "EyeLike");
    put(9, "IsNaN", "MaxUnpool", "MeanVarianceNormalization", "NonZero", "OneHot", "Scatter");
    put(9, "Shrink", "Sign", "Sinh", "Where");
    put(10, "ConvInteger", "DequantizeLinear", "IsInf", "MatMulInteger", "Mod", "QLinearConv");
    put(10, "QLinearMatMul", "QuantizeLinear", "Resize", "ReverseSequence", "ThresholdedRelu");
    put(11, "BitShift", "CumSum", "Det", "DynamicQuantizeLinear", "GatherElements", "GatherND");
    put(11, "Range", "Round", "ScatterElements", "ScatterND", "Unique");
    put(12, "Celu", "Einsum", "GreaterOrEqual", "LessOrEqual");
    put(14, "HardSwish", "Trilu");
    put(15, "Bernoulli", "CastLike");
    put(16, "GridSample");
    put(17, "BlackmanWindow", "DFT", "HammingWindow", "HannWindow", "LayerNormalization");
    put(17, "MelWeightMatrix", "STFT");
    put(18, "BitwiseAnd", "BitwiseNot", "BitwiseOr", "BitwiseXor", "CenterCropPad", "Col2Im");
    put(18, "GroupNormalization", "LpPool", "Mish");
    put(20, "AffineGrid", "Gelu");
    put(23, "Attention", "RMSNormalization", "RotaryEmbedding");
    put(24, "Swish", "TensorScatter");
    put(27, "CausalConvWithState");
  }

  private OperatorOpsets() {}

  private static void put(int opset, String... names) {
    for (String name : names) {
      FIRST.put(name, opset);
    }
  }

  /** The opset from which an operator may be in a file. */
  static int first(String name, int oldest) {
    return Math.max(oldest, FIRST.getOrDefault(name, oldest));
  }
}
