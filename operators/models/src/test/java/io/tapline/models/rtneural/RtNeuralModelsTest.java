/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.rtneural;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tapline.network.Network;
import io.tapline.network.NetworkState;
import io.tapline.network.graph.NetworkGraph;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The models of RTNeural's own tests give what Keras and PyTorch gave its authors. */
class RtNeuralModelsTest {
  private static final Path MODELS = Path.of("../../../shared/models/rtneural");

  /** Of the largest value that is expected: both sides round to float32. */
  private static final double TOLERANCE = 1e-6;

  @Test
  void shouldStackLayersAsKerasDoes() throws IOException {
    assumeTrue(Files.exists(MODELS), "no shared models");

    double[][] outputs =
        outputs(RtNeuralModel.sequential(MODELS.resolve("conv.json")), csv("conv_x_python.csv"));

    assertClose(outputs, csv("conv_y_python.csv"));
  }

  @Test
  void shouldConvolveAsPyTorchDoes() throws IOException {
    assumeTrue(Files.exists(MODELS), "no shared models");
    NetworkGraph graph = RtNeuralModel.convolution(MODELS.resolve("conv1d_torch.json"), 1, 1, 1);

    double[][] outputs = outputs(graph, csv("conv1d_torch_x_python.csv"));

    assertClose(outputs, transposed(csv("conv1d_torch_y_python.csv")));
  }

  @Test
  void shouldStrideAsPyTorchDoes() throws IOException {
    assumeTrue(Files.exists(MODELS), "no shared models");
    NetworkGraph graph =
        RtNeuralModel.convolution(MODELS.resolve("conv1d_torch_stride_3.json"), 1, 1, 3);

    double[][] outputs = outputs(graph, csv("conv1d_torch_x_python_stride_3.csv"));

    assertClose(outputs, transposed(csv("conv1d_torch_y_python_stride_3.csv")));
  }

  @Test
  void shouldKeepGroupsApartAsPyTorchDoes() throws IOException {
    assumeTrue(Files.exists(MODELS), "no shared models");
    NetworkGraph graph =
        RtNeuralModel.convolution(MODELS.resolve("conv1d_torch_group_6_3_3_1_3.json"), 6, 3, 1);

    double[][] outputs = outputs(graph, csv("conv1d_torch_group_x_python.csv"));

    assertClose(outputs, transposed(csv("conv1d_torch_group_y_python_6_3_3_1_3.csv")));
  }

  private static double[][] outputs(NetworkGraph graph, double[][] rows) {
    Network network = Network.compile(graph);
    float[] frames = new float[rows.length * network.inputChannels()];
    for (int i = 0; i < frames.length; i++) {
      frames[i] = (float) rows[i / network.inputChannels()][i % network.inputChannels()];
    }
    List<double[]> outputs = new ArrayList<>();
    NetworkState state = network.newState();
    network
        .newProcessor()
        .process(
            frames,
            0,
            rows.length,
            state,
            (output, frame, missing, values, from) -> {
              double[] row = new double[network.outputChannels()];
              Arrays.setAll(row, channel -> values[from + channel]);
              outputs.add(row);
            });
    return outputs.toArray(double[][]::new);
  }

  private static void assertClose(double[][] actual, double[][] expected) {
    assertThat(actual.length).isEqualTo(expected.length);
    double largest = 0;
    double error = 0;
    for (int row = 0; row < expected.length; row++) {
      assertThat(actual[row]).hasSameSizeAs(expected[row]);
      for (int column = 0; column < expected[row].length; column++) {
        largest = Math.max(largest, Math.abs(expected[row][column]));
        error = Math.max(error, Math.abs(actual[row][column] - expected[row][column]));
      }
    }
    assertThat(error).as("largest error").isLessThanOrEqualTo(TOLERANCE * largest);
  }

  private static double[][] csv(String file) throws IOException {
    return Files.readAllLines(MODELS.resolve(file)).stream()
        .map(line -> Arrays.stream(line.split(",")).mapToDouble(Double::parseDouble).toArray())
        .toArray(double[][]::new);
  }

  private static double[][] transposed(double[][] rows) {
    double[][] columns = new double[rows[0].length][rows.length];
    for (int row = 0; row < rows.length; row++) {
      for (int column = 0; column < rows[row].length; column++) {
        columns[column][row] = rows[row][column];
      }
    }
    return columns;
  }
}
