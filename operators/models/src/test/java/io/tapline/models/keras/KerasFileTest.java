/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.keras;

import static io.tapline.models.keras.TestModel.functional;
import static io.tapline.models.keras.TestModel.sequential;
import static io.tapline.models.keras.TestModel.values;
import static io.tapline.models.keras.TestModel.weight;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.tapline.models.ImportedNetwork;
import io.tapline.network.function.Activation;
import io.tapline.network.graph.NetworkGraph;
import io.tapline.network.layer.Padding;
import io.tapline.network.layer.Weights;
import io.tapline.network.layer.activation.Softmax;
import io.tapline.network.layer.collapse.TimeCollapse;
import io.tapline.network.layer.convolution.Convolution;
import io.tapline.network.layer.convolution.DepthwiseConvolution;
import io.tapline.network.layer.normalization.BatchNormalization;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A Keras file becomes the network that Keras would run. */
class KerasFileTest {
  @TempDir Path folder;

  @Test
  void shouldReadSequentialModels() throws IOException {
    TestModel model =
        sequential("m")
            .input("in", "[null, 26, 3]")
            .layer(
                "Conv1D",
                "conv",
                "filters: 4, kernel_size: [3], strides: [2], padding: 'causal', activation: 'relu'",
                weight("kernel", 3, 3, 4),
                weight("bias", 4))
            .layer("Dropout", "drop", "rate: 0.5")
            .layer("Flatten", "flat", "")
            .layer(
                "Dense",
                "dense",
                "units: 2, activation: 'softmax'",
                weight("kernel", 52, 2),
                weight("bias", 2));

    NetworkGraph expected =
        NetworkGraph.sequence(
            3,
            List.of(
                Convolution.named("conv")
                    .filters(4)
                    .kernelSize(3)
                    .stride(2)
                    .kernel(values("conv", weight("kernel", 3, 3, 4)))
                    .bias(values("conv", weight("bias", 4)))
                    .activation(Activation.RELU)
                    .build(),
                TimeCollapse.of("flat", TimeCollapse.Kind.FLATTEN_FRAMES),
                Convolution.pointwise("dense")
                    .filters(2)
                    .kernel(values("dense", weight("kernel", 52, 2)))
                    .bias(values("dense", weight("bias", 2)))
                    .build(),
                new Softmax("dense/softmax", false)),
            "dense");
    assertThat(KerasFile.read(model.h5(folder)))
        .isEqualTo(new ImportedNetwork(expected, OptionalInt.of(26)));
    assertThat(KerasFile.read(model.keras(folder)))
        .isEqualTo(new ImportedNetwork(expected, OptionalInt.of(26)));
  }

  @Test
  void shouldReadFunctionalModelsOfKeras2AndOfKeras3() throws IOException {
    ImportedNetwork keras2 =
        KerasFile.read(
            functional("m", "[['in', 0, 0]]", "[['sum', 0, 0], ['b', 0, 0]]")
                .version("2.15.0")
                .input("in", "[null, null, 2]")
                // The configuration's order says nothing.
                .layer("Add", "sum", "", "[[['a', 0, 0, {}], ['b', 0, 0, {}]]]")
                .layer(
                    "Conv1D",
                    "a",
                    "filters: 3, kernel_size: 2, padding: 'causal', use_bias: false",
                    "[[['in', 0, 0, {}]]]",
                    weight("kernel", 2, 2, 3))
                .layer(
                    "Dense",
                    "b",
                    "units: 3",
                    "[[['in', 0, 0, {}]]]",
                    weight("kernel", 2, 3),
                    weight("bias", 3))
                .h5(folder));
    String tensor =
        "{class_name: '__keras_tensor__', config: {shape: [null, null, 3], keras_history: ['%s', 0, 0]}}";
    String one = "[{args: [" + tensor + "], kwargs: {training: false}}]";
    ImportedNetwork keras3 =
        KerasFile.read(
            functional("m", "['in', 0, 0]", "[['sum', 0, 0], ['b', 0, 0]]")
                .input("in", "[null, null, 2]")
                .layer(
                    "Add",
                    "sum",
                    "",
                    "[{args: [["
                        + tensor.formatted("a")
                        + ","
                        + tensor.formatted("b")
                        + "]], kwargs: {}}]")
                .layer(
                    "Conv1D",
                    "a",
                    "filters: 3, kernel_size: [2], padding: 'causal', use_bias: false",
                    one.formatted("in"),
                    weight("kernel", 2, 2, 3))
                .layer(
                    "Dense",
                    "b",
                    "units: 3",
                    one.formatted("in"),
                    weight("kernel", 2, 3),
                    weight("bias", 3))
                .keras(folder));

    assertThat(keras2).isEqualTo(keras3);
    assertThat(keras2.inputFrames()).isEmpty();
    assertThat(keras2.graph().nodes())
        .extracting(node -> node.layer().name(), NetworkGraph.Node::inputs)
        .containsExactlyInAnyOrder(
            tuple("a", List.of("input")),
            tuple("b", List.of("input")),
            tuple("sum", List.of("a", "b")));
    assertThat(keras2.graph().outputs())
        .containsExactly(new NetworkGraph.Output("sum", "sum"), new NetworkGraph.Output("b", "b"));
  }

  @Test
  void shouldReadModelsWithinModels() throws IOException {
    TestModel inner =
        sequential("inner")
            .input("inner_in", "[null, 8, 2]")
            .layer("Dense", "dense", "units: 3, use_bias: false", weight("kernel", 2, 3));
    TestModel model =
        functional("m", "[['in', 0, 0]]", "[['dense', 0, 0]]")
            .input("in", "[null, 8, 2]")
            .model(inner, "[[['in', 0, 0, {}]]]")
            .layer(
                "Dense",
                "dense",
                "units: 1, use_bias: false",
                "[[['inner', 0, 0, {}]]]",
                weight("kernel", 3, 1));

    ImportedNetwork legacy = KerasFile.read(model.h5(folder));

    assertThat(legacy.graph())
        .isEqualTo(
            NetworkGraph.sequence(
                2,
                List.of(
                    Convolution.pointwise("inner/dense")
                        .filters(3)
                        .kernel(values("dense", weight("kernel", 2, 3)))
                        .build(),
                    Convolution.pointwise("dense")
                        .filters(1)
                        .kernel(values("dense", weight("kernel", 3, 1)))
                        .build()),
                "dense"));
    assertThat(KerasFile.read(model.keras(folder))).isEqualTo(legacy);
  }

  @Test
  void shouldUseALayerSeveralTimesWithTheSameWeights() throws IOException {
    ImportedNetwork network =
        KerasFile.read(
            functional("m", "[['in', 0, 0]]", "[['d', 1, 0]]")
                .input("in", "[null, null, 2]")
                .layer(
                    "Dense",
                    "d",
                    "units: 2, use_bias: false",
                    "[[['in', 0, 0, {}]], [['d', 0, 0, {}]]]",
                    weight("kernel", 2, 2))
                .h5(folder));

    Convolution.Builder first = Convolution.pointwise("d").filters(2);
    Convolution.Builder second = Convolution.pointwise("d/use-2").filters(2);
    float[] kernel = values("d", weight("kernel", 2, 2));
    assertThat(network.graph())
        .isEqualTo(
            NetworkGraph.sequence(
                2, List.of(first.kernel(kernel).build(), second.kernel(kernel).build()), "d"));
  }

  @Test
  void shouldKeepWhatIsTrainable() throws IOException {
    TestModel inner =
        sequential("frozen")
            .layer("Dense", "a", "units: 1, use_bias: false", weight("kernel", 1, 1));
    TestModel model =
        sequential("m")
            .input("in", "[null, null, 1]")
            .layer(
                "Dense", "b", "units: 1, use_bias: false, trainable: false", weight("kernel", 1, 1))
            .model(inner, "")
            .layer("Dense", "c", "units: 1, use_bias: false", weight("kernel", 1, 1));

    assertThat(KerasFile.read(model.h5(folder)).graph().nodes())
        .extracting(node -> node.layer().trainable())
        .containsExactly(false, true, true);
  }

  @Test
  void shouldMakeSeparableConvolutionsTwoLayers() throws IOException {
    TestModel model =
        sequential("m")
            .input("in", "[null, null, 3]")
            .layer(
                "SeparableConv1D",
                "s",
                "filters: 5, kernel_size: [4], depth_multiplier: 2, dilation_rate: [3], padding: 'same',"
                    + " activation: 'tanh'",
                weight("depthwise_kernel", 4, 3, 2),
                weight("pointwise_kernel", 1, 6, 5),
                weight("bias", 5));

    NetworkGraph expected =
        NetworkGraph.sequence(
            3,
            List.of(
                DepthwiseConvolution.named("s")
                    .kernelSize(4)
                    .depthMultiplier(2)
                    .dilation(3)
                    .padding(Padding.SAME)
                    .kernel(values("s", weight("depthwise_kernel", 4, 3, 2)))
                    .build(),
                Convolution.pointwise("s/pointwise")
                    .filters(5)
                    .kernel(values("s", weight("pointwise_kernel", 1, 6, 5)))
                    .bias(values("s", weight("bias", 5)))
                    .activation(Activation.TANH)
                    .build()),
            "s/pointwise");
    assertThat(KerasFile.read(model.h5(folder)).graph().nodes()).isEqualTo(expected.nodes());
    assertThat(KerasFile.read(model.keras(folder)).graph().nodes()).isEqualTo(expected.nodes());
  }

  @Test
  void shouldTakeTwoDimensionalLayersOfOneDimension() throws IOException {
    float[] kernel = values("c", weight("kernel", 3, 3, 2, 4));
    // Of three taps across, padded, the middle one meets the only row.
    float[] middle = Arrays.copyOfRange(kernel, 3 * 8, 6 * 8);
    TestModel rows =
        sequential("m")
            .input("in", "[null, 1, 20, 2]")
            .layer(
                "Conv2D",
                "c",
                "filters: 4, kernel_size: [3, 3], padding: 'same'",
                weight("kernel", 3, 3, 2, 4),
                weight("bias", 4));
    float[] columns = new float[3 * 8];
    for (int tap = 0; tap < 3; tap++) {
      System.arraycopy(kernel, (tap * 3 + 1) * 8, columns, tap * 8, 8);
    }
    TestModel reshaped =
        sequential("m")
            .input("in", "[null, 20, 2]")
            .layer("Reshape", "r", "target_shape: [20, 1, 2]")
            .layer(
                "Conv2D",
                "c",
                "filters: 4, kernel_size: [3, 3], padding: 'same'",
                weight("kernel", 3, 3, 2, 4),
                weight("bias", 4));

    Convolution.Builder expected =
        Convolution.named("c")
            .filters(4)
            .kernelSize(3)
            .padding(Padding.SAME)
            .bias(values("c", weight("bias", 4)));
    assertThat(KerasFile.read(rows.h5(folder)).graph())
        .isEqualTo(NetworkGraph.sequence(2, List.of(expected.kernel(middle).build()), "c"));
    assertThat(KerasFile.read(reshaped.keras(folder)).graph())
        .isEqualTo(NetworkGraph.sequence(2, List.of(expected.kernel(columns).build()), "c"));
  }

  @Test
  void shouldLeaveOutWhatBatchNormalizationLeavesOut() throws IOException {
    TestModel model =
        sequential("m")
            .input("in", "[null, null, 2]")
            .layer(
                "BatchNormalization",
                "bn",
                "axis: [2], epsilon: 0.01, scale: false",
                weight("beta", 2),
                weight("moving_mean", 2),
                weight("moving_variance", 2));

    BatchNormalization expected =
        new BatchNormalization(
            "bn",
            Weights.none(),
            Weights.of(values("bn", weight("beta", 2))),
            Weights.of(values("bn", weight("moving_mean", 2))),
            Weights.of(values("bn", weight("moving_variance", 2))),
            0.01f,
            true);
    assertThat(KerasFile.read(model.h5(folder)).graph().nodes().get(0).layer()).isEqualTo(expected);
    assertThat(KerasFile.read(model.keras(folder)).graph().nodes().get(0).layer())
        .isEqualTo(expected);
  }

  @Test
  void shouldTellHowWideAFlattenedWindowIs() throws IOException {
    // same: 10 → 5, valid: 5 → 4, cropped to 3, padded to 5, pooled to 3.
    TestModel model =
        sequential("m")
            .input("in", "[null, 10, 2]")
            .layer("MaxPooling1D", "a", "pool_size: [3], strides: [2], padding: 'same'")
            .layer("AveragePooling1D", "b", "pool_size: [2], strides: [1], padding: 'valid'")
            .layer("Cropping1D", "c", "cropping: [1, 0]")
            .layer("ZeroPadding1D", "d", "padding: [0, 2]")
            .layer("MaxPooling1D", "e", "pool_size: 2, strides: null, padding: 'same'")
            .layer("Flatten", "f", "")
            .layer("Dense", "g", "units: 1, use_bias: false", weight("kernel", 6, 1));

    assertThat(KerasFile.read(model.h5(folder)).graph().nodes()).hasSize(7);
  }

  @Test
  void shouldFlattenInTheOrderOfTheAxes() throws IOException {
    TestModel model =
        sequential("m")
            .input("in", "[null, 4, 3]")
            .layer("Permute", "p", "dims: [2, 1]")
            .layer("Flatten", "f", "");

    assertThat(KerasFile.read(model.h5(folder)).graph().nodes().get(0).layer())
        .isEqualTo(TimeCollapse.of("f", TimeCollapse.Kind.FLATTEN_CHANNELS));
  }

  @Test
  void shouldNameGroupsAsKerasDoes() {
    assertThat(SavedWeights.snakeCase("Conv1D")).isEqualTo("conv1d");
    assertThat(SavedWeights.snakeCase("DepthwiseConv1D")).isEqualTo("depthwise_conv1d");
    assertThat(SavedWeights.snakeCase("PReLU")).isEqualTo("p_re_lu");
    assertThat(SavedWeights.snakeCase("BatchNormalization")).isEqualTo("batch_normalization");
  }
}
