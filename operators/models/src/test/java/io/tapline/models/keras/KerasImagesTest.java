/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.keras;

import static io.tapline.models.keras.TestModel.sequential;
import static io.tapline.models.keras.TestModel.values;
import static io.tapline.models.keras.TestModel.weight;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapline.models.ImportedNetwork;
import io.tapline.models.InvalidModelException;
import io.tapline.models.ModelInput;
import io.tapline.network.Network;
import io.tapline.network.graph.InvalidNetworkException;
import io.tapline.network.graph.Window;
import io.tapline.network.report.NetworkSummary;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two-dimensional layers of Keras with time on either axis give what Keras gives. */
class KerasImagesTest {
  private static final int SEEDS = 400;

  @TempDir Path folder;

  @Test
  void shouldGiveWhatRandomLayersGive() throws IOException {
    int imported = 0;
    for (int seed = 0; seed < SEEDS; seed++) {
      imported += matches(seed) ? 1 : 0;
    }
    assertThat(imported).isGreaterThan(SEEDS / 2);
  }

  /** False where the model is refused, which is no wrong value. */
  private boolean matches(int seed) throws IOException {
    RandomImageModel random = new RandomImageModel(seed);
    float[] row;
    try {
      row = KerasRun.window(random.model().h5(folder), random.known(), random.frames());
    } catch (InvalidModelException | InvalidNetworkException e) {
      return false;
    }
    assertThat(row).as("seed=%d", seed).hasSameSizeAs(random.expected());
    double largest = Arrays.stream(random.expected()).map(Math::abs).max().orElse(1);
    for (int i = 0; i < row.length; i++) {
      assertThat(Math.abs(row[i] - random.expected()[i]))
          .as("seed=%d, value=%d", seed, i)
          .isLessThan(1e-5 * Math.max(1, largest));
    }
    return true;
  }

  @Test
  void shouldRunAStackOfConvolutionsOverAnImage() throws IOException {
    Path file =
        sequential("m")
            .input("in", "[null, 28, 28, 1]")
            .layer(
                "Conv2D",
                "first",
                "filters: 40, kernel_size: 3",
                weight("kernel", 3, 3, 1, 40),
                weight("bias", 40))
            .layer(
                "Conv2D",
                "second",
                "filters: 8, kernel_size: 3",
                weight("kernel", 3, 3, 40, 8),
                weight("bias", 8))
            .layer("Flatten", "flat", "")
            .layer(
                "Dense", "dense", "units: 10", weight("kernel", 4608, 10), weight("bias", 10))
            .h5(folder);
    ImportedNetwork imported = KerasFile.read(file);
    Network network = Network.compile(imported.graph(), new Window(28, 28));

    String summary = NetworkSummary.render("m", network, OptionalLong.of(28));
    assertThat(summary)
        .containsPattern("first \\(Conv2D\\) .* 400\n")
        .containsPattern("second \\(Conv2D\\) .* 2888\n")
        .containsPattern("dense \\(.*\\) .* 46090\n")
        .contains("Total params: 49378\n");

    Random random = new Random(3);
    float[][] rows = new float[28][28];
    double[] pixels = new double[28 * 28];
    for (int i = 0; i < pixels.length; i++) {
      rows[i / 28][i % 28] = random.nextFloat() - 0.5f;
      pixels[i] = rows[i / 28][i % 28];
    }
    int[] three = {3, 3};
    int[] ones = {1, 1};
    KerasImage.Kernel kernel = new KerasImage.Kernel(three, ones, ones, false);
    double[] flat =
        new KerasImage(28, 28, 1, pixels)
            .convolved(kernel, values("first", weight("kernel", 3, 3, 1, 40)), 40, 1)
            .scaled(2, filled(40), doubles("first", 40))
            .convolved(kernel, values("second", weight("kernel", 3, 3, 40, 8)), 8, 1)
            .scaled(2, filled(8), doubles("second", 8))
            .values();
    KerasImage dense =
        new KerasImage(1, 1, 4608, flat)
            .convolved(
                new KerasImage.Kernel(ones, ones, ones, false),
                values("dense", weight("kernel", 4608, 10)),
                10,
                1)
            .scaled(2, filled(10), doubles("dense", 10));
    float[] row = KerasRun.window(file, rows);
    assertThat(row).hasSize(10);
    double largest = Arrays.stream(dense.values()).map(Math::abs).max().orElseThrow();
    for (int i = 0; i < 10; i++) {
      assertThat(Math.abs(row[i] - dense.values()[i])).isLessThan(1e-5 * largest);
    }
  }

  private static double[] filled(int count) {
    double[] ones = new double[count];
    Arrays.fill(ones, 1);
    return ones;
  }

  private static double[] doubles(String layer, int count) {
    float[] bias = values(layer, weight("bias", count));
    double[] doubles = new double[count];
    Arrays.setAll(doubles, i -> bias[i]);
    return doubles;
  }

  @Test
  void shouldReadTheAxisAsTimeThatLeavesTheChannelsThatAreFed() throws IOException {
    Path file = electrodes();

    ImportedNetwork electrodes = KerasFile.read(file, known(List.of(), 6, 0));
    ImportedNetwork steps = KerasFile.read(file, known(List.of(), 20, 0));

    assertThat(electrodes.graph().inputChannels()).isEqualTo(6);
    assertThat(electrodes.inputFrames()).hasValue(20);
    assertThat(steps.graph().inputChannels()).isEqualTo(20);
    assertThat(KerasFile.read(file, known(List.of(), 0, 20))).isEqualTo(electrodes);
    List<ModelInput.Axis> layout =
        List.of(
            ModelInput.Axis.BATCH,
            ModelInput.Axis.CHANNELS,
            ModelInput.Axis.TIME,
            ModelInput.Axis.CHANNELS);
    assertThat(KerasFile.read(file, known(layout, 0, 0))).isEqualTo(electrodes);
  }

  @Test
  void shouldNameBothReadingsWhereNothingSaysWhichAxisIsTime() throws IOException {
    Path file = electrodes();

    assertThatThrownBy(() -> KerasFile.read(file))
        .isInstanceOf(InvalidModelException.class)
        .hasMessageContaining("--layout")
        .hasMessageContaining("batch,time,channels,channels or batch,channels,time,channels");
    assertThatThrownBy(
            () ->
                KerasFile.read(
                    file, known(List.of(ModelInput.Axis.BATCH, ModelInput.Axis.TIME), 0, 0)))
        .hasMessageContaining("layout does not fit the input");
  }

  @Test
  void shouldNameTheLayerThatTakesNoPlanes() throws IOException {
    Path file =
        sequential("m")
            .input("in", "[null, 20, 6, 2]")
            .layer(
                "Conv2D",
                "conv",
                "filters: 2, kernel_size: 3, use_bias: false",
                weight("kernel", 3, 3, 2, 2))
            .layer("GRU", "gru", "units: 2", weight("kernel", 2, 6))
            .h5(folder);

    assertThatThrownBy(() -> KerasFile.read(file, known(List.of(), 12, 0)))
        .hasMessageContaining("layer=gru")
        .hasMessageContaining("input=(None, 18, 4, 2)");
  }

  private Path electrodes() throws IOException {
    return sequential("m")
        .input("in", "[null, 6, 20, 1]")
        .layer(
            "Conv2D",
            "conv",
            "filters: 2, kernel_size: [1, 3], use_bias: false",
            weight("kernel", 1, 3, 1, 2))
        .layer("Flatten", "flat", "")
        .h5(folder);
  }

  private static ModelInput known(List<ModelInput.Axis> layout, int channels, int window) {
    return new ModelInput(
        layout,
        channels == 0 ? OptionalInt.empty() : OptionalInt.of(channels),
        window == 0 ? OptionalInt.empty() : OptionalInt.of(window));
  }
}
