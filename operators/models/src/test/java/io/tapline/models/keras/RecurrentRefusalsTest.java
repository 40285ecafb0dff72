/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.keras;

import static io.tapline.models.keras.TestModel.functional;
import static io.tapline.models.keras.TestModel.sequential;
import static io.tapline.models.keras.TestModel.weight;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapline.models.InvalidModelException;
import io.tapline.models.keras.TestModel.Weight;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Recurrent layers that cannot be taken are named, with the reason. */
class RecurrentRefusalsTest {
  private static final Weight[] WEIGHTS = {
    weight("kernel", 3, 16).of("cell", "cell"),
    weight("recurrent_kernel", 4, 16).of("cell", "cell"),
    weight("bias", 16).of("cell", "cell")
  };

  @TempDir Path folder;

  @Test
  void shouldRefuseMaskedFrames() throws IOException {
    TestModel model =
        sequential("m")
            .input("in", "[null, 10, 3]")
            .layer("Masking", "mask", "mask_value: 0.0")
            .layer("LSTM", "lstm", "units: 4", WEIGHTS);

    assertThat(problems(model))
        .containsExactly(
            "layer leaves out frames that Masking marks, which depends on the values of each frame;"
                + " leave Masking out: layer=lstm, type=LSTM");
  }

  @Test
  void shouldTakeAMaskThatALayerInBetweenForgets() throws IOException {
    TestModel model =
        sequential("m")
            .input("in", "[null, 10, 3]")
            .layer("Masking", "mask", "mask_value: 0.0")
            .layer(
                "Conv1D",
                "conv",
                "filters: 3, kernel_size: 1, use_bias: false",
                weight("kernel", 1, 3, 3))
            .layer("LSTM", "lstm", "units: 4", WEIGHTS);

    assertThat(KerasFile.read(model.h5(folder)).graph().outputs()).hasSize(1);
  }

  @Test
  void shouldRefuseArgumentsThatItCannotFollow() throws IOException {
    assertThat(problem("LSTM", "units: 4, time_major: true"))
        .isEqualTo(
            "layer has time in front of the batch, use time_major=False: layer=x, type=LSTM");
    assertThat(problem("LSTM", "units: 4, activation: 'softmax'"))
        .isEqualTo(
            "activation of a recurrent layer must be one function of one value, use another:"
                + " layer=x, type=LSTM, key=activation");
    assertThat(problem("LSTM", "units: 4, recurrent_activation: 'whatever'"))
        .endsWith("layer=x, type=LSTM, recurrent_activation=whatever");
    assertThat(problem("RNN", "cell: {class_name: 'PeepholeLSTMCell', config: {units: 4}}"))
        .startsWith("cell of the layer is not supported")
        .endsWith("layer=x, type=PeepholeLSTMCell");
    assertThat(problem("RNN", "cell: {class_name: 'Mine>LSTMCell', config: {units: 4}}"))
        .startsWith("layer is Python code");
    assertThat(problem("ConvLSTM1D", "filters: 4, kernel_size: 3"))
        .startsWith("layer is a recurrent convolution");
  }

  @Test
  void shouldRefuseStatesThatOtherLayersGive() throws IOException {
    TestModel model =
        functional("m", "[['in', 0, 0]]", "[['second', 0, 0]]")
            .input("in", "[null, 10, 3]")
            .layer("LSTM", "first", "units: 4, return_state: true", "[[['in', 0, 0, {}]]]", WEIGHTS)
            .layer(
                "LSTM",
                "second",
                "units: 4",
                "[[['in', 0, 0, {}], ['first', 0, 1, {}], ['first', 0, 2, {}]]]",
                WEIGHTS);

    assertThat(problems(model))
        .contains(
            "layer's further outputs, such as the states of return_state, are not supported; read"
                + " its first output only: layer=first, type=LSTM");
  }

  @Test
  void shouldTakeStatesThatNoLayerReads() throws IOException {
    TestModel model =
        functional("m", "[['in', 0, 0]]", "[['first', 0, 0]]")
            .input("in", "[null, 10, 3]")
            .layer(
                "LSTM", "first", "units: 4, return_state: true", "[[['in', 0, 0, {}]]]", WEIGHTS);

    assertThat(KerasFile.read(model.h5(folder)).graph().nodes()).hasSize(2);
  }

  @Test
  void shouldNameAWeightThatIsMissing() {
    assertThatThrownBy(
            () ->
                KerasFile.read(
                    sequential("m")
                        .input("in", "[null, 10, 3]")
                        .layer("LSTM", "lstm", "units: 4", WEIGHTS[0], WEIGHTS[1])
                        .h5(folder)))
        .isInstanceOf(InvalidModelException.class)
        .hasMessageContaining("weights are missing, save the whole model: layer=lstm, weight=bias");
  }

  private String problem(String type, String arguments) throws IOException {
    List<String> problems =
        problems(sequential("m").input("in", "[null, 10, 3]").layer(type, "x", arguments, WEIGHTS));
    assertThat(problems).hasSize(1);
    return problems.get(0);
  }

  private List<String> problems(TestModel model) throws IOException {
    try {
      throw new AssertionError("a faulty model was read: " + KerasFile.read(model.h5(folder)));
    } catch (InvalidModelException e) {
      return e.problems();
    }
  }
}
