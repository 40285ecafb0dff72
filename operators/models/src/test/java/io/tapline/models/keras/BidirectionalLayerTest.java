/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.keras;

import static io.tapline.models.keras.RecurrentEvaluator.reversed;
import static io.tapline.models.keras.TestModel.sequential;
import static io.tapline.models.keras.TestModel.weight;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapline.models.keras.TestModel.Weight;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleBinaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Both directions of a window, and what becomes of them. */
class BidirectionalLayerTest {
  private static final int FRAMES = 9;
  private static final int UNITS = 4;
  private static final String LSTM =
      "{class_name: 'LSTM', config: {name: 'forward_a', units: 4%s}}";
  private static final String GRU =
      "{class_name: 'GRU', config: {name: 'b', units: 4, reset_after: false%s}}";

  @TempDir Path folder;

  private final double[][] frames = new double[FRAMES][3];

  BidirectionalLayerTest() {
    Random random = new Random(3);
    for (double[] frame : frames) {
      Arrays.setAll(frame, c -> random.nextFloat() * 2 - 1);
    }
  }

  @Test
  void shouldJoinTheLastStatesOfBothDirections() throws IOException {
    double[] forward = lstm("forward", frames)[FRAMES - 1];
    double[] backward = lstm("backward", reversed(frames))[FRAMES - 1];

    check("merge_mode: 'concat', layer: " + LSTM.formatted(""), beside(forward, backward));
    check("layer: " + LSTM.formatted(""), beside(forward, backward));
    check("merge_mode: 'sum', layer: " + LSTM.formatted(""), both(forward, backward, Double::sum));
    check(
        "merge_mode: 'mul', layer: " + LSTM.formatted(""),
        both(forward, backward, (a, b) -> a * b));
    check(
        "merge_mode: 'ave', layer: " + LSTM.formatted(""),
        both(forward, backward, (a, b) -> (a + b) / 2));
  }

  @Test
  void shouldTurnTheSequenceOfTheBackwardLayerRound() throws IOException {
    double[][] forward = lstm("forward", frames);
    double[][] backward = reversed(lstm("backward", reversed(frames)));

    check(
        "merge_mode: 'concat', layer: " + LSTM.formatted(", return_sequences: true"),
        sequence(forward, backward));
  }

  @Test
  void shouldTakeABackwardLayerOfItsOwn() throws IOException {
    double[] forward = lstm("forward", frames)[FRAMES - 1];
    Weight[] weights = weights("backward", 3);
    double[] backward =
        RecurrentEvaluator.of(UNITS)
            .gru(
                reversed(frames),
                TestModel.values("both", weights[0]),
                TestModel.values("both", weights[1]),
                TestModel.values("both", weights[2]),
                false)[FRAMES - 1];

    TestModel model =
        model(
            "layer: "
                + LSTM.formatted("")
                + ", backward_layer: "
                + GRU.formatted(", go_backwards: true"),
            3);

    for (Path file : List.of(model.h5(folder), model.keras(folder))) {
      RecurrentLayersTest.checkRow(KerasRun.window(file, inputs()), beside(forward, backward));
    }
  }

  @Test
  void shouldFindWeightsWithinModelsWithNamesOfTheDirections() throws IOException {
    double[] forward = lstm("forward", frames)[FRAMES - 1];
    double[] backward = lstm("backward", reversed(frames))[FRAMES - 1];
    TestModel inner = sequential("backward_half").input("in", "[null, 9, 3]");
    inner.layer("Bidirectional", "both", "layer: " + LSTM.formatted(""), bothWeights(4));

    TestModel model = sequential("m").input("in", "[null, 9, 3]").model(inner, "");

    for (Path file : List.of(model.h5(folder), model.keras(folder))) {
      RecurrentLayersTest.checkRow(KerasRun.window(file, inputs()), beside(forward, backward));
    }
  }

  @Test
  void shouldRefuseWhatIsNoPair() {
    assertThatThrownBy(() -> KerasFile.read(model("layer: {class_name: 'Dense'}", 4).h5(folder)))
        .hasMessageContaining(
            "layer can wrap recurrent layers only: layer=both, type=Bidirectional, wrapped=Dense");
    assertThatThrownBy(
            () ->
                KerasFile.read(
                    model("merge_mode: null, layer: " + LSTM.formatted(""), 4).h5(folder)))
        .hasMessageContaining("layer has two outputs, use a merge_mode: layer=both");
    assertThatThrownBy(
            () ->
                KerasFile.read(
                    model(
                            "layer: "
                                + LSTM.formatted("")
                                + ", backward_layer: "
                                + GRU.formatted(""),
                            3)
                        .h5(folder)))
        .hasMessageContaining("the two layers must differ in go_backwards");
  }

  private void check(String arguments, double[] expected) throws IOException {
    TestModel model = model(arguments, 4);
    if (expected.length > 2 * UNITS) {
      model.layer("Flatten", "all", "");
    }
    for (Path file : List.of(model.h5(folder), model.keras(folder))) {
      RecurrentLayersTest.checkRow(KerasRun.window(file, inputs()), expected);
    }
  }

  private static TestModel model(String arguments, int backwardGates) {
    return sequential("m")
        .input("in", "[null, 9, 3]")
        .layer("Bidirectional", "both", arguments, bothWeights(backwardGates));
  }

  private static Weight[] bothWeights(int backwardGates) {
    Weight[] forward = weights("forward", 4);
    Weight[] backward = weights("backward", backwardGates);
    Weight[] all = Arrays.copyOf(forward, 6);
    System.arraycopy(backward, 0, all, 3, 3);
    return all;
  }

  private static Weight[] weights(String side, int gates) {
    String part = side + "_layer/cell";
    String way = side + "_a/cell";
    return new Weight[] {
      weight("kernel", 3, gates * UNITS).of(part, way),
      weight("recurrent_kernel", UNITS, gates * UNITS).of(part, way),
      weight("bias", gates * UNITS).of(part, way)
    };
  }

  private static double[][] lstm(String side, double[][] frames) {
    Weight[] weights = weights(side, 4);
    return RecurrentEvaluator.of(UNITS)
        .lstm(
            frames,
            TestModel.values("both", weights[0]),
            TestModel.values("both", weights[1]),
            TestModel.values("both", weights[2]));
  }

  private float[][] inputs() {
    float[][] inputs = new float[FRAMES][3];
    for (int t = 0; t < FRAMES; t++) {
      for (int c = 0; c < 3; c++) {
        inputs[t][c] = (float) frames[t][c];
      }
    }
    return inputs;
  }

  private static double[] beside(double[] a, double[] b) {
    double[] all = Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, all, a.length, b.length);
    return all;
  }

  private static double[] both(double[] a, double[] b, DoubleBinaryOperator operator) {
    double[] all = new double[a.length];
    Arrays.setAll(all, i -> operator.applyAsDouble(a[i], b[i]));
    return all;
  }

  private static double[] sequence(double[][] a, double[][] b) {
    double[] all = new double[0];
    for (int t = 0; t < a.length; t++) {
      all = beside(all, beside(a[t], b[t]));
    }
    assertThat(all).hasSize(FRAMES * 2 * UNITS);
    return all;
  }
}
