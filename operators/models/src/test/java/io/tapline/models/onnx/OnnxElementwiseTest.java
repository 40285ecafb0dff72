/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.onnx;

import static io.tapline.models.onnx.OnnxModels.ANY;
import static io.tapline.models.onnx.OnnxModels.integerOf;
import static io.tapline.models.onnx.OnnxModels.model;
import static io.tapline.models.onnx.OnnxModels.reals;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.TensorProto;
import io.tapline.models.InvalidModelException;
import io.tapline.models.onnx.model.NdArray;
import io.tapline.network.Network;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/** Operators that compute value by value, and what they choose and compare. */
class OnnxElementwiseTest {
  private static final double NAN = Double.NaN;
  private static final double INF = Double.POSITIVE_INFINITY;
  private static final double[] INPUT = {
    -3, -2.5, -1.5, -0.75, -0.5, 0, 0.25, 0.5, 1, 1.5, 2.5, 40, NAN, INF, -INF
  };

  private static final Map<String, DoubleUnaryOperator> FUNCTIONS =
      Map.ofEntries(
          Map.entry("Sign", Math::signum),
          Map.entry("Floor", Math::floor),
          Map.entry("Ceil", Math::ceil),
          Map.entry("Round", Math::rint),
          Map.entry("Sin", Math::sin),
          Map.entry("Cos", Math::cos),
          Map.entry("Tan", Math::tan),
          Map.entry("Asin", Math::asin),
          Map.entry("Acos", Math::acos),
          Map.entry("Atan", Math::atan),
          Map.entry("Sinh", Math::sinh),
          Map.entry("Cosh", Math::cosh),
          Map.entry("Asinh", v -> Math.copySign(Math.log(Math.abs(v) + Math.hypot(v, 1)), v)),
          Map.entry("Acosh", v -> Math.log(v + Math.sqrt(v * v - 1))),
          Map.entry("Atanh", v -> Math.log((1 + v) / (1 - v)) / 2),
          Map.entry("Reciprocal", v -> 1 / v));

  private static final Map<String, DoubleBinaryOperator> COMPARISONS =
      Map.of(
          "Greater", (a, b) -> a > b ? 1 : 0,
          "GreaterOrEqual", (a, b) -> a >= b ? 1 : 0,
          "Less", (a, b) -> a < b ? 1 : 0,
          "LessOrEqual", (a, b) -> a <= b ? 1 : 0,
          "Equal", (a, b) -> a == b ? 1 : 0);

  @Test
  void shouldComputeEveryFunction() throws InvalidModelException {
    for (Map.Entry<String, DoubleUnaryOperator> function : FUNCTIONS.entrySet()) {
      OnnxModels model = model().input("x", ANY, 1, ANY).node(function.getKey(), "x", "y");
      assertRow(model, function.getKey(), function.getValue());
    }
  }

  @Test
  void shouldCompareWithConstantsOnEitherSideAndFindNaNFalse() throws InvalidModelException {
    for (Map.Entry<String, DoubleBinaryOperator> comparison : COMPARISONS.entrySet()) {
      assertRow(
          model()
              .input("x", ANY, 1, ANY)
              .tensor(reals("c", new long[0], 0.5f))
              .node(comparison.getKey(), "x,c", "t")
              .node("Cast", "t", "y", integerOf("to", 1)),
          comparison.getKey(),
          v -> comparison.getValue().applyAsDouble(v, 0.5));
      assertRow(
          model()
              .input("x", ANY, 1, ANY)
              .tensor(reals("c", new long[0], 0.5f))
              .node(comparison.getKey(), "c,x", "t")
              .node("Cast", "t", "y", integerOf("to", 1)),
          comparison.getKey() + " turned",
          v -> comparison.getValue().applyAsDouble(0.5, v));
    }
  }

  @Test
  void shouldCombineTruthValues() throws InvalidModelException {
    Map<String, DoubleUnaryOperator> combined =
        Map.of(
            "And", v -> v > -1 && v < 1 ? 1 : 0,
            "Or", v -> v > -1 || v < 1 ? 1 : 0,
            "Xor", v -> v > -1 ^ v < 1 ? 1 : 0);
    for (Map.Entry<String, DoubleUnaryOperator> entry : combined.entrySet()) {
      assertRow(
          model()
              .input("x", ANY, 1, ANY)
              .tensor(reals("one", new long[0], 1f))
              .tensor(reals("minus", new long[0], -1f))
              .node("Greater", "x,minus", "a")
              .node("Less", "x,one", "b")
              .node(entry.getKey(), "a,b", "c")
              .node("Cast", "c", "y", integerOf("to", 1)),
          entry.getKey(),
          entry.getValue());
    }
  }

  @Test
  void shouldTellNaNInfinityAndTheirNegation() throws InvalidModelException {
    assertRow(truth("IsNaN"), "IsNaN", v -> Double.isNaN(v) ? 0 : 1);
    assertRow(truth("IsInf"), "IsInf", v -> Double.isInfinite(v) ? 0 : 1);
    assertRow(
        model()
            .input("x", ANY, 1, ANY)
            .node("IsInf", "x", "t", integerOf("detect_negative", 0))
            .node("Cast", "t", "y", integerOf("to", 1)),
        "IsInf of +∞",
        v -> v == INF ? 1 : 0);
  }

  private static OnnxModels truth(String op) {
    return model()
        .input("x", ANY, 1, ANY)
        .node(op, "x", "t")
        .node("Not", "t", "n")
        .node("Cast", "n", "y", integerOf("to", 1));
  }

  @Test
  void shouldTakeTheRestOfADivision() throws InvalidModelException {
    assertRow(
        model()
            .input("x", ANY, 1, ANY)
            .tensor(reals("m", new long[0], 2f))
            .node("Mod", "x,m", "y", integerOf("fmod", 1)),
        "fmod",
        v -> v % 2);
    assertRow(
        model()
            .input("x", ANY, 1, ANY)
            .tensor(reals("m", new long[0], -2f))
            .node("Mod", "x,m", "y"),
        "mod",
        v -> v - Math.floor(v / -2) * -2);
  }

  @Test
  void shouldCutOffCastsToIntegersAndComputeWithThem() throws InvalidModelException {
    assertThat(
            run(
                model()
                    .input("x", ANY, 1, ANY)
                    .tensor(integer("two", 2))
                    .node("Cast", "x", "i", integerOf("to", 7))
                    .node("Mul", "i,two", "d")
                    .node("Cast", "d", "y", integerOf("to", 1)),
                new int[] {1, 1, 4},
                -2.7,
                -0.5,
                0.99,
                3))
        .containsExactly(-4f, 0f, 0f, 6f);
  }

  @Test
  void shouldRefuseToDivideIntegersInNameOfTheDivision() {
    OnnxModels model =
        model()
            .input("x", ANY, 1, ANY)
            .tensor(integer("two", 2))
            .node("Cast", "x", "i", integerOf("to", 7))
            .node("Div", "i,two", "d")
            .node("Cast", "d", "y", integerOf("to", 1))
            .output("y");
    assertThatThrownBy(model::read)
        .isInstanceOf(InvalidModelException.class)
        .hasMessage(
            "Div1 (Div): operator does not stream integers or truth values; cast them to float");
  }

  @Test
  void shouldRaiseToPowersOfBranchesAndOfEachChannel() throws InvalidModelException {
    assertThat(
            run(
                model()
                    .input("x", ANY, 2, ANY)
                    .tensor(reals("e", new long[] {2, 1}, 2f, 3f))
                    .node("Pow", "x,e", "p")
                    .node("Pow", "x,p", "y"),
                new int[] {1, 2, 2},
                2,
                -1,
                2,
                -1))
        .containsExactly(16f, -1f, 256f, -1f);
  }

  @Test
  void shouldChooseByConstantsOfEachChannel() throws InvalidModelException {
    OnnxModels model =
        model()
            .input("x", ANY, 3, ANY)
            .tensor(reals("z", new long[] {3, 1}, 7f, 8f, 9f))
            .tensor(truths("m", new long[] {3, 1}, 1, 0, 1))
            .node("Neg", "x", "n")
            .node("Where", "m,x,n", "a")
            .node("Where", "m,z,a", "y");
    assertThat(run(model, new int[] {1, 3, 2}, 1, 2, 3, 4, 5, 6))
        .containsExactly(7f, 7f, -3f, -4f, 9f, 9f);
  }

  @Test
  void shouldRepeatChannelsThatAChoiceMeets() throws InvalidModelException {
    OnnxModels model =
        model()
            .input("x", ANY, 2, ANY)
            .tensor(reals("z", new long[0], 0f))
            .node("ReduceMax", "x", "m", OnnxModels.ints("axes", 1))
            .node("Greater", "m,z", "c")
            .node("Where", "c,x,z", "y");
    assertThat(run(model, new int[] {1, 2, 2}, 1, -2, -3, -4)).containsExactly(1f, 0f, -3f, 0f);
  }

  @Test
  void shouldGiveTheChannelsOfTheConstantsThatAreChosen() throws InvalidModelException {
    OnnxModels model =
        model()
            .input("x", ANY, 1, ANY)
            .tensor(reals("zero", new long[0], 0f))
            .tensor(reals("a", new long[] {3, 1}, 7f, 7f, 7f))
            .tensor(reals("b", new long[] {3, 1}, 8f, 8f, 8f))
            .node("Greater", "x,zero", "c")
            .node("Where", "c,a,b", "y")
            .output("y");
    assertThat(Network.compile(model.read().network()).outputChannels()).isEqualTo(3);
  }

  @Test
  void shouldGiveTheChannelsOfAnExponent() throws InvalidModelException {
    OnnxModels model =
        model()
            .input("x", ANY, 1, ANY)
            .tensor(reals("p", new long[] {2, 1}, 2f, 2f))
            .node("Pow", "x,p", "y")
            .output("y");
    assertThat(Network.compile(model.read().network()).outputChannels()).isEqualTo(2);
  }

  @Test
  void shouldRefuseAMaskThatVariesOverTime() {
    OnnxModels model =
        model()
            .input("x", ANY, 1, 3)
            .tensor(truths("m", new long[] {3}, 1, 0, 1))
            .tensor(reals("z", new long[0], 0f))
            .weights("w", 2, 1, 1)
            .node("Conv", "x,w", "f")
            .node("Where", "m,f,z", "y")
            .output("y");
    assertThatThrownBy(model::read)
        .isInstanceOf(InvalidModelException.class)
        .hasMessageStartingWith("Where1 (Where): constant varies over time or batches");
  }

  private static TensorProto integer(String name, long value) {
    return TensorProto.newBuilder().setName(name).setDataType(7).addInt64Data(value).build();
  }

  private static TensorProto truths(String name, long[] shape, int... values) {
    TensorProto.Builder tensor = TensorProto.newBuilder().setName(name).setDataType(9);
    for (long size : shape) {
      tensor.addDims(size);
    }
    for (int value : values) {
      tensor.addInt32Data(value);
    }
    return tensor.build();
  }

  private static void assertRow(OnnxModels model, String what, DoubleUnaryOperator expected)
      throws InvalidModelException {
    float[] got = run(model, new int[] {1, 1, INPUT.length}, INPUT);
    for (int i = 0; i < INPUT.length; i++) {
      double wanted = expected.applyAsDouble(INPUT[i]);
      boolean same =
          Double.isNaN(wanted)
              ? Float.isNaN(got[i])
              : got[i] == (float) wanted || Math.abs(got[i] - wanted) <= 1e-6 * Math.abs(wanted);
      assertThat(same).as("%s of %s: expected=%s, got=%s", what, INPUT[i], wanted, got[i]).isTrue();
    }
  }

  private static float[] run(OnnxModels model, int[] shape, double... input)
      throws InvalidModelException {
    OnnxModel read = model.output("y").read();
    return new StreamedModel(read)
        .run(List.of(new NdArray(shape, input, false)), List.of(shape))
        .get(0);
  }
}
