/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tapline.models.ImportedNetwork;
import io.tapline.models.InvalidModelException;
import io.tapline.network.Network;
import io.tapline.network.graph.Window;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Other people's trained models give what their makers saw. */
class RealKerasModelsTest {
  private static final Path MODELS = Path.of("../../../shared/models");
  private static final Path RECORDINGS = Path.of("../../../shared/recordings");

  /** Rows are true classes, columns predicted ones: stationary, walking, running. */
  @Test
  void shouldClassifyHumanActivityAsStMicroelectronicsDid() throws IOException {
    Network network = network(MODELS.resolve("st-har/model.h5"), 26);
    assertThat(network.parameters().total()).isEqualTo(12_075);

    int[][] classes = new int[3][];
    List<String> folders = List.of("stationary", "walking", "running");
    for (int i = 0; i < folders.size(); i++) {
      classes[i] = classes(network, RECORDINGS.resolve("st-har").resolve(folders.get(i)));
    }

    assertThat(classes).isDeepEqualTo(new int[][] {{1342, 26, 0}, {13, 1469, 0}, {1, 1, 644}});
  }

  private static int[] classes(Network network, Path folder) throws IOException {
    int[] counts = new int[3];
    for (Path file : filesOf(folder)) {
      List<float[]> rows = new ArrayList<>();
      for (String line : Files.readAllLines(file)) {
        rows.add(floats(line.split(","), 0, 3, 4000f));
      }
      for (float[] softmax : outputs(network, rows)) {
        counts[indexOfLargest(softmax)]++;
      }
    }
    return counts;
  }

  @Test
  void shouldGiveTheSoftmaxOfKeras3() throws IOException {
    Network network = network(MODELS.resolve("har-cnn/cnn_har_best.h5"), 50);
    JsonNode scaler =
        new ObjectMapper()
            .readTree(MODELS.resolve("har-cnn/preprocessing_config.json").toFile())
            .path("normalization")
            .path("scaler_parameters");
    for (String recording : List.of("run_p1", "walk_mike3")) {
      List<float[]> rows = new ArrayList<>();
      List<String> lines = Files.readAllLines(RECORDINGS.resolve("har-50hz/" + recording + ".csv"));
      for (String line : lines.subList(1, lines.size())) {
        rows.add(scaled(floats(line.split(","), 1, 3, 1f), scaler));
      }
      List<float[]> actual = outputs(network, rows);
      FloatBuffer expected =
          npy(MODELS.resolve("har-cnn/golden_" + recording + "/output_row_index_windows.npy"));
      assertThat(actual).hasSize(expected.remaining() / 3);
      for (float[] softmax : actual) {
        for (float value : softmax) {
          assertThat(value).isCloseTo(expected.get(), offset(1e-4f));
        }
      }
    }
  }

  private static float[] scaled(float[] acceleration, JsonNode scaler) {
    double[] features = new double[4];
    for (int i = 0; i < 3; i++) {
      features[i] = acceleration[i];
      features[3] += (double) acceleration[i] * acceleration[i];
    }
    features[3] = Math.sqrt(features[3]);
    float[] scaled = new float[4];
    for (int i = 0; i < 4; i++) {
      double mean = scaler.path("mean").get(i).doubleValue();
      scaled[i] = (float) ((features[i] - mean) / scaler.path("scale").get(i).doubleValue());
    }
    return scaled;
  }

  @Test
  void shouldRefuseCodeByTheNameOfItsLayer() throws IOException {
    Path file = MODELS.resolve("eeg-tcnet/model.h5");
    assumeTrue(Files.exists(file), "no shared models");

    assertThatThrownBy(() -> KerasFile.read(file))
        .isInstanceOfSatisfying(
            InvalidModelException.class,
            e ->
                assertThat(e.problems())
                    .contains(
                        "layer is Python code, which Tapline never runs; put Keras layers in its"
                            + " place or export the model to ONNX: layer=lambda_1, type=Lambda",
                        "layer is Python code, which Tapline never runs; put Keras layers in its"
                            + " place or export the model to ONNX: layer=lambda_2, type=Lambda"));
  }

  /** Windows of the declared length. */
  private static Network network(Path file, int hop) throws IOException {
    assumeTrue(Files.exists(file) && Files.exists(RECORDINGS), "no shared models");
    ImportedNetwork imported = KerasFile.read(file);
    int size = imported.inputFrames().orElseThrow();
    return Network.compile(imported.graph(), new Window(size, hop));
  }

  private static List<float[]> outputs(Network network, List<float[]> rows) {
    float[] frames = new float[rows.size() * network.inputChannels()];
    for (int i = 0; i < rows.size(); i++) {
      System.arraycopy(rows.get(i), 0, frames, i * network.inputChannels(), rows.get(i).length);
    }
    List<float[]> outputs = new ArrayList<>();
    network
        .newProcessor()
        .process(
            frames,
            0,
            rows.size(),
            network.newState(),
            (output, frame, missing, values, from) ->
                outputs.add(Arrays.copyOfRange(values, from, from + network.outputChannels())));
    return outputs;
  }

  private static List<Path> filesOf(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }

  private static float[] floats(String[] columns, int from, int count, float divisor) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = Float.parseFloat(columns[from + i].strip()) / divisor;
    }
    return values;
  }

  private static int indexOfLargest(float[] values) {
    int largest = 0;
    for (int i = 1; i < values.length; i++) {
      largest = values[i] > values[largest] ? i : largest;
    }
    return largest;
  }

  /** The values of a NumPy file of float32, whose header's length is at byte 8. */
  private static FloatBuffer npy(Path file) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    return bytes.position(10 + bytes.getShort(8)).asFloatBuffer();
  }
}
