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

import io.tapline.models.ModelInput;
import io.tapline.models.keras.TestModel.Weight;
import io.tapline.network.Network;
import io.tapline.network.graph.Window;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Branches, slopes and reshapes of planes give what Keras gives. */
class KerasPlanesTest {
  private static final int[] ONES = {1, 1};
  private static final KerasImage.Kernel VALID =
      new KerasImage.Kernel(new int[] {2, 3}, ONES, ONES, false);
  private static final Weight A = weight("kernel", 2, 3, 2, 3);
  private static final Weight FLAT = weight("kernel", 2, 3, 1, 2);

  @TempDir Path folder;

  @Test
  void shouldAddBranchesOfPlanes() throws IOException {
    KerasImage input = image(9, 5, 2);
    Path file = branches("Add", "");

    KerasImage expected =
        sum(
            input.convolved(VALID, values("a", A), 3, 1),
            input.convolved(VALID, values("b", A), 3, 1));
    check(file, input, expected.values());
  }

  @Test
  void shouldPutChannelsOfPlanesSideBySide() throws IOException {
    KerasImage input = image(9, 5, 2);
    KerasImage a = input.convolved(VALID, values("a", A), 3, 1);
    KerasImage b = input.convolved(VALID, values("b", A), 3, 1);

    double[] expected = new double[8 * 3 * 6];
    for (int i = 0; i < expected.length; i++) {
      int place = i / 6;
      int channel = i % 6;
      expected[i] =
          channel < 3 ? a.values()[place * 3 + channel] : b.values()[place * 3 + channel - 3];
    }
    check(branches("Concatenate", "axis: -1"), input, expected);
  }

  @Test
  void shouldPutPositionsOfPlanesBehindEachOther() throws IOException {
    KerasImage input = image(9, 5, 2);
    KerasImage a = input.convolved(VALID, values("a", A), 3, 1);
    KerasImage b = input.convolved(VALID, values("b", A), 3, 1);

    double[] expected = new double[8 * 6 * 3];
    for (int i = 0; i < expected.length; i++) {
      int row = i / 18;
      int rest = i % 18;
      expected[i] = rest < 9 ? a.values()[row * 9 + rest] : b.values()[row * 9 + rest - 9];
    }
    check(branches("Concatenate", "axis: 2"), input, expected);
  }

  private Path branches(String type, String arguments) throws IOException {
    String in = "[[['in', 0, 0, {}]]]";
    return functional("m", "[['in', 0, 0]]", "[['flat', 0, 0]]")
        .version("2.15.0")
        .input("in", "[null, 9, 5, 2]")
        .layer("Conv2D", "a", "filters: 3, kernel_size: [2, 3], use_bias: false", in, A)
        .layer("Conv2D", "b", "filters: 3, kernel_size: [2, 3], use_bias: false", in, A)
        .layer(type, "both", arguments, "[[['a', 0, 0, {}], ['b', 0, 0, {}]]]")
        .layer("Flatten", "flat", "", "[[['both', 0, 0, {}]]]")
        .h5(folder);
  }

  @Test
  void shouldTakeSlopesOfChannelsAndOfEachValueOfAFrame() throws IOException {
    KerasImage input = image(9, 5, 2);
    Weight perChannel = weight("alpha", 1, 1, 2);
    Weight perValue = weight("alpha", 1, 5, 2);
    Path file =
        sequential("m")
            .input("in", "[null, 9, 5, 2]")
            .layer("PReLU", "channels", "shared_axes: [1, 2]", perChannel)
            .layer("PReLU", "each", "shared_axes: [1]", perValue)
            .layer("Flatten", "flat", "")
            .h5(folder);

    double[] expected = input.values().clone();
    for (int i = 0; i < expected.length; i++) {
      double once = expected[i] < 0 ? values("channels", perChannel)[i % 2] : 1;
      double twice = expected[i] * once < 0 ? values("each", perValue)[i % 10] : 1;
      expected[i] *= once * twice;
    }
    check(file, input, expected);
  }

  @Test
  void shouldMakeAnImageOfFramesAndOfAWindowInARow() throws IOException {
    KerasImage input = image(9, 5, 1);
    double[] expected = input.convolved(VALID, values("conv", FLAT), 2, 1).values();
    String conv = "filters: 2, kernel_size: [2, 3], use_bias: false";
    for (String shape : List.of("[null, 9, 5]", "[null, 45]")) {
      Path file =
          sequential("m")
              .input("in", shape)
              .layer("Reshape", "image", "target_shape: [9, 5, 1]")
              .layer("Conv2D", "conv", conv, FLAT)
              .layer("Flatten", "flat", "")
              .h5(folder);

      check(file, input, expected);
    }
  }

  @Test
  void shouldLetConvolutionsPadTheZerosBeforeThem() throws IOException {
    KerasImage input = image(9, 5, 2);
    Path file =
        sequential("m")
            .input("in", "[null, 9, 5, 2]")
            .layer("ZeroPadding2D", "zeros", "padding: [1, 2]")
            .layer("Conv2D", "a", "filters: 3, kernel_size: [2, 3], use_bias: false", A)
            .layer("Flatten", "flat", "")
            .h5(folder);

    KerasImage padded = input.padded(1, 1, 2, 2);
    check(file, input, padded.convolved(VALID, values("a", A), 3, 1).values());
    ModelInput ten = new ModelInput(List.of(), OptionalInt.of(10), OptionalInt.of(9));
    assertThat(
            Network.compile(KerasFile.read(file, ten).graph(), new Window(9, 9))
                .parameters()
                .total())
        .isEqualTo(36);
  }

  @Test
  void shouldMakeFramesOfPlanesAgain() throws IOException {
    KerasImage input = image(9, 5, 2);
    Weight line = weight("kernel", 2, 9, 2);
    Path file =
        sequential("m")
            .input("in", "[null, 9, 5, 2]")
            .layer("Conv2D", "a", "filters: 3, kernel_size: [2, 3], use_bias: false", A)
            .layer("Reshape", "frames", "target_shape: [8, -1]")
            .layer("Conv1D", "line", "filters: 2, kernel_size: 2, use_bias: false", line)
            .layer("Flatten", "flat", "")
            .h5(folder);

    KerasImage planes = input.convolved(VALID, values("a", A), 3, 1);
    KerasImage frames = new KerasImage(8, 1, 9, planes.values());
    KerasImage.Kernel two = new KerasImage.Kernel(new int[] {2, 1}, ONES, ONES, false);
    check(file, input, frames.convolved(two, values("line", line), 2, 1).values());
  }

  private static KerasImage sum(KerasImage a, KerasImage b) {
    double[] sum = new double[a.values().length];
    Arrays.setAll(sum, i -> a.values()[i] + b.values()[i]);
    return new KerasImage(a.rows(), a.columns(), a.channels(), sum);
  }

  private static KerasImage image(int rows, int columns, int channels) {
    Random random = new Random(7);
    double[] values = new double[rows * columns * channels];
    Arrays.setAll(values, i -> random.nextFloat() - 0.5f);
    return new KerasImage(rows, columns, channels, values);
  }

  /** With the rows as time. */
  private static void check(Path file, KerasImage input, double[] expected) throws IOException {
    int values = input.columns() * input.channels();
    float[][] frames = new float[input.rows()][values];
    for (int i = 0; i < input.values().length; i++) {
      frames[i / values][i % values] = (float) input.values()[i];
    }
    ModelInput known =
        new ModelInput(List.of(), OptionalInt.of(values), OptionalInt.of(input.rows()));
    float[] row = KerasRun.window(file, known, frames);
    assertThat(row).hasSameSizeAs(expected);
    double largest = Arrays.stream(expected).map(Math::abs).max().orElseThrow();
    for (int i = 0; i < row.length; i++) {
      assertThat(Math.abs(row[i] - expected[i])).as("value=%d", i).isLessThan(1e-5 * largest);
    }
  }
}
