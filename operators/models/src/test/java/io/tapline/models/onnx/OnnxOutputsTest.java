/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.onnx;

import static io.tapline.models.onnx.OnnxModels.integerOf;
import static io.tapline.models.onnx.OnnxModels.ints;
import static io.tapline.models.onnx.OnnxModels.model;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapline.models.InvalidModelException;
import io.tapline.models.onnx.model.NdArray;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What leaves the graph is what the file says leaves it: every output, and every value of it. */
class OnnxOutputsTest {
  private static final int[] SHAPE = {1, 3, 8};

  private static OnnxModels convolved() {
    return model().input("x", 1, 3, 8).weights("w", 4, 3, 3).node("Conv", "x,w", "a");
  }

  private static List<float[]> run(OnnxModels model, int[]... shapes) throws InvalidModelException {
    double[] values = new double[24];
    for (int i = 0; i < values.length; i++) {
      values[i] = Math.sin(i);
    }
    return new StreamedModel(model.read())
        .run(List.of(new NdArray(SHAPE, values, false)), List.of(shapes));
  }

  @Test
  void shouldGiveAFlattenedWindow() throws InvalidModelException {
    float[] sequence = run(convolved().output("a"), new int[] {1, 4, 6}).get(0);

    assertThat(run(convolved().node("Flatten", "a", "y").output("y"), new int[] {1, 24}).get(0))
        .containsExactly(sequence);
    assertThat(
            run(
                    convolved().integers("s", 24).node("Reshape", "a,s", "y").output("y"),
                    new int[] {24})
                .get(0))
        .containsExactly(sequence);
  }

  @Test
  void shouldGiveATransposedAndFlattenedWindow() throws InvalidModelException {
    float[] sequence = run(convolved().output("a"), new int[] {1, 4, 6}).get(0);
    float[] transposed =
        run(
                convolved()
                    .node("Transpose", "a", "b", ints("perm", 0, 2, 1))
                    .node("Flatten", "b", "y")
                    .output("y"),
                new int[] {1, 24})
            .get(0);

    for (int i = 0; i < 24; i++) {
      assertThat(transposed[i]).isEqualTo(sequence[i % 4 * 6 + i / 4]);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"Relu", "Sigmoid", "Tanh", "LeakyRelu", "Neg", "Clip", "Identity"})
  void shouldGiveWhatFollowsAFlattenedWindow(String op) throws InvalidModelException {
    float[] before = run(convolved().node(op, "a", "y").output("y"), new int[] {1, 4, 6}).get(0);
    float[] after =
        run(convolved().node("Flatten", "a", "b").node(op, "b", "y").output("y"), new int[] {1, 24})
            .get(0);

    assertThat(after).containsExactly(before);
  }

  @Test
  void shouldGiveAFlattenedWindowBesideAnotherOutput() throws InvalidModelException {
    OnnxModels model =
        convolved()
            .node("Flatten", "a", "b")
            .weights("m", 24, 2)
            .node("MatMul", "b,m", "c")
            .output("c", "b");

    List<float[]> results = run(model, new int[] {1, 2}, new int[] {1, 24});

    assertThat(results.get(1))
        .containsExactly(run(convolved().output("a"), new int[] {1, 4, 6}).get(0));
  }

  @Test
  void shouldRefuseAnOutputThatIsNotSupportedBesideOneThatIs() {
    assertThatThrownBy(
            () ->
                convolved()
                    .node("MaxPool", "a", "y,places", ints("kernel_shape", 2))
                    .output("y", "places")
                    .read())
        .isInstanceOf(InvalidModelException.class)
        .hasMessageContaining("output places");
  }

  @Test
  void shouldRefuseADropoutInTrainingMode() {
    assertThatThrownBy(() -> dropout(0.5f, 1).read())
        .isInstanceOf(InvalidModelException.class)
        .hasMessageContaining("training mode");
    assertThatThrownBy(
            () ->
                convolved()
                    .opset(6)
                    .node("Dropout", "a", "y", integerOf("is_test", 0))
                    .output("y")
                    .read())
        .isInstanceOf(InvalidModelException.class)
        .hasMessageContaining("training mode");
  }

  @Test
  void shouldTakeADropoutThatDropsNothingForWhatItReads() throws InvalidModelException {
    float[] expected = run(convolved().output("a"), new int[] {1, 4, 6}).get(0);

    assertThat(run(dropout(0.5f, 0), new int[] {1, 4, 6}).get(0)).containsExactly(expected);
    assertThat(run(dropout(0, 1), new int[] {1, 4, 6}).get(0)).containsExactly(expected);
  }

  private static OnnxModels dropout(float ratio, long training) {
    return convolved()
        .reals("ratio", ratio)
        .integer("training", training)
        .node("Dropout", "a,ratio,training", "y")
        .output("y");
  }
}
