/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.onnx;

import static io.tapline.models.onnx.OnnxModels.ANY;
import static io.tapline.models.onnx.OnnxModels.integerOf;
import static io.tapline.models.onnx.OnnxModels.ints;
import static io.tapline.models.onnx.OnnxModels.model;

import java.util.List;

/** Models that can be read, of many operators. */
final class ValidModels {
  private ValidModels() {}

  static List<byte[]> all() {
    return List.of(
        residual().bytes(), windowed().bytes(), channelsLast().bytes(), computed().bytes());
  }

  /** Causal convolutions with a gate, a residual and a norm, in [N, C, T] of any length. */
  static OnnxModels residual() {
    return model()
        .input("x", ANY, 3, ANY)
        .weights("w1", 4, 3, 3)
        .weights("b1", 4)
        .weights("w2", 4, 1, 3)
        .weights("w3", 4, 3, 1)
        .weights("slope", 4, 1)
        .reals("scale", 1, 2, 3, 4)
        .reals("ones", 1, 1, 1, 1)
        .integers("zero", 0)
        .integers("minusTwo", -2)
        .integers("two", 2)
        .node("Conv", "x,w1,b1", "a", ints("pads", 2, 2), ints("kernel_shape", 3))
        .node("Slice", "a,zero,minusTwo,two", "b")
        .node("BatchNormalization", "b,scale,ones,ones,ones", "c")
        .node("PRelu", "c,slope", "d")
        .node("Conv", "d,w2", "e", ints("pads", 4, 0), ints("dilations", 2), integerOf("group", 4))
        .node("Conv", "x,w3", "f")
        .node("Add", "e,f", "g")
        .node("Split", "g", "h,i", integerOf("axis", 1))
        .node("Sigmoid", "i", "j")
        .node("Mul", "h,j", "k")
        .node("Softmax", "k", "y", integerOf("axis", 1))
        .output("y");
  }

  /** A classifier of windows of 16 frames. */
  static OnnxModels windowed() {
    return model()
        .input("x", ANY, 2, 16)
        .weights("w1", 4, 2, 3)
        .weights("w2", 5, 28)
        .weights("b2", 5)
        .node("Conv", "x,w1", "a", ints("pads", 0, 0))
        .node("Relu", "a", "b")
        .node("MaxPool", "b", "c", ints("kernel_shape", 2), ints("strides", 2))
        .node("Flatten", "c", "d", integerOf("axis", 1))
        .node("Gemm", "d,w2,b2", "e", integerOf("transB", 1))
        .node("Softmax", "e", "y", integerOf("axis", -1))
        .output("y");
  }

  /** Keras' way: [N, T, C], lowered to two dimensions. */
  static OnnxModels channelsLast() {
    return model()
        .producer("tf2onnx")
        .input("x", ANY, ANY, 3)
        .weights("w1", 4, 3, 1, 3)
        .weights("w2", 4, 2)
        .weights("b2", 2)
        .integers("axis", 2)
        .node("Transpose", "x", "a", ints("perm", 0, 2, 1))
        .node("Unsqueeze", "a,axis", "b")
        .node("Conv", "b,w1", "c", ints("pads", 0, 2, 0, 0))
        .node("Squeeze", "c,axis", "d")
        .node("Transpose", "d", "e", ints("perm", 0, 2, 1))
        .node("Elu", "e", "f")
        .node("MatMul", "f,w2", "g")
        .node("Add", "g,b2", "y")
        .output("y");
  }

  /** Weight norm, and pads that are computed in the graph. */
  static OnnxModels computed() {
    return model()
        .input("x", 1, 2, ANY)
        .weights("v", 3, 2, 3)
        .weights("g", 3, 1, 1)
        .integers("zeros", 0, 0)
        .integers("lengths", 2)
        .integer("last", 2)
        .node("ReduceL2", "v", "norm", ints("axes", 1, 2))
        .node("Div", "v,norm", "direction")
        .node("Mul", "direction,g", "w")
        .node("Shape", "x", "shape")
        .node("Gather", "shape,last", "time")
        .node("Sub", "time,time", "none")
        .node("Add", "none,lengths", "left")
        .node("Concat", "zeros,left,zeros,zeros1", "pads", integerOf("axis", 0))
        .integers("zeros1", 0)
        .node("Pad", "x,pads", "padded")
        .node("Conv", "padded,w", "y")
        .output("y");
  }
}
