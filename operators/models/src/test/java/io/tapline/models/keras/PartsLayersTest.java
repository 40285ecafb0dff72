/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.keras;

import static io.tapline.models.keras.TestModel.sequential;
import static io.tapline.models.keras.TestModel.weight;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapline.models.keras.TestModel.Weight;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A window that is cut into parts gives what the same layers give of each part alone. */
class PartsLayersTest {
  private static final int PARTS = 3;
  private static final int LENGTH = 9;

  @TempDir Path folder;

  private record Wrapped(String type, String config, Weight... weights) {}

  @Test
  void shouldWorkOnEachPartAlone() throws IOException {
    Wrapped conv =
        new Wrapped(
            "Conv1D",
            "filters: 4, kernel_size: 3, strides: 2, activation: 'relu'",
            weight("kernel", 3, 2, 4),
            weight("bias", 4));
    Wrapped dilated =
        new Wrapped(
            "Conv1D",
            "filters: 2, kernel_size: [2], dilation_rate: 2, use_bias: false",
            weight("kernel", 2, 4, 2));
    Wrapped dense = new Wrapped("Dense", "units: 2, use_bias: false", weight("kernel", 2, 2));
    Wrapped flatten = new Wrapped("Flatten", "");

    check(conv, dilated, flatten);
    check(conv, new Wrapped("MaxPooling1D", "pool_size: 2"), flatten);
    check(dense, new Wrapped("AveragePooling1D", "pool_size: 3, strides: 3"), flatten);
    check(conv, new Wrapped("GlobalAveragePooling1D", ""));
    check(dense, new Wrapped("GlobalMaxPooling1D", ""));
  }

  private void check(Wrapped... layers) throws IOException {
    TestModel whole = sequential("m").input("in", "[null, 3, 9, 2]");
    TestModel alone = sequential("m").input("in", "[null, 9, 2]");
    for (int i = 0; i < layers.length; i++) {
      Wrapped layer = layers[i];
      String name = "layer" + i;
      whole.layer(
          "TimeDistributed",
          name,
          "layer: {class_name: '" + layer.type() + "', config: {" + layer.config() + "}}",
          layer.weights());
      alone.layer(layer.type(), name, layer.config(), layer.weights());
    }
    whole.layer("Flatten", "all", "");
    float[][] frames = frames();
    FloatBuffer expected = FloatBuffer.allocate(10_000);
    for (int part = 0; part < PARTS; part++) {
      expected.put(
          KerasRun.window(
              alone.h5(folder), Arrays.copyOfRange(frames, part * LENGTH, (part + 1) * LENGTH)));
    }

    float[] row = KerasRun.window(whole.h5(folder), frames);

    assertThat(row).isEqualTo(Arrays.copyOf(expected.array(), expected.position()));
  }

  private static float[][] frames() {
    Random random = new Random(5);
    float[][] frames = new float[PARTS * LENGTH][];
    Arrays.setAll(frames, i -> new float[] {random.nextFloat() - 0.5f, random.nextFloat() - 0.5f});
    return frames;
  }

  @Test
  void shouldRefuseWhatWouldMixParts() {
    assertThatThrownBy(() -> read("Conv1D", "filters: 1, kernel_size: 3, padding: 'same'"))
        .hasMessageContaining("layer pads each part of a window, use padding valid: layer=x");
    assertThatThrownBy(() -> read("Flatten", ""))
        .hasMessageContaining("which of the input's axes is time does not show");
    assertThatThrownBy(() -> read("Conv1D", "filters: 1, kernel_size: 10"))
        .hasMessageContaining("kernel is longer than a part of the window: layer=x");
    assertThatThrownBy(
            () ->
                KerasFile.read(
                    sequential("m")
                        .input("in", "[null, 3, 9, 2]")
                        .layer("Conv1D", "x", "filters: 1, kernel_size: 3")
                        .h5(folder)))
        .hasMessageContaining("put TimeDistributed around it: layer=x");
    assertThatThrownBy(
            () ->
                KerasFile.read(
                    sequential("m")
                        .input("in", "[null, 3, 9, 2]")
                        .layer("GlobalAveragePooling1D", "x", "")
                        .h5(folder)))
        .hasMessageContaining("put TimeDistributed around it: layer=x");
  }

  private void read(String type, String config) throws IOException {
    KerasFile.read(
        sequential("m")
            .input("in", "[null, 3, 9, 2]")
            .layer(
                "TimeDistributed",
                "x",
                "layer: {class_name: '" + type + "', config: {" + config + "}}",
                weight("kernel", 3, 2, 1),
                weight("bias", 1))
            .layer("Flatten", "flat", "")
            .h5(folder));
  }
}
