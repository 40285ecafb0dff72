/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.local.pretrained;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tapline.local.junit.TaplineExtension;
import io.tapline.schemas.FeatureVector;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Other people's trained models over the recordings that they belong to: recording, topic, job in
 * windows, topic; the classes must be those of the offline models.
 */
class PretrainedModelsIT {

  private static final Path SHARED = Path.of("../../../shared");

  @RegisterExtension
  static final TaplineExtension tapline =
      TaplineExtension.builder().taskManagers(1).slots(2).build();

  @TempDir Path folder;

  /** The table of the model's own description: 3455 of 3496 windows right. */
  @Test
  void shouldClassifyTheActivitiesAsTheOfflineModelDoes() throws Exception {
    List<String> classes = List.of("stationary", "walking", "running");
    Map<String, List<double[]>> devices = activities(classes);

    Map<String, List<FeatureVector>> results =
        new WindowedJob(tapline, folder)
            .model(shared("models/st-har/model.h5"))
            .period("40ms")
            .channels(
                """
                - {name: x, scale: 0.00025}
                - {name: y, scale: 0.00025}
                - {name: z, scale: 0.00025}
                """)
            .run(List.of("x", "y", "z"), 40_000, devices);

    int[][] table = new int[3][3];
    results.forEach(
        (device, vectors) -> {
          int row = classes.indexOf(device.substring(0, device.indexOf('_')));
          vectors.forEach(vector -> table[row][largest(vector)]++);
        });
    assertThat(table).isDeepEqualTo(new int[][] {{1342, 26, 0}, {13, 1469, 0}, {1, 1, 644}});
  }

  @ParameterizedTest
  @ValueSource(strings = {"cnn_har_best.h5", "cnn_har_best_ncw.onnx"})
  void shouldGiveTheProbabilitiesOfTheOfflineModel(String model) throws Exception {
    Map<String, List<double[]>> devices =
        Map.of("run_p1", accelerations("run_p1"), "walk_mike3", accelerations("walk_mike3"));

    Map<String, List<FeatureVector>> results =
        new WindowedJob(tapline, folder)
            .model(shared("models/har-cnn/" + model))
            .period("20ms")
            .window("{hop: 50}")
            .channels(
                Standardised.channel("{name: ax", -0.18200116482123732, 5.189256966259507)
                    + Standardised.channel("{name: ay", 6.141968012738515, 8.711534803600445)
                    + Standardised.channel("{name: az", -3.1081432506977946, 5.96693030459829)
                    + Standardised.channel(
                        "{name: a, norm-of: [ax, ay, az]", 11.779727640266291, 6.861410236798096))
            .run(List.of("ax", "ay", "az"), 20_000, devices);

    for (String device : devices.keySet()) {
      double[][] golden =
          GoldenArray.read(
              shared("models/har-cnn/golden_" + device + "/output_row_index_windows.npy"));
      List<FeatureVector> vectors = results.get(device);
      assertThat(vectors).as(device).hasSize(golden.length);
      for (int window = 0; window < golden.length; window++) {
        List<Float> values = vectors.get(window).getValues();
        for (int c = 0; c < 3; c++) {
          assertThat(values.get(c).doubleValue())
              .as("%s, window %d, class %d", device, window, c)
              .isCloseTo(golden[window][c], within(1e-4));
        }
        assertThat(largest(vectors.get(window))).isEqualTo(largest(golden[window]));
      }
    }
  }

  /** The files of each class, a device each: no time column, so that row n is at n periods. */
  private static Map<String, List<double[]>> activities(List<String> classes) throws IOException {
    List<Path> files = new ArrayList<>();
    for (String folder : classes) {
      try (Stream<Path> listed = Files.list(shared("recordings/st-har/" + folder))) {
        listed.forEach(files::add);
      }
    }
    return files.stream()
        .collect(
            Collectors.toMap(
                file -> file.getFileName().toString().replace(".csv", ""),
                file -> rows(file, 0, 0)));
  }

  /** Rows by their index: what the golden windows are counted in. */
  private static List<double[]> accelerations(String recording) {
    return rows(shared("recordings/har-50hz/" + recording + ".csv"), 1, 1);
  }

  private static List<double[]> rows(Path file, int headerLines, int firstColumn) {
    try (Stream<String> lines = Files.lines(file)) {
      return lines
          .skip(headerLines)
          .filter(line -> !line.isBlank())
          .map(line -> line.split(",", -1))
          .map(
              fields ->
                  new double[] {
                    Double.parseDouble(fields[firstColumn].strip()),
                    Double.parseDouble(fields[firstColumn + 1].strip()),
                    Double.parseDouble(fields[firstColumn + 2].strip())
                  })
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int largest(FeatureVector vector) {
    return largest(vector.getValues().stream().mapToDouble(Float::doubleValue).toArray());
  }

  private static int largest(double[] values) {
    int largest = 0;
    for (int i = 1; i < values.length; i++) {
      largest = values[i] > values[largest] ? i : largest;
    }
    return largest;
  }

  private static Path shared(String path) {
    Path file = SHARED.resolve(path);
    assumeTrue(Files.exists(file), "the shared models are not beside the project: " + file);
    return file.toAbsolutePath().normalize();
  }
}
