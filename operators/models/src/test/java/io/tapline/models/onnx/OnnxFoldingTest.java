/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.onnx;

import static io.tapline.models.onnx.OnnxModels.ANY;
import static io.tapline.models.onnx.OnnxModels.integerOf;
import static io.tapline.models.onnx.OnnxModels.ints;
import static io.tapline.models.onnx.OnnxModels.model;
import static io.tapline.models.onnx.OnnxModels.reals;
import static io.tapline.models.onnx.OnnxModels.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.onnx.proto.OnnxMl.TensorProto;
import io.tapline.models.InvalidModelException;
import io.tapline.models.onnx.model.NdArray;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What exporters and optimizers leave in files, and what it comes to. */
class OnnxFoldingTest {

  @Test
  void shouldReadWeightsOfEightBitsByTheScaleOfEachFilter() throws InvalidModelException {
    OnnxModels model =
        model()
            .input("x", ANY, 1, ANY)
            .tensor(bytes("q", 3, new long[] {2, 1, 1}, -128, 100))
            .reals("scale", 0.5f, 0.25f)
            .tensor(bytes("zero", 3, new long[] {2}, 0, -100))
            .node("DequantizeLinear", "q,scale,zero", "w", integerOf("axis", 0))
            .node("Conv", "x,w", "y");
    assertThat(run(model, new int[] {1, 1, 2}, new int[] {1, 2, 2}, 1, -2))
        .containsExactly(-64f, 128f, 50f, -100f);
  }

  @Test
  void shouldRoundWeightsThatAreQuantizedAndBack() throws InvalidModelException {
    OnnxModels model =
        model()
            .input("x", ANY, 1, ANY)
            .tensor(reals("w", new long[] {4, 1, 1}, 0.25f, 0.75f, 100f, -100f))
            .tensor(reals("scale", new long[0], 0.5f))
            .tensor(bytes("zero", 3, new long[0], 0))
            .node("QuantizeLinear", "w,scale,zero", "q")
            .node("DequantizeLinear", "q,scale,zero", "d")
            .node("Conv", "x,d", "y");
    assertThat(run(model, new int[] {1, 1, 1}, new int[] {1, 4, 1}, 1))
        .containsExactly(0f, 1f, 63.5f, -64f);
  }

  @Test
  void shouldRefuseToQuantizeAStream() {
    OnnxModels model =
        model()
            .input("x", ANY, 1, ANY)
            .tensor(reals("scale", new long[0], 0.5f))
            .node("QuantizeLinear", "x,scale", "q")
            .node("DequantizeLinear", "q,scale", "y")
            .output("y");
    assertThatThrownBy(model::read)
        .isInstanceOf(InvalidModelException.class)
        .hasMessageContaining("QuantizeLinear0 (QuantizeLinear): quantized models cannot be read");
  }

  @Test
  void shouldLeaveOutAChangeOfSizeThatChangesNone() throws InvalidModelException {
    OnnxModels scales =
        model()
            .input("x", ANY, 1, ANY)
            .reals("scales", 1, 1, 1)
            .node("Resize", "x,,scales", "y", text("mode", "linear"));
    assertThat(run(scales, new int[] {1, 1, 2}, new int[] {1, 1, 2}, 3, 4)).containsExactly(3f, 4f);
    OnnxModels sizes =
        model()
            .input("x", ANY, 1, ANY)
            .node("Shape", "x", "sizes")
            .node("Resize", "x,,,sizes", "y");
    assertThat(run(sizes, new int[] {1, 1, 2}, new int[] {1, 1, 2}, 3, 4)).containsExactly(3f, 4f);
    OnnxModels twice =
        model()
            .input("x", ANY, 1, ANY)
            .reals("scales", 1, 1, 2)
            .node("Resize", "x,,scales", "y")
            .output("y");
    assertThatThrownBy(twice::read)
        .hasMessageContaining("Resize0 (Resize): it makes several frames of one");
  }

  @Test
  void shouldKnowTheOperatorsThatTheOptimizerPutsIn() throws InvalidModelException {
    String domain = "com.microsoft";
    OnnxModels model =
        model()
            .input("x", ANY, 1, ANY)
            .tensor(reals("w", new long[] {1, 1, 1}, -1f))
            .tensor(reals("bias", new long[] {1}, 0f))
            .integers("pads", 0, 0, 1, 0, 0, 0)
            .nodeOf(domain, "Pad", "x,pads", "a")
            .nodeOf(domain, "FusedConv", "a,w,bias", "b", text("activation", "Relu"))
            .nodeOf(domain, "Gelu", "b", "y");
    assertThat(run(model, new int[] {1, 1, 2}, new int[] {1, 1, 3}, 3, -1))
        .containsExactly(new float[] {0f, 0f, 0.8413447f}, within(1e-6f));
    OnnxModels gelu =
        model()
            .input("x", ANY, 2, ANY)
            .tensor(reals("bias", new long[] {2}, 1f, 2f))
            .node("Transpose", "x", "t", ints("perm", 0, 2, 1))
            .nodeOf(domain, "FastGelu", "t,bias", "f")
            .nodeOf(domain, "QuickGelu", "f", "q")
            .node("Transpose", "q", "y", ints("perm", 0, 2, 1));
    assertThat(run(gelu, new int[] {1, 2, 1}, new int[] {1, 2, 1}, 0, 0))
        .containsExactly(new float[] {quick(0.841192), quick(1.9545977)}, within(1e-5f));
  }

  private static float quick(double x) {
    return (float) (x / (1 + Math.exp(-1.702 * x)));
  }

  @Test
  void shouldRefuseOperatorsOfADomainThatItDoesNotKnow() {
    OnnxModels model =
        model()
            .input("x", ANY, 1, ANY)
            .nodeOf("com.microsoft", "SkipLayerNormalization", "x", "y")
            .output("y");
    assertThatThrownBy(model::read)
        .hasMessageContaining("operator is not one of ONNX: domain=com.microsoft");
  }

  @Test
  void shouldReadEquationsOfAMatrixOnTheChannels() throws InvalidModelException {
    float[] expected = {1 * 1 + 10 * 3, 1 * 2 + 10 * 4, 100 * 1 + 1000 * 3, 100 * 2 + 1000 * 4};
    for (String equation : List.of("oc,bct->bot", "oi , bit -> bot")) {
      assertThat(
              run(
                  einsum(equation, "m,x", 1, 10, 100, 1000),
                  new int[] {1, 2, 2},
                  new int[] {1, 2, 2},
                  1,
                  2,
                  3,
                  4))
          .containsExactly(expected);
    }
    assertThat(
            run(
                einsum("bct,co->bto", "x,m", 1, 100, 10, 1000),
                new int[] {1, 2, 2},
                new int[] {1, 2, 2},
                1,
                2,
                3,
                4))
        .containsExactly(expected[0], expected[2], expected[1], expected[3]);
    assertThatThrownBy(() -> einsum("tc,bct->bc", "m,x", 1, 2, 3, 4).output("y").read())
        .hasMessageContaining("equation must be a matrix on one axis of channels");
  }

  private static OnnxModels einsum(String equation, String inputs, float... matrix) {
    return model()
        .input("x", ANY, 2, ANY)
        .tensor(reals("m", new long[] {2, 2}, matrix))
        .node("Einsum", inputs, "y", text("equation", equation));
  }

  @Test
  void shouldConcatenatePoolsOfTheWholeLength() throws InvalidModelException {
    for (int axis = 1; axis <= 2; axis++) {
      OnnxModels model =
          model()
              .input("x", 1, 2, 3)
              .tensor(reals("w", new long[] {2, 2, 1}, 1f, 0f, 0f, 1f))
              .node("Conv", "x,w", "c")
              .node("GlobalAveragePool", "c", "a")
              .node("MaxPool", "c", "m", ints("kernel_shape", 3), ints("strides", 3))
              .node("Concat", "a,m", "j", integerOf("axis", axis))
              .node("Flatten", "j", "y");
      assertThat(run(model, new int[] {1, 2, 3}, new int[] {1, 4}, 1, 2, 6, -1, -2, -6))
          .containsExactly(axis == 1 ? new float[] {3, -3, 6, -1} : new float[] {3, 6, -3, -1});
    }
  }

  @Test
  void shouldSumExponentialsOfChannelsThatAreLarge() throws InvalidModelException {
    OnnxModels model =
        model()
            .input("x", ANY, 2, ANY)
            .node("ReduceLogSumExp", "x", "y", ints("axes", 1), integerOf("keepdims", 1));
    assertThat(run(model, new int[] {1, 2, 2}, new int[] {1, 1, 2}, 1000, 0, 1001, 0))
        .containsExactly(new float[] {1001.31326f, (float) Math.log(2)}, within(1e-4f));
  }

  private static TensorProto bytes(String name, int type, long[] shape, int... values) {
    TensorProto.Builder tensor = TensorProto.newBuilder().setName(name).setDataType(type);
    for (long size : shape) {
      tensor.addDims(size);
    }
    for (int value : values) {
      tensor.addInt32Data(value);
    }
    return tensor.build();
  }

  private static float[] run(OnnxModels model, int[] from, int[] to, double... input)
      throws InvalidModelException {
    OnnxModel read = model.output("y").read();
    return new StreamedModel(read)
        .run(List.of(new NdArray(from, input, false)), List.of(to))
        .get(0);
  }
}
