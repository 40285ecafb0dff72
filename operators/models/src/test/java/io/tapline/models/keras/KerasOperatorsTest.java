/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.keras;

import static io.tapline.models.keras.TestModel.functional;
import static io.tapline.models.keras.TestModel.sequential;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.tapline.models.InvalidModelException;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Operations between tensors, as Keras 3 and as tf.keras keep them. */
class KerasOperatorsTest {
  private static final float[][] FRAMES = {{1f, -2f}, {0.5f, 4f}, {-3f, 0.25f}};
  private static final String TENSOR =
      "{class_name: '__keras_tensor__', config: {keras_history: ['%s', 0, 0]}}";
  private static final String ALL = "{class_name: '__slice__', config: {start: null, stop: null}}";

  @TempDir Path folder;

  @Test
  void shouldComputeWithNumbers() throws IOException {
    assertThat(keras3("Multiply", "", "$, 0.25")).isDeepEqualTo(each(x -> x * 0.25f));
    assertThat(keras3("Subtract", "", "1, $")).isDeepEqualTo(each(x -> 1f - x));
    assertThat(keras3("TrueDivide", "", "2.0, $")).isDeepEqualTo(each(x -> 2f / x));
    assertThat(keras3("Maximum", "", "$, 0.3")).isDeepEqualTo(each(x -> Math.max(x, 0.3f)));
    assertThat(keras3("Power", "", "$, 2")).isDeepEqualTo(each(x -> x * x));
    assertThat(keras3("Clip", "x_min: -1, x_max: 1.0", "$"))
        .isDeepEqualTo(each(x -> Math.max(-1f, Math.min(1f, x))));
  }

  @Test
  void shouldApplyFunctions() throws IOException {
    float[][] frames = {{0.5f, 3f}};

    assertThat(KerasRun.stream(ofKeras3("Log1p", "", "$"), frames)[0])
        .containsExactly(new float[] {(float) Math.log(1.5), (float) Math.log(4)}, within(1e-6f));
    assertThat(KerasRun.stream(ofKeras3("Expm1", "", "$"), frames)[0])
        .containsExactly(
            new float[] {(float) Math.expm1(0.5), (float) Math.expm1(3)}, within(1e-5f));
    assertThat(keras3("SoftShrink", "threshold: 1.0", "$"))
        .isDeepEqualTo(each(x -> x > 1 ? x - 1 : x < -1 ? x + 1 : 0f));
    assertThat(keras3("Relu", "", "$")).isDeepEqualTo(each(x -> Math.max(x, 0f)));
    assertThat(keras3("LeakyRelu", "negative_slope: 0.5", "$"))
        .isDeepEqualTo(each(x -> x < 0 ? x / 2 : x));
  }

  @Test
  void shouldChangeAxes() throws IOException {
    assertThat(KerasFile.read(ofKeras3("Reshape", "newshape: [-1, 3, 1, 2]", "$")).graph().nodes())
        .isEmpty();
    assertThat(KerasFile.read(ofKeras3("ExpandDims", "axis: -1", "$")).graph().nodes()).isEmpty();
    assertThat(KerasRun.window(ofKeras3("Reshape", "newshape: [-1, 6]", "$"), FRAMES))
        .containsExactly(1f, -2f, 0.5f, 4f, -3f, 0.25f);
    assertThatThrownBy(() -> keras3("Squeeze", "axis: 1", "$"))
        .hasMessageContaining("an axis of another size than 1 cannot go");
    assertThatThrownBy(() -> keras3("Transpose", "axes: [1, 0, 2]", "$"))
        .hasMessageContaining("transpose must leave the batch in front");
  }

  @Test
  void shouldComputeWithANumberForEachChannel() throws IOException {
    String numbers = "{class_name: '__tensor__', config: {value: [1.0, 10.0], dtype: 'float32'}}";

    float[][] rows = keras3("Subtract", "", "$, " + numbers);

    assertThat(rows).isDeepEqualTo(new float[][] {{0f, -12f}, {-0.5f, -6f}, {-4f, -9.75f}});
    assertThatThrownBy(() -> keras3("Add", "", "$, [[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]]"))
        .hasMessageContaining("others differ from frame to frame: layer=op, type=Add");
    assertThatThrownBy(() -> keras3("Add", "", "$, [1.0, 2.0, 3.0]"))
        .hasMessageContaining("others differ from frame to frame: layer=op, type=Add");
  }

  @Test
  void shouldComputeOfTwoTensors() throws IOException {
    assertThat(keras3("Multiply", "", "$, $")).isDeepEqualTo(each(x -> x * x));
    assertThat(keras3("TrueDivide", "", "$, $")).isDeepEqualTo(each(x -> 1f));
  }

  @Test
  void shouldCompareToOnesAndZeros() throws IOException {
    assertThat(keras3("Greater", "", "$, 0.5")).isDeepEqualTo(each(x -> x > 0.5f ? 1f : 0f));
    assertThat(keras3("GreaterEqual", "", "$, 0.5")).isDeepEqualTo(each(x -> x >= 0.5f ? 1f : 0f));
    assertThat(keras3("Less", "", "$, 0.5")).isDeepEqualTo(each(x -> x < 0.5f ? 1f : 0f));
    assertThat(keras3("LessEqual", "", "0.5, $")).isDeepEqualTo(each(x -> x >= 0.5f ? 1f : 0f));
    assertThat(keras3("Equal", "", "$, 0.5")).isDeepEqualTo(each(x -> x == 0.5f ? 1f : 0f));
    assertThat(keras3("NotEqual", "", "$, 0.5")).isDeepEqualTo(each(x -> x == 0.5f ? 0f : 1f));
    assertThat(keras3("Sign", "", "$")).isDeepEqualTo(each(Math::signum));
    float least = Float.MIN_VALUE;
    assertThat(KerasRun.stream(ofKeras3("Greater", "", "$, 0"), new float[][] {{least, -least}}))
        .isDeepEqualTo(new float[][] {{1f, 0f}});
  }

  @Test
  void shouldReduceChannels() throws IOException {
    assertThat(keras3("Sum", "axis: -1, keepdims: true", "$"))
        .isDeepEqualTo(new float[][] {{-1f}, {4.5f}, {-2.75f}});
    assertThat(keras3("Max", "axis: 2", "$")).isDeepEqualTo(new float[][] {{1f}, {4f}, {0.25f}});
    assertThat(keras3("Var", "axis: [-1], keepdims: false", "$"))
        .isDeepEqualTo(new float[][] {{2.25f}, {3.0625f}, {2.640625f}});
    assertThatThrownBy(() -> keras3("Mean", "axis: 0, keepdims: false", "$"))
        .hasMessageContaining("operation works along the batch");
    assertThatThrownBy(() -> keras3("Mean", "axis: null, keepdims: false", "$"))
        .hasMessageContaining("operation works along the batch");
  }

  @Test
  void shouldReduceWindows() throws IOException {
    assertThat(KerasRun.window(ofKeras3("Mean", "axis: 1, keepdims: false", "$"), FRAMES))
        .containsExactly(new float[] {-0.5f, 0.75f}, within(1e-6f));
    assertThat(KerasRun.window(ofKeras3("Max", "axis: [1, 2], keepdims: false", "$"), FRAMES))
        .containsExactly(4f);
  }

  @Test
  void shouldKeepDeviationsExactBesideLargeMeans() throws IOException {
    float[][] frames = {{1000.5f, 1f}, {999.5f, 1f}, {1000f, 4f}};

    assertThat(KerasRun.window(ofKeras3("Std", "axis: 1, keepdims: false", "$"), frames))
        .containsExactly(
            new float[] {(float) Math.sqrt(1 / 6.0), (float) Math.sqrt(2)}, within(1e-6f));
    assertThat(KerasRun.window(ofKeras3("Var", "axis: 1, keepdims: true", "$"), frames))
        .containsExactly(new float[] {1 / 6f, 2f}, within(1e-6f));
  }

  @Test
  void shouldChooseByComparison() throws IOException {
    float infinite = Float.POSITIVE_INFINITY;

    assertThat(KerasRun.stream(where("greater", "Exp"), new float[][] {{1f, -2f}}))
        .isDeepEqualTo(new float[][] {{(float) Math.exp(1), 0.5f}});
    // What is not chosen may be infinite, or no number.
    assertThat(KerasRun.stream(where("greater", "Exp"), new float[][] {{-infinite, -1f}}))
        .isDeepEqualTo(new float[][] {{0.5f, 0.5f}});
    assertThat(KerasRun.stream(where("greater", "Log"), new float[][] {{1f, -1f}}))
        .isDeepEqualTo(new float[][] {{0f, 0.5f}});
    assertThatThrownBy(() -> KerasFile.read(where("in", "Exp")))
        .hasMessageContaining("operation can work on comparisons only")
        .hasMessageContaining("layer=op, type=Where");
  }

  /** where(condition, function(x), 0.5). */
  private Path where(String condition, String function) throws IOException {
    String x = TENSOR.formatted("in");
    return functional("m", "['in', 0, 0]", "['op', 0, 0]")
        .input("in", "[null, 3, 2]")
        .layer("Greater", "greater", "", "[{args: [" + x + ", 0], kwargs: {}}]")
        .with("module", "'keras.src.ops.numpy'")
        .layer(function, "function", "", "[{args: [" + x + "], kwargs: {}}]")
        .with("module", "'keras.src.ops.numpy'")
        .layer(
            "Where",
            "op",
            "",
            "[{args: ["
                + TENSOR.formatted(condition)
                + ", "
                + TENSOR.formatted("function")
                + ", 0.5], kwargs: {}}]")
        .with("module", "'keras.src.ops.numpy'")
        .h5(folder);
  }

  @Test
  void shouldTakeParts() throws IOException {
    assertThat(KerasRun.window(ofKeras3("GetItem", "", "$, [" + ALL + ", -1]"), FRAMES))
        .containsExactly(-3f, 0.25f);
    assertThat(KerasRun.window(ofKeras3("GetItem", "", "$, [" + ALL + ", 1, 0]"), FRAMES))
        .containsExactly(0.5f);
    assertThat(keras3("GetItem", "", "$, [{class_name: '__ellipsis__'}, 1]"))
        .isDeepEqualTo(new float[][] {{-2f}, {4f}, {0.25f}});
    String range = "{class_name: '__slice__', config: {start: %s, stop: %s, step: null}}";
    assertThat(keras3("GetItem", "", "$, [" + ALL + ", " + range.formatted("1", "null") + "]"))
        .isDeepEqualTo(new float[][] {{0.5f, 4f}, {-3f, 0.25f}});
    assertThat(keras3("GetItem", "", "$, [" + ALL + ", " + range.formatted("-3", "-1") + "]"))
        .isDeepEqualTo(new float[][] {{1f, -2f}, {0.5f, 4f}});
  }

  @Test
  void shouldRefusePartsThatAreNotThere() {
    assertThatThrownBy(() -> keras3("GetItem", "", "$, [" + ALL + ", 3]"))
        .hasMessageContaining("layer=op, type=GetItem, size=3");
    assertThatThrownBy(() -> keras3("GetItem", "", "$, [0]"))
        .hasMessageContaining("a part of the batch cannot be taken");
    assertThatThrownBy(() -> keras3("GetItem", "", "$, [" + ALL + ", [0, 2]]"))
        .hasMessageContaining("only whole numbers, ranges and … can stand between the brackets");
  }

  @Test
  void shouldCountFromTheStartWhereTheLengthIsOpen() throws IOException {
    String firstTwo = "$, [" + ALL + ", {class_name: '__slice__', config: {start: 0, stop: 2}}]";

    assertThatThrownBy(() -> KerasFile.read(model("[null, null, 2]", "GetItem", "", firstTwo)))
        .hasMessageContaining("depends on the length");
  }

  @Test
  void shouldRefuseWhatItDoesNotKnowByItsName() {
    assertThatThrownBy(() -> keras3("Matmul", "", "$, $"))
        .isInstanceOf(InvalidModelException.class)
        .hasMessageContaining("layer=op, type=Matmul, operation=matmul");
    assertThatThrownBy(() -> keras3("Cast", "dtype: 'int8'", "$"))
        .hasMessageContaining("values can be cast to float32, int32, int64 or bool only");
  }

  /** As the .h5 of Keras 3 has them. */
  @Test
  void shouldKnowOperationsWithoutTheirModules() throws IOException {
    assertThat(withoutModule("Add", "", "[$, 1.5]")).isDeepEqualTo(each(x -> x + 1.5f));
    assertThat(withoutModule("Multiply", "", "[$, $]")).isDeepEqualTo(each(x -> x * x));
    assertThat(withoutModule("Add", "", "[[$, $]]")).isDeepEqualTo(each(x -> x + x));
    assertThat(withoutModule("Add", "trainable: true", "[[$, $]]")).isDeepEqualTo(each(x -> x + x));
    assertThat(withoutModule("TrueDivide", "", "[$, 2]")).isDeepEqualTo(each(x -> x / 2));
    assertThat(withoutModule("Sum", "axis: -1, keepdims: true", "[$]"))
        .isDeepEqualTo(new float[][] {{-1f}, {4.5f}, {-2.75f}});
    assertThatThrownBy(() -> withoutModule("Add", "trainable: true", "[[$, 2.0]]"))
        .hasMessageContaining("layer reads a number");
  }

  private float[][] withoutModule(String type, String config, String arguments) throws IOException {
    String args = arguments.replace("$", TENSOR.formatted("in"));
    Path file =
        functional("m", "['in', 0, 0]", "['op', 0, 0]")
            .input("in", "[null, 3, 2]")
            .layer(type, "op", config, "[{args: " + args + ", kwargs: {}}]")
            .h5(folder);
    return KerasRun.stream(file, FRAMES);
  }

  @Test
  void shouldReadFunctionsOfTensorFlow() throws IOException {
    assertThat(tensorFlow("math.multiply", "['in', 0, 0, {y: 0.25, name: null}]"))
        .isDeepEqualTo(each(x -> x * 0.25f));
    assertThat(tensorFlow("__operators__.add", "['in', 0, 0, {y: ['in', 0, 0], name: null}]"))
        .isDeepEqualTo(each(x -> x + x));
    assertThat(tensorFlow("math.subtract", "['_CONSTANT_VALUE', -1, 2.0, {y: ['in', 0, 0]}]"))
        .isDeepEqualTo(each(x -> 2f - x));
    assertThat(tensorFlow("math.reduce_sum", "['in', 0, 0, {axis: -1, keepdims: true}]"))
        .isDeepEqualTo(new float[][] {{-1f}, {4.5f}, {-2.75f}});
    assertThat(tensorFlow("concat", "[['in', 0, 0, {axis: -1}], ['in', 0, 0, {axis: -1}]]"))
        .isDeepEqualTo(new float[][] {{1, -2, 1, -2}, {0.5f, 4, 0.5f, 4}, {-3, 0.25f, -3, 0.25f}});
  }

  @Test
  void shouldReadPartsOfTensorFlow() throws IOException {
    String all = "{start: null, stop: null, step: null}";
    Path file =
        functional("m", "[['in', 0, 0]]", "[['op', 0, 0]]")
            .input("in", "[null, 3, 2]")
            .layer(
                "SlicingOpLambda",
                "op",
                "function: '__operators__.getitem'",
                "[['in', 0, 0, {slice_spec: [" + all + ", -1, " + all + "]}]]")
            .h5(folder);

    assertThat(KerasRun.window(file, FRAMES)).containsExactly(-3f, 0.25f);
  }

  @Test
  void shouldNotOverlookTensorsAmongNamedArguments() throws IOException {
    Path file =
        functional("m", "[['in', 0, 0]]", "[['b', 0, 0]]")
            .input("in", "[null, 3, 2]")
            .layer("Activation", "a", "activation: 'relu'", "[[['in', 0, 0, {}]]]")
            .layer("Activation", "b", "activation: 'relu'", "[[['in', 0, 0, {x: ['a', 0, 0]}]]]")
            .h5(folder);

    assertThatThrownBy(() -> KerasFile.read(file))
        .hasMessageContaining("layer must have one input: layer=b, type=Activation, inputs=2");
  }

  @Test
  void shouldRefuseLayersThatTrainWhileTheyRun() throws IOException {
    Path file =
        functional("m", "[['in', 0, 0]]", "[['drop', 0, 0]]")
            .input("in", "[null, 3, 2]")
            .layer("Dropout", "drop", "rate: 0.5", "[[['in', 0, 0, {training: true}]]]")
            .h5(folder);

    assertThatThrownBy(() -> KerasFile.read(file))
        .hasMessageContaining("layer is called with training=True")
        .hasMessageContaining("layer=drop, type=Dropout");
  }

  @Test
  void shouldGiveValuesOfAWindowAShapeAgain() throws IOException {
    TestModel model =
        sequential("m")
            .input("in", "[null, 3, 2]")
            .layer("Flatten", "flat", "")
            .layer("Reshape", "block", "target_shape: [3, 2]")
            .layer("Activation", "abs", "activation: 'relu'");

    assertThat(KerasRun.window(model.h5(folder), FRAMES))
        .containsExactly(1f, 0f, 0.5f, 4f, 0f, 0.25f);
    model.layer("GlobalMaxPooling1D", "max", "");
    assertThatThrownBy(() -> KerasFile.read(model.h5(folder)))
        .hasMessageContaining("layer=max, type=GlobalMaxPooling1D");
  }

  private interface Function {
    float of(float x);
  }

  private static float[][] each(Function function) {
    float[][] rows = new float[FRAMES.length][2];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = new float[] {function.of(FRAMES[i][0]), function.of(FRAMES[i][1])};
    }
    return rows;
  }

  /** The rows of an operation on the input, which is $ among its arguments. */
  private float[][] keras3(String type, String config, String arguments) throws IOException {
    return KerasRun.stream(ofKeras3(type, config, arguments), FRAMES);
  }

  private Path ofKeras3(String type, String config, String arguments) throws IOException {
    return model("[null, 3, 2]", type, config, arguments);
  }

  private Path model(String shape, String type, String config, String arguments)
      throws IOException {
    String args = arguments.replace("$", TENSOR.formatted("in"));
    return functional("m", "['in', 0, 0]", "['op', 0, 0]")
        .input("in", shape)
        .layer(type, "op", config, "[{args: [" + args + "], kwargs: {}}]")
        .with("module", "'keras.src.ops.numpy'")
        .h5(folder);
  }

  private float[][] tensorFlow(String function, String node) throws IOException {
    Path file =
        functional("m", "[['in', 0, 0]]", "[['op', 0, 0]]")
            .version("2.11.0")
            .input("in", "[null, 3, 2]")
            .layer("TFOpLambda", "op", "function: '" + function + "'", "[" + node + "]")
            .h5(folder);
    return KerasRun.stream(file, FRAMES);
  }
}
