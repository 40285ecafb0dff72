/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.keras;

import static io.tapline.models.keras.TestModel.functional;
import static io.tapline.models.keras.TestModel.sequential;
import static io.tapline.models.keras.TestModel.weight;
import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.models.InvalidModelException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What cannot be taken is refused by name, with the reason and what helps, all of it together. */
class UnsupportedKerasLayersTest {
  @TempDir Path folder;

  @Test
  void shouldTellAllProblemsTogether() throws IOException {
    TestModel model =
        sequential("m")
            .input("in", "[null, null, 3]")
            .layer(
                "Conv1D",
                "conv",
                "filters: 4, kernel_size: [3]",
                weight("kernel", 5, 3, 4),
                weight("bias", 4))
            .layer("Dense", "dense", "units: 2", weight("kernel", 4, 2))
            .layer("Lambda", "code", "function: 'whatever'")
            .layer("Flatten", "flat", "")
            .layer("ConvLSTM1D", "memory", "filters: 3");

    assertThat(problems(model))
        .containsExactly(
            "weights have another shape than the layer asks for: layer=conv, weight=kernel,"
                + " expected=[3, 3, 4], got=[5, 3, 4]",
            "weights are missing, save the whole model: layer=dense, weight=bias",
            "layer is Python code, which Tapline never runs; put Keras layers in its place or"
                + " export the model to ONNX: layer=code, type=Lambda",
            "layer is a recurrent convolution, which Tapline does not support; use convolutions or"
                + " LSTM: layer=memory, type=ConvLSTM1D");
  }

  @Test
  void shouldNameLayersWithinModels() throws IOException {
    TestModel inner = sequential("inner").layer("Attention", "look", "");
    TestModel model = sequential("m").input("in", "[null, null, 3]").model(inner, "");

    assertThat(problems(model))
        .containsExactly(
            "layer mixes all frames of a window, which does not stream; use convolutions:"
                + " layer=inner/look, type=Attention");
  }

  @Test
  void shouldTakeNoClassOfTheUserForOneOfKeras() throws IOException {
    TestModel model =
        sequential("m")
            .input("in", "[null, null, 3]")
            .layer("Dense", "mine", "units: 2", weight("kernel", 3, 2), weight("bias", 2))
            .with("registered_name", "'Custom>Dense'");

    assertThat(problems(model)).hasSize(1).first().asString().contains("layer=mine, type=Dense");
  }

  @Test
  void shouldRefuseWhatDoesNotStream() throws IOException {
    assertThat(problem("Reshape", "target_shape: [6, 4]"))
        .startsWith("reshape mixes frames and channels")
        .endsWith("layer=x, type=Reshape, input=(None, 12, 2), target_shape=[6, 4]");
    assertThat(problem("Softmax", "axis: 1"))
        .startsWith("layer works along another axis than the channels")
        .endsWith("axis=1, input=(None, 12, 2)");
    assertThat(problem("PReLU", "shared_axes: null"))
        .isEqualTo(
            "alphas differ from frame to frame, train with shared_axes=[1]: layer=x, type=PReLU,"
                + " input=(None, 12, 2)");
    assertThat(problem("Conv1D", "filters: 1, kernel_size: [3], data_format: 'channels_first'"))
        .isEqualTo(
            "layer works along time where it should work on channels, put channels first: layer=x,"
                + " type=Conv1D, input=(None, 12, 2)");
    assertThat(problem("Conv2D", "filters: 1, kernel_size: [3, 3]"))
        .startsWith("layer needs an input of frames, an axis of size 1, and channels");
    assertThat(problem("TimeDistributed", "layer: {class_name: 'Conv1D', config: {}}"))
        .startsWith("layer needs an input of frames and channels: layer=x, type=Conv1D");
    assertThat(problem("Activation", "activation: 'sparsemax'"))
        .endsWith("layer=x, type=Activation, activation=sparsemax");
  }

  @Test
  void shouldRefuseOddArguments() throws IOException {
    assertThat(problem("Conv1D", "filters: 0, kernel_size: [3]"))
        .isEqualTo("filters must be a whole number of at least 1: layer=x, type=Conv1D, got=0");
    assertThat(problem("Conv1D", "filters: 3, kernel_size: [3], groups: 2"))
        .startsWith("groups must divide the channels and the filters");
    assertThat(problem("Conv1D", "filters: 3, kernel_size: [3, 3]"))
        .startsWith("kernel_size must be 1 whole numbers");
    assertThat(problem("ReLU", "max_value: 'much'"))
        .startsWith("max_value must be a finite number");
    assertThat(problem("Permute", "dims: [1, 1]")).startsWith("dims must name every axis once");
  }

  private String problem(String type, String arguments) throws IOException {
    List<String> problems =
        problems(sequential("m").input("in", "[null, 12, 2]").layer(type, "x", arguments));
    assertThat(problems).hasSize(1);
    return problems.get(0);
  }

  @Test
  void shouldRefuseGraphsThatAreNone() throws IOException {
    assertThat(
            problems(
                functional("m", "[['in', 0, 0]]", "[['a', 0, 0], ['nowhere', 0, 0]]")
                    .input("in", "[null, null, 2]")
                    .layer("Add", "a", "", "[[['b', 0, 0, {}], ['in', 0, 0, {}]]]")
                    .layer("Dropout", "b", "", "[[['a', 0, 0, {}]]]")))
        .containsExactlyInAnyOrder(
            "layer reads what no layer gives, or its own output: layer=a, type=Add",
            "layer reads what no layer gives, or its own output: layer=b, type=Dropout",
            "output names no layer of the model: output=a",
            "output names no layer of the model: output=nowhere");
  }

  @Test
  void shouldRefuseBranchesThatCannotMeet() throws IOException {
    TestModel model =
        functional("m", "[['in', 0, 0]]", "[['sum', 0, 0]]")
            .input("in", "[null, 8, 2]")
            .layer("GlobalAveragePooling1D", "mean", "", "[[['in', 0, 0, {}]]]")
            .layer("Add", "sum", "", "[[['in', 0, 0, {}], ['mean', 0, 0, {}]]]");

    assertThat(problems(model))
        .containsExactly(
            "branches must have the same axes; a window's value cannot meet its frames: layer=sum,"
                + " type=Add, inputs=[(None, 8, 2), (None, 2)]");
  }

  @Test
  void shouldRefuseFilesThatAreNoModels() throws IOException {
    Path text = Files.writeString(folder.resolve("text.h5"), "no model");
    assertThat(problems(text)).hasSize(1).first().asString().startsWith("HDF5 file is damaged");
    assertThat(problems(folder)).hasSize(1).first().asString().startsWith("model must be one file");
    assertThat(problems(sequential("m").h5(folder.resolve("m.h5"), "{class_name: 1}")))
        .hasSize(1)
        .first()
        .asString()
        .startsWith("model_config is no JSON");
  }

  private List<String> problems(TestModel model) throws IOException {
    return problems(model.h5(folder));
  }

  private static List<String> problems(Path file) throws IOException {
    try {
      throw new AssertionError("a faulty model was read: " + KerasFile.read(file));
    } catch (InvalidModelException e) {
      return e.problems();
    }
  }
}
