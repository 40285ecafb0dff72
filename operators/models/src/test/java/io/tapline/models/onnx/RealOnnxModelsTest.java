/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tapline.models.ModelInput;
import io.tapline.models.onnx.model.NdArray;
import io.tapline.network.Network;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Models that others trained, with what they are known to give. */
class RealOnnxModelsTest {

  @Test
  void shouldStreamTheTemporalConvolutionsOfEegTcnet() throws IOException {
    Path folder = Shared.path("models/eeg-tcnet");
    assertGives(
        folder.resolve("eeg_tcnet_core.onnx"),
        Npy.read(folder.resolve("input.npy")),
        Npy.read(folder.resolve("output.npy")),
        1e-5);
    Network network =
        Network.compile(
            OnnxFile.read(folder.resolve("eeg_tcnet_core.onnx"), ModelInput.UNKNOWN).graph());
    assertThat(network.receptiveField()).isEqualTo(19);
    assertThat(network.delay()).isZero();
  }

  @Test
  void shouldStreamWaveNet() throws IOException {
    Path folder = Shared.path("models/nam-wavenet");
    NdArray input = Npy.read(folder.resolve("input.npy"));
    NdArray output = Npy.read(folder.resolve("output.npy"));
    assertGives(
        folder.resolve("wavenet.onnx"),
        input.reshaped(1, 1, input.size()),
        output.reshaped(1, 1, output.size()),
        1e-5);
  }

  @Test
  void shouldClassifyWindowsOfActivities() throws IOException {
    Path folder = Shared.path("models/har-cnn");
    for (String recording : List.of("golden_run_p1", "golden_walk_mike3")) {
      NdArray windows = Npy.read(folder.resolve(recording).resolve("first3_windows_scaled.npy"));
      NdArray golden = Npy.read(folder.resolve(recording).resolve("output_row_index_windows.npy"));
      int count = windows.shape()[0];
      NdArray expected =
          new NdArray(new int[] {count, 3}, Arrays.copyOf(golden.values(), count * 3), false);
      assertGives(folder.resolve("cnn_har_best_ncw.onnx"), windows, expected, 1e-4);
    }
  }

  private static void assertGives(Path file, NdArray input, NdArray expected, double tolerance)
      throws IOException {
    OnnxModel model =
        OnnxFile.parse(Files.readAllBytes(file), file.getParent(), ModelInput.UNKNOWN);
    float[] got = new StreamedModel(model).run(List.of(input), List.of(expected.shape())).get(0);
    double largest = Arrays.stream(expected.values()).map(Math::abs).max().orElseThrow();
    for (int i = 0; i < got.length; i++) {
      assertThat((double) got[i])
          .as("value %d", i)
          .isCloseTo(expected.values()[i], within(tolerance * largest));
    }
  }
}
