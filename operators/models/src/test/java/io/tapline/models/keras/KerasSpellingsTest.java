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

import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import io.jhdf.api.DatasetCreationOptions;
import io.jhdf.api.WritableGroup;
import io.tapline.models.ImportedNetwork;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One model written in several ways is one network. */
class KerasSpellingsTest {
  @TempDir Path folder;

  @Test
  void shouldReadNumbersFlagsAndListsInAnySpelling() throws IOException {
    ImportedNetwork usual =
        KerasFile.read(
            model("[null, 8, 3]", "filters: 4, kernel_size: [3], use_bias: true", "axis: -1"));

    assertThat(
            KerasFile.read(
                model(
                    "[null, 8.0, 3.0]",
                    "filters: 4.0, kernel_size: 3.0, use_bias: 1, foo: {bar: [1]}",
                    "axis: [2.0], scale: 1, center: 1.0")))
        .isEqualTo(usual);
    assertThat(
            KerasFile.read(
                model(
                    "{class_name: '__tuple__', items: [null, 8, 3]}",
                    "filters: 4, padding: 'VALID', kernel_size: {class_name: '__tuple__', items:"
                        + " [3]}",
                    "axis: {class_name: 'ListWrapper', config: [2]}")))
        .isEqualTo(usual);
  }

  @Test
  void shouldTakeNothingForAnotherNumber() {
    assertThatThrownBy(() -> KerasFile.read(model("[null, 8, 3]", "filters: 4.5", "")))
        .hasMessageContaining("filters must be a whole number of at least 1")
        .hasMessageContaining("got=4.5");
    assertThatThrownBy(() -> KerasFile.read(model("[null, 8, 3]", "filters: 4, use_bias: 2", "")))
        .hasMessageContaining("use_bias must be true or false");
    assertThatThrownBy(() -> KerasFile.read(model("[null, 8.5, 3]", "filters: 4", "")))
        .hasMessageContaining("input's sizes must be whole numbers");
  }

  @Test
  void shouldTakeClassesOfKerasAndOfNobodyElse() throws IOException {
    ImportedNetwork plain = KerasFile.read(dense("Dense", "module", "null"));

    assertThat(KerasFile.read(dense("Dense", "module", "'keras.layers'"))).isEqualTo(plain);
    assertThat(KerasFile.read(dense("Dense", "registered_name", "'keras>Dense'"))).isEqualTo(plain);
    assertThat(KerasFile.read(dense("keras.src.layers.core.dense>Dense", "module", "null")))
        .isEqualTo(plain);
    for (Path file :
        List.of(
            dense("Custom>Dense", "module", "null"),
            dense("Dense", "registered_name", "'keras_tuner>Dense'"),
            dense("Dense", "module", "'my.layers'"),
            dense("Dense", "module", "'keras_own'"))) {
      assertThatThrownBy(() -> KerasFile.read(file))
          .hasMessageContaining("layer is Python code, which Tapline never runs")
          .hasMessageContaining("layer=dense, type=");
    }
  }

  @Test
  void shouldTakeNoFunctionOfTheUserForOneOfKeras() throws IOException {
    for (String activation :
        List.of(
            "{class_name: 'function', config: 'relu', registered_name: 'Custom>relu'}",
            "{module: 'my.layers', class_name: 'ReLU', config: {}}")) {
      Path file =
          sequential("m")
              .input("in", "[null, null, 3]")
              .layer("Activation", "mine", "activation: " + activation)
              .h5(folder);
      assertThatThrownBy(() -> KerasFile.read(file))
          .hasMessageContaining("is Python code, which Tapline never runs")
          .hasMessageContaining("layer=mine");
    }
  }

  private Path dense(String type, String key, String value) throws IOException {
    return sequential("m")
        .input("in", "[null, null, 3]")
        .layer(type, "dense", "units: 2, use_bias: false", weight("kernel", 3, 2))
        .with(key, value)
        .h5(folder);
  }

  private Path model(String shape, String convolution, String normalization) throws IOException {
    return sequential("m")
        .input("in", shape)
        .layer(
            "Conv1D",
            "conv",
            convolution.contains("kernel_size")
                ? convolution
                : "kernel_size: 3" + ", " + convolution,
            weight("kernel", 3, 3, 4),
            weight("bias", 4))
        .layer(
            "BatchNormalization",
            "bn",
            normalization,
            weight("gamma", 4),
            weight("beta", 4),
            weight("moving_mean", 4),
            weight("moving_variance", 4))
        .h5(folder);
  }

  @Test
  void shouldCountUsesOfModelsFromZeroAndFromOne() throws IOException {
    ImportedNetwork fromZero = KerasFile.read(nested(0));

    assertThat(KerasFile.read(nested(1))).isEqualTo(fromZero);
    assertThatThrownBy(() -> KerasFile.read(nested(2)))
        .hasMessageContaining("it is not clear which use of the model is read")
        .hasMessageContaining("layer=block");
  }

  /** A model that is used twice, one use reading the other. */
  private Path nested(int first) throws IOException {
    TestModel block =
        sequential("block")
            .input("block_in", "[null, null, 3]")
            .layer("Dense", "dense", "units: 3, use_bias: false", weight("kernel", 3, 3));
    return functional("m", "[['in', 0, 0]]", "[['block', " + (first + 1) + ", 0]]")
        .input("in", "[null, null, 3]")
        .model(block, "[[['in', 0, 0, {}]], [['block', " + first + ", 0, {}]]]")
        .h5(folder);
  }

  @Test
  void shouldFindGroupsThatWindowsNames() throws IOException {
    TestModel inner =
        sequential("inner")
            .layer("Dense", "dense", "units: 2", weight("kernel", 3, 2), weight("bias", 2));
    TestModel model =
        sequential("m")
            .input("in", "[null, null, 3]")
            .layer("Dense", "dense", "units: 3, use_bias: false", weight("kernel", 3, 3))
            .model(inner, "");
    Path weights = Files.createTempFile(folder, "weights", ".h5");
    try (WritableHdfFile hdf5 = HdfFile.write(weights)) {
      variable(hdf5.putGroup("layers\\dense"), 0, TestModel.array("dense", weight("kernel", 3, 3)));
      WritableGroup deep = hdf5.putGroup("layers\\sequential\\layers\\dense");
      variable(
          deep,
          0,
          TestModel.array("dense", weight("kernel", 3, 2)),
          TestModel.array("dense", weight("bias", 2)));
    }
    Path file =
        model.zip(
            folder, model.config().getBytes(StandardCharsets.UTF_8), Files.readAllBytes(weights));

    assertThat(KerasFile.read(file)).isEqualTo(KerasFile.read(model.keras(folder)));
  }

  private static void variable(WritableGroup group, int first, Object... values) {
    WritableGroup variables = group.putGroup("vars");
    for (int i = 0; i < values.length; i++) {
      variables.putDataset(String.valueOf(first + i), values[i]);
    }
  }

  @Test
  void shouldReadWeightsInChunks() throws IOException {
    TestModel model =
        sequential("m")
            .input("in", "[null, null, 3]")
            .layer("Dense", "dense", "units: 5, use_bias: false", weight("kernel", 3, 5));
    DatasetCreationOptions chunks =
        DatasetCreationOptions.builder().chunkDimensions(2, 2).shuffle().deflate().build();
    Path weights = Files.createTempFile(folder, "weights", ".h5");
    try (WritableHdfFile hdf5 = HdfFile.write(weights)) {
      hdf5.putGroup("layers")
          .putGroup("dense")
          .putGroup("vars")
          .putDataset("0", TestModel.array("dense", weight("kernel", 3, 5)), chunks);
    }
    Path file =
        model.zip(
            folder, model.config().getBytes(StandardCharsets.UTF_8), Files.readAllBytes(weights));

    assertThat(KerasFile.read(file)).isEqualTo(KerasFile.read(model.keras(folder)));
  }

  @Test
  void shouldTakeWindowsInARow() throws IOException {
    String conv = "filters: 2, kernel_size: 3, use_bias: false";
    ImportedNetwork usual =
        KerasFile.read(
            sequential("m")
                .input("in", "[null, 5, 2]")
                .layer("Conv1D", "conv", conv, weight("kernel", 3, 2, 2))
                .h5(folder));

    assertThat(usual.inputFrames()).isEqualTo(OptionalInt.of(5));
    assertThat(
            KerasFile.read(
                sequential("m")
                    .input("in", "[null, 10]")
                    .layer("Dropout", "drop", "")
                    .layer("Reshape", "rows", "target_shape: [-1, 2]")
                    .layer("Conv1D", "conv", conv, weight("kernel", 3, 2, 2))
                    .h5(folder)))
        .isEqualTo(usual);
    assertThat(
            KerasFile.read(
                sequential("m")
                    .input("in", "[null, 10]")
                    .layer("Reshape", "rows", "target_shape: [2, 5]")
                    .layer("Permute", "turn", "dims: [2, 1]")
                    .layer("Conv1D", "conv", conv, weight("kernel", 3, 2, 2))
                    .h5(folder)))
        .isEqualTo(usual);
    assertThat(
            KerasFile.read(
                sequential("m")
                    .input("in", "[null, 2, 5]")
                    .layer("Permute", "turn", "dims: [2, 1]")
                    .layer("Conv1D", "conv", conv, weight("kernel", 3, 2, 2))
                    .h5(folder)))
        .isEqualTo(usual);
    assertThat(
            KerasFile.read(
                sequential("m")
                    .input("in", "[null, 2, 5]")
                    .layer(
                        "Conv1D",
                        "conv",
                        conv + ", data_format: 'channels_first'",
                        weight("kernel", 3, 2, 2))
                    .h5(folder)))
        .isEqualTo(usual);
  }

  @Test
  void shouldTakeNoOtherAxisForTimeWithoutALayerThatShowsIt() throws IOException {
    Path file =
        sequential("m")
            .input("in", "[null, 8, 8]")
            .layer("Permute", "turn", "dims: [2, 1]")
            .layer("Dense", "dense", "units: 8, use_bias: false", weight("kernel", 8, 8))
            .layer("Permute", "back", "dims: [2, 1]")
            .layer("Flatten", "flat", "")
            .h5(folder);

    assertThatThrownBy(() -> KerasFile.read(file))
        .hasMessageContaining("put channels last: layer=dense, type=Dense");
  }
}
