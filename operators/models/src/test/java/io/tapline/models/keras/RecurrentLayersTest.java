/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.keras;

import static io.tapline.models.keras.RecurrentEvaluator.HARD_SIGMOID;
import static io.tapline.models.keras.RecurrentEvaluator.SIGMOID;
import static io.tapline.models.keras.RecurrentEvaluator.reversed;
import static io.tapline.models.keras.TestModel.sequential;
import static io.tapline.models.keras.TestModel.weight;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tapline.models.keras.TestModel.Weight;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Recurrent layers of both file formats give what an evaluator written apart gives. */
class RecurrentLayersTest {
  private static final int FRAMES = 11;
  private static final int CHANNELS = 3;
  private static final int UNITS = 4;

  @TempDir Path folder;

  private final double[][] frames = new double[FRAMES][CHANNELS];

  RecurrentLayersTest() {
    Random random = new Random(7);
    for (double[] frame : frames) {
      for (int c = 0; c < CHANNELS; c++) {
        frame[c] = random.nextFloat() * 2 - 1;
      }
    }
  }

  @Test
  void shouldRunSequencesAsStreams() throws IOException {
    Weights lstm = new Weights("lstm", 4, 4);
    checkStream(
        "LSTM",
        "units: 4",
        lstm,
        RecurrentEvaluator.of(UNITS).lstm(frames, lstm.k, lstm.r, lstm.b));
    Weights gru = new Weights("gru", 3, 6);
    checkStream(
        "GRU",
        "units: 4, reset_after: true",
        gru,
        RecurrentEvaluator.of(UNITS).gru(frames, gru.k, gru.r, gru.b, true));
    Weights before = new Weights("gru", 3, 3);
    checkStream(
        "GRU",
        "units: 4, reset_after: false",
        before,
        RecurrentEvaluator.of(UNITS).gru(frames, before.k, before.r, before.b, false));
    Weights simple = new Weights("simple", 1, 1);
    checkStream(
        "SimpleRNN",
        "units: 4, activation: 'relu'",
        simple,
        new RecurrentEvaluator(UNITS, SIGMOID, x -> Math.max(0, x))
            .simple(frames, simple.k, simple.r, simple.b));
  }

  @Test
  void shouldDoWithoutBias() throws IOException {
    Weights lstm = new Weights("lstm", 4, 0);
    checkStream(
        "LSTM",
        "units: 4, use_bias: false",
        lstm,
        RecurrentEvaluator.of(UNITS).lstm(frames, lstm.k, lstm.r, lstm.b));
  }

  @Test
  void shouldTakeActivationsOfEachKind() throws IOException {
    Weights lstm = new Weights("lstm", 4, 4);
    checkStream(
        "LSTM",
        "units: 4, activation: 'relu', recurrent_activation: 'tanh'",
        lstm,
        new RecurrentEvaluator(UNITS, Math::tanh, x -> Math.max(0, x))
            .lstm(frames, lstm.k, lstm.r, lstm.b));
    checkStream(
        "LSTM",
        "units: 4, activation: null",
        lstm,
        new RecurrentEvaluator(UNITS, SIGMOID, x -> x).lstm(frames, lstm.k, lstm.r, lstm.b));
  }

  @Test
  void shouldHaveHardGatesInFilesOfOldReleases() throws IOException {
    Weights lstm = new Weights("lstm", 4, 4);
    double[][] hard =
        new RecurrentEvaluator(UNITS, HARD_SIGMOID, Math::tanh)
            .lstm(frames, lstm.k, lstm.r, lstm.b);
    TestModel unsaid = model("[null, null, 3]", "LSTM", "units: 4, return_sequences: true", lstm);
    checkRows(KerasRun.stream(unsaid.version("2.2.4").h5(folder), inputs()), hard);
    checkRows(
        KerasRun.stream(unsaid.version("2.3.1").h5(folder), inputs()),
        RecurrentEvaluator.of(UNITS).lstm(frames, lstm.k, lstm.r, lstm.b));
    TestModel said =
        model(
            "[null, null, 3]",
            "LSTM",
            "units: 4, return_sequences: true, recurrent_activation: 'hard_sigmoid'",
            lstm);
    checkRows(KerasRun.stream(said.version("2.15.0").h5(folder), inputs()), hard);
  }

  @Test
  void shouldGiveTheLastStepOfWindows() throws IOException {
    Weights lstm = new Weights("lstm", 4, 4);
    RecurrentEvaluator evaluator = RecurrentEvaluator.of(UNITS);
    checkLast("LSTM", "units: 4", lstm, evaluator.lstm(frames, lstm.k, lstm.r, lstm.b)[FRAMES - 1]);
    checkLast(
        "LSTM",
        "units: 4, go_backwards: true",
        lstm,
        evaluator.lstm(reversed(frames), lstm.k, lstm.r, lstm.b)[FRAMES - 1]);
  }

  @Test
  void shouldGiveSequencesBackwards() throws IOException {
    Weights gru = new Weights("gru", 3, 6);
    double[][] sequence =
        RecurrentEvaluator.of(UNITS).gru(reversed(frames), gru.k, gru.r, gru.b, true);

    TestModel model =
        model(
                "[null, 11, 3]",
                "GRU",
                "units: 4, reset_after: true, return_sequences: true, go_backwards: true",
                gru)
            .layer("Flatten", "all", "");

    for (Path file : files(model)) {
      checkRow(KerasRun.window(file, inputs()), flat(sequence));
    }
  }

  @Test
  void shouldRunCellsOneAfterTheOther() throws IOException {
    Weights first = new Weights("rnn", "cell/cells/lstm_cell", 0, CHANNELS, 4, 4);
    Weights second = new Weights("rnn", "cell/cells/gru_cell", 1, UNITS, 3, 3);
    Weights third = new Weights("rnn", "cell/cells/lstm_cell_1", 2, UNITS, 4, 4);
    RecurrentEvaluator evaluator = RecurrentEvaluator.of(UNITS);
    double[][] sequence = evaluator.lstm(frames, first.k, first.r, first.b);
    sequence = evaluator.gru(sequence, second.k, second.r, second.b, false);
    sequence = evaluator.lstm(sequence, third.k, third.r, third.b);
    List<Weight> all = new ArrayList<>(first.weights);
    all.addAll(second.weights);
    all.addAll(third.weights);

    TestModel model =
        sequential("m")
            .input("in", "[null, null, 3]")
            .layer(
                "RNN",
                "rnn",
                "return_sequences: true, cell: {class_name: 'StackedRNNCells', config: {cells: ["
                    + "{class_name: 'LSTMCell', config: {units: 4}},"
                    + "{class_name: 'GRUCell', config: {units: 4, reset_after: false}},"
                    + "{class_name: 'LSTMCell', config: {units: 4}}]}}",
                all.toArray(Weight[]::new));

    for (Path file : files(model)) {
      checkRows(KerasRun.stream(file, inputs()), sequence);
    }
  }

  @Test
  void shouldRunOneCell() throws IOException {
    Weights simple = new Weights("rnn", 1, 1);
    checkStream(
        "RNN",
        "cell: {class_name: 'SimpleRNNCell', config: {units: 4}}",
        simple,
        RecurrentEvaluator.of(UNITS).simple(frames, simple.k, simple.r, simple.b));
  }

  @Test
  void shouldMakeASequenceOfOneVector() throws IOException {
    Weights encoder = new Weights("encoder", 4, 4);
    Weights decoder = new Weights("decoder", "cell", 0, UNITS, 4, 4);
    RecurrentEvaluator evaluator = RecurrentEvaluator.of(UNITS);
    double[] code = evaluator.lstm(frames, encoder.k, encoder.r, encoder.b)[FRAMES - 1];
    double[][] repeated = new double[5][];
    Arrays.fill(repeated, code);
    double[][] sequence = evaluator.lstm(repeated, decoder.k, decoder.r, decoder.b);

    TestModel model =
        model("[null, 11, 3]", "LSTM", "units: 4", encoder)
            .layer("RepeatVector", "again", "n: 5")
            .layer(
                "LSTM",
                "decoder",
                "units: 4, return_sequences: true",
                decoder.weights.toArray(Weight[]::new))
            .layer("Flatten", "all", "");

    for (Path file : files(model)) {
      checkRow(KerasRun.window(file, inputs()), flat(sequence));
    }
  }

  @Test
  void shouldReadLayersWithinModels() throws IOException {
    Weights first = new Weights("first", 4, 4);
    Weights second = new Weights("second", "cell", 0, UNITS, 3, 3);
    RecurrentEvaluator evaluator = RecurrentEvaluator.of(UNITS);
    double[][] sequence = evaluator.lstm(frames, first.k, first.r, first.b);
    sequence = evaluator.gru(sequence, second.k, second.r, second.b, false);
    TestModel inner =
        model("[null, null, 3]", "LSTM", "units: 4, return_sequences: true", first)
            .layer(
                "GRU",
                "second",
                "units: 4, return_sequences: true, reset_after: false",
                second.weights.toArray(Weight[]::new));

    TestModel model = sequential("outer").input("in", "[null, null, 3]").model(inner, "");

    for (Path file : files(model)) {
      checkRows(KerasRun.stream(file, inputs()), sequence);
    }
  }

  private void checkStream(String type, String arguments, Weights weights, double[][] expected)
      throws IOException {
    TestModel model =
        model("[null, null, 3]", type, arguments + ", return_sequences: true", weights);
    for (Path file : files(model)) {
      checkRows(KerasRun.stream(file, inputs()), expected);
    }
  }

  private void checkLast(String type, String arguments, Weights weights, double[] expected)
      throws IOException {
    for (Path file : files(model("[null, 11, 3]", type, arguments, weights))) {
      checkRow(KerasRun.window(file, inputs()), expected);
    }
  }

  private List<Path> files(TestModel model) throws IOException {
    return List.of(model.h5(folder), model.keras(folder));
  }

  private static TestModel model(String shape, String type, String arguments, Weights weights) {
    return sequential("m")
        .input("in", shape)
        .layer(type, weights.layer, arguments, weights.weights.toArray(Weight[]::new));
  }

  private float[][] inputs() {
    float[][] inputs = new float[FRAMES][CHANNELS];
    for (int t = 0; t < FRAMES; t++) {
      for (int c = 0; c < CHANNELS; c++) {
        inputs[t][c] = (float) frames[t][c];
      }
    }
    return inputs;
  }

  private static double[] flat(double[][] rows) {
    return Arrays.stream(rows).flatMapToDouble(Arrays::stream).toArray();
  }

  private static void checkRows(float[][] rows, double[][] expected) {
    assertThat(rows.length).isEqualTo(expected.length);
    for (int t = 0; t < rows.length; t++) {
      checkRow(rows[t], expected[t]);
    }
  }

  static void checkRow(float[] row, double[] expected) {
    assertThat(row).hasSize(expected.length);
    for (int i = 0; i < row.length; i++) {
      assertThat((double) row[i]).as("value " + i).isCloseTo(expected[i], within(2e-6));
    }
  }

  /** The weights of one cell, and their values. */
  static final class Weights {
    final String layer;
    final List<Weight> weights = new ArrayList<>();
    final float[] k;
    final float[] r;
    final float[] b;

    Weights(String layer, int gates, int biases) {
      this(layer, "cell", 0, CHANNELS, gates, biases);
    }

    /**
     * @param biases vectors of the bias, each of as many values as units; twice the gates for two
     *     biases, 0 for none
     */
    Weights(String layer, String part, int index, int channels, int gates, int biases) {
      this.layer = layer;
      String way = index == 0 ? "cell" : "cell_" + index;
      weights.add(weight("kernel", channels, gates * UNITS).of(part, way));
      weights.add(weight("recurrent_kernel", UNITS, gates * UNITS).of(part, way));
      if (biases == gates) {
        weights.add(weight("bias", gates * UNITS).of(part, way));
      } else if (biases > 0) {
        weights.add(weight("bias", 2, gates * UNITS).of(part, way));
      }
      k = TestModel.values(layer, weights.get(0));
      r = TestModel.values(layer, weights.get(1));
      b = biases > 0 ? TestModel.values(layer, weights.get(2)) : new float[0];
    }
  }
}
