/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.keras;

import static io.tapline.models.keras.TestModel.sequential;
import static io.tapline.models.keras.TestModel.weight;
import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.models.keras.TestModel.Weight;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** CuDNNLSTM and CuDNNGRU: the matrices of gates turned, and two biases. */
class CudnnLayersTest {
  private static final int CHANNELS = 3;
  private static final int UNITS = 2;

  @TempDir Path folder;

  private final double[][] frames = {{0.3, -0.7, 0.2}, {0.1, 0.9, -0.4}, {-0.8, 0.5, 0.6}};

  @Test
  void shouldReadTheOrderOfCudnn() {
    // Keras documents the two orders by this example of one gate.
    assertThat(CudnnLayout.kernel(new float[] {0, 1, 2, 3, 4, 5}, 2, 1))
        .containsExactly(0, 2, 4, 1, 3, 5);
    assertThat(CudnnLayout.kernel(new float[] {0, 1, 4, 5, 2, 3, 6, 7}, 2, 2))
        .containsExactly(0, 2, 4, 6, 1, 3, 5, 7);
    assertThat(CudnnLayout.kernel(new float[0], 2, 4)).isEmpty();
  }

  @Test
  void shouldRunAsLstm() throws IOException {
    Weight[] weights = weights(4);
    float[] bias = TestModel.values("cudnn", weights[2]);
    float[] sum = new float[4 * UNITS];
    for (int i = 0; i < sum.length; i++) {
      sum[i] = bias[i] + bias[sum.length + i];
    }
    check(
        "CuDNNLSTM",
        weights,
        RecurrentEvaluator.of(UNITS)
            .lstm(
                frames,
                turned(TestModel.values("cudnn", weights[0]), CHANNELS, 4),
                turned(TestModel.values("cudnn", weights[1]), UNITS, 4),
                sum));
  }

  @Test
  void shouldRunAsGruThatIsResetAfterItsProduct() throws IOException {
    Weight[] weights = weights(3);
    check(
        "CuDNNGRU",
        weights,
        RecurrentEvaluator.of(UNITS)
            .gru(
                frames,
                turned(TestModel.values("cudnn", weights[0]), CHANNELS, 3),
                turned(TestModel.values("cudnn", weights[1]), UNITS, 3),
                TestModel.values("cudnn", weights[2]),
                true));
  }

  private static Weight[] weights(int gates) {
    return new Weight[] {
      weight("kernel", CHANNELS, gates * UNITS).of("small", "cudnn"),
      weight("recurrent_kernel", UNITS, gates * UNITS).of("small", "cudnn"),
      weight("bias", 2 * gates * UNITS).of("small", "cudnn")
    };
  }

  /** Gate by gate, the values of a matrix (units, rows) as one of (rows, units). */
  private static float[] turned(float[] stored, int rows, int gates) {
    float[] turned = new float[stored.length];
    int width = gates * UNITS;
    for (int gate = 0; gate < gates; gate++) {
      float[] flat = new float[rows * UNITS];
      for (int i = 0; i < flat.length; i++) {
        flat[i] = stored[i / UNITS * width + gate * UNITS + i % UNITS];
      }
      for (int i = 0; i < flat.length; i++) {
        turned[i % rows * width + gate * UNITS + i / rows] = flat[i];
      }
    }
    return turned;
  }

  private void check(String type, Weight[] weights, double[][] expected) throws IOException {
    float[][] inputs = new float[frames.length][CHANNELS];
    for (int t = 0; t < inputs.length; t++) {
      for (int c = 0; c < CHANNELS; c++) {
        inputs[t][c] = (float) frames[t][c];
      }
    }
    Path file =
        sequential("m")
            .input("in", "[null, null, 3]")
            .layer(type, "cudnn", "units: 2, return_sequences: true", weights)
            .version("2.2.4")
            .h5(folder);

    float[][] rows = KerasRun.stream(file, inputs);

    assertThat(rows.length).isEqualTo(expected.length);
    for (int t = 0; t < rows.length; t++) {
      RecurrentLayersTest.checkRow(rows[t], expected[t]);
    }
    assertThat(Arrays.stream(rows).distinct()).hasSize(frames.length);
  }
}
