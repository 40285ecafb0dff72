/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.keras;

import static io.tapline.models.keras.TestModel.functional;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Operations of Keras 3 and functions of TensorFlow that compute value by value. */
class KerasElementwiseTest {
  private static final String TENSOR =
      "{class_name: '__keras_tensor__', config: {keras_history: ['%s', 0, 0]}}";
  private static final float[][] FRAMES = {
    {1f, -2.5f}, {0.5f, 40f}, {-3f, 0.25f}, {-0.5f, 1.5f}, {0f, 2.5f}
  };
  private static final float INF = Float.POSITIVE_INFINITY;

  @TempDir Path folder;

  @Test
  void shouldApplyEveryFunctionOfKeras3() throws IOException {
    Map<String, DoubleUnaryOperator> functions =
        Map.ofEntries(
            Map.entry("Floor", Math::floor),
            Map.entry("Ceil", Math::ceil),
            Map.entry("Round", Math::rint),
            Map.entry("Trunc", v -> v - v % 1),
            Map.entry("Sin", Math::sin),
            Map.entry("Cos", Math::cos),
            Map.entry("Tan", Math::tan),
            Map.entry("Sinh", Math::sinh),
            Map.entry("Cosh", Math::cosh),
            Map.entry("Arctan", Math::atan),
            Map.entry("Arcsin", Math::asin),
            Map.entry("Arccos", Math::acos),
            Map.entry("Arcsinh", v -> Math.log(v + Math.hypot(v, 1))),
            Map.entry("Arccosh", v -> Math.log(v + Math.sqrt(v * v - 1))),
            Map.entry("Arctanh", v -> Math.log((1 + v) / (1 - v)) / 2),
            Map.entry("Log2", v -> Math.log(v) / Math.log(2)),
            Map.entry("Log10", Math::log10));
    for (Map.Entry<String, DoubleUnaryOperator> function : functions.entrySet()) {
      assertClose(keras3(function.getKey(), "", "$"), function.getKey(), function.getValue());
    }
    assertThatThrownBy(() -> keras3("Round", "decimals: 2", "$"))
        .hasMessageContaining("values can be rounded to whole numbers only")
        .hasMessageContaining("layer=op, type=Round");
  }

  @Test
  void shouldKnowTheFunctionsByTheNamesOfTensorFlow() throws IOException {
    assertClose(tensorFlow("math.floor", "['in', 0, 0, {}]"), "floor", Math::floor);
    assertClose(tensorFlow("math.ceil", "['in', 0, 0, {}]"), "ceil", Math::ceil);
    assertClose(tensorFlow("math.rint", "['in', 0, 0, {}]"), "rint", Math::rint);
    assertClose(tensorFlow("math.sin", "['in', 0, 0, {}]"), "sin", Math::sin);
    assertClose(tensorFlow("math.atan", "['in', 0, 0, {}]"), "atan", Math::atan);
    assertClose(
        tensorFlow("math.floormod", "['in', 0, 0, {y: 2.0}]"),
        "floormod",
        v -> v - Math.floor(v / 2) * 2);
    assertClose(
        tensorFlow("math.floordiv", "['in', 0, 0, {y: 2.0}]"), "floordiv", v -> Math.floor(v / 2));
    assertClose(
        tensorFlow("math.greater", "['in', 0, 0, {y: 0.5}]"), "greater", v -> v > 0.5 ? 1 : 0);
    assertClose(
        tensorFlow("math.squared_difference", "['in', 0, 0, {y: 0.5}]"),
        "squared_difference",
        v -> (v - 0.5) * (v - 0.5));
  }

  @Test
  void shouldTakeRestsPowersAndAnglesOfNumbersAndTensors() throws IOException {
    assertClose(keras3("Mod", "", "$, -2"), "Mod", v -> v - Math.floor(v / -2) * -2);
    assertClose(keras3("FloorDivide", "", "1, $"), "FloorDivide", v -> Math.floor(1 / v));
    assertClose(keras3("Power", "", "$, $"), "Power", v -> v == 40 ? INF : Math.pow(v, v));
    assertClose(keras3("Power", "", "-2, $"), "Power of −2", v -> Math.pow(-2, v));
    assertClose(keras3("Arctan2", "", "$, -1"), "Arctan2", v -> Math.atan2(v, -1));
  }

  @Test
  void shouldCompareInfiniteValuesAndNaN() throws IOException {
    float[][] frames = {{INF, Float.NaN}};

    assertThat(KerasRun.stream(ofKeras3("GreaterEqual", "", "$, $"), frames))
        .isDeepEqualTo(new float[][] {{1f, 0f}});
    assertThat(KerasRun.stream(ofKeras3("NotEqual", "", "$, $"), frames))
        .isDeepEqualTo(new float[][] {{0f, 1f}});
    assertThat(KerasRun.stream(ofKeras3("Isnan", "", "$"), frames))
        .isDeepEqualTo(new float[][] {{0f, 1f}});
    assertThat(KerasRun.stream(ofKeras3("Isinf", "", "$"), frames))
        .isDeepEqualTo(new float[][] {{1f, 0f}});
    assertThat(KerasRun.stream(ofKeras3("Isfinite", "", "$"), new float[][] {{-INF, -3f}}))
        .isDeepEqualTo(new float[][] {{0f, 1f}});
  }

  @Test
  void shouldCastToTruthValuesAndWholeNumbers() throws IOException {
    assertClose(keras3("Cast", "dtype: 'bool'", "$"), "bool", v -> v != 0 ? 1 : 0);
    assertClose(keras3("Cast", "dtype: 'int32'", "$"), "int32", v -> v - v % 1);
    assertThatThrownBy(() -> keras3("Cast", "dtype: 'uint8'", "$"))
        .hasMessageContaining("values can be cast to float32, int32, int64 or bool only");
  }

  @Test
  void shouldSumExponentialsOfChannelsThatAreLarge() throws IOException {
    float[][] rows =
        KerasRun.stream(
            ofKeras3("Logsumexp", "axis: -1, keepdims: false", "$"),
            new float[][] {{1000f, 1001f}, {-1000f, -1000f}});

    assertThat(rows[0]).containsExactly(new float[] {1001.3133f}, within(1e-3f));
    assertThat(rows[1]).containsExactly(new float[] {-999.30685f}, within(1e-3f));
  }

  @Test
  void shouldReplaceMissingValues() throws IOException {
    Path file =
        functional("m", "['in', 0, 0]", "['op', 0, 0]")
            .input("in", "[null, 3, 2]")
            .layer("Isnan", "missing", "", "[{args: [" + TENSOR.formatted("in") + "], kwargs: {}}]")
            .with("module", "'keras.src.ops.numpy'")
            .layer(
                "Where",
                "op",
                "",
                "[{args: ["
                    + TENSOR.formatted("missing")
                    + ", [7.0, -7.0], "
                    + TENSOR.formatted("in")
                    + "], kwargs: {}}]")
            .with("module", "'keras.src.ops.numpy'")
            .h5(folder);

    assertThat(KerasRun.stream(file, new float[][] {{Float.NaN, 1f}, {2f, Float.NaN}}))
        .isDeepEqualTo(new float[][] {{7f, 1f}, {2f, -7f}});
  }

  private static void assertClose(float[][] rows, String what, DoubleUnaryOperator function) {
    for (int t = 0; t < FRAMES.length; t++) {
      for (int c = 0; c < 2; c++) {
        double expected = function.applyAsDouble(FRAMES[t][c]);
        boolean same =
            rows[t][c] == (float) expected
                || Double.isNaN(expected) && Float.isNaN(rows[t][c])
                || Math.abs(rows[t][c] - expected) <= 1e-6 * Math.abs(expected);
        assertThat(same)
            .as("%s of %s: expected=%s, got=%s", what, FRAMES[t][c], expected, rows[t][c])
            .isTrue();
      }
    }
  }

  private float[][] keras3(String type, String config, String arguments) throws IOException {
    return KerasRun.stream(ofKeras3(type, config, arguments), FRAMES);
  }

  private Path ofKeras3(String type, String config, String arguments) throws IOException {
    String args = arguments.replace("$", TENSOR.formatted("in"));
    return functional("m", "['in', 0, 0]", "['op', 0, 0]")
        .input("in", "[null, 5, 2]")
        .layer(type, "op", config, "[{args: [" + args + "], kwargs: {}}]")
        .with("module", "'keras.src.ops.numpy'")
        .h5(folder);
  }

  private float[][] tensorFlow(String function, String node) throws IOException {
    Path file =
        functional("m", "[['in', 0, 0]]", "[['op', 0, 0]]")
            .version("2.11.0")
            .input("in", "[null, 5, 2]")
            .layer("TFOpLambda", "op", "function: '" + function + "'", "[" + node + "]")
            .h5(folder);
    return KerasRun.stream(file, FRAMES);
  }
}
