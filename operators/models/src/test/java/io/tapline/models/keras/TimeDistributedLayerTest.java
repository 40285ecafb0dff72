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
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TimeDistributed around models, and around layers of any kind. */
class TimeDistributedLayerTest {
  private static final Weight[] DENSE = {
    weight("kernel", 2, 3).of("layers/dense", "d"), weight("bias", 3).of("layers/dense", "d")
  };
  private static final Weight[] CONVOLUTION = {
    weight("kernel", 3, 2, 3).of("layers/conv1d", "c"), weight("bias", 3).of("layers/conv1d", "c")
  };

  @TempDir Path folder;

  @Test
  void shouldRunAModelOnEachFrame() throws IOException {
    TestModel wrapped =
        sequential("m")
            .input("in", "[null, null, 2]")
            .layer(
                "TimeDistributed",
                "each",
                "layer: {class_name: 'Sequential', config: {name: 'inner', layers: ["
                    + "{class_name: 'Dense', config: {name: 'd', units: 3}},"
                    + "{class_name: 'Activation', config: {name: 'a', activation: 'softmax'}}]}}",
                DENSE);
    TestModel plain =
        sequential("m")
            .input("in", "[null, null, 2]")
            .layer("Dense", "each", "units: 3, activation: 'softmax'", DENSE);
    float[][] frames = frames(12);

    float[][] expected = KerasRun.stream(plain.h5(folder), frames);

    for (Path file : List.of(wrapped.h5(folder), wrapped.keras(folder))) {
      assertThat(KerasRun.stream(file, frames)).isDeepEqualTo(expected);
    }
  }

  @Test
  void shouldRunAModelOnEachPartOfAWindow() throws IOException {
    TestModel wrapped =
        sequential("m")
            .input("in", "[null, 3, 4, 2]")
            .layer(
                "TimeDistributed",
                "each",
                "layer: {class_name: 'Sequential', config: {name: 'inner', layers: ["
                    + "{class_name: 'Conv1D', config: {name: 'c', filters: 3, kernel_size: 3}},"
                    + "{class_name: 'Flatten', config: {name: 'f'}}]}}",
                CONVOLUTION)
            .layer("Flatten", "all", "");
    TestModel alone =
        sequential("m")
            .input("in", "[null, 4, 2]")
            .layer("Conv1D", "each", "filters: 3, kernel_size: 3", CONVOLUTION)
            .layer("Flatten", "all", "");
    float[][] frames = frames(12);

    for (Path file : List.of(wrapped.h5(folder), wrapped.keras(folder))) {
      float[] row = KerasRun.window(file, frames);
      assertThat(row).hasSize(3 * 6);
      for (int part = 0; part < 3; part++) {
        assertThat(Arrays.copyOfRange(row, 6 * part, 6 * part + 6))
            .isEqualTo(
                KerasRun.window(
                    alone.h5(folder), Arrays.copyOfRange(frames, 4 * part, 4 * part + 4)));
      }
    }
  }

  @Test
  void shouldWrapLayersOfAnyKindThatWorkOnAFrame() throws IOException {
    TestModel wrapped =
        sequential("m")
            .input("in", "[null, null, 2]")
            .layer(
                "TimeDistributed",
                "scaled",
                "layer: {class_name: 'Rescaling', config: {scale: 0.5, offset: 1.0}}")
            .layer("TimeDistributed", "flat", "layer: {class_name: 'Flatten', config: {}}");
    TestModel plain =
        sequential("m")
            .input("in", "[null, null, 2]")
            .layer("Rescaling", "scaled", "scale: 0.5, offset: 1.0");
    float[][] frames = frames(5);

    assertThat(KerasRun.stream(wrapped.h5(folder), frames))
        .isDeepEqualTo(KerasRun.stream(plain.h5(folder), frames));
  }

  @Test
  void shouldRefuseWhatWouldMixFramesOrParts() {
    assertThatThrownBy(() -> read("[null, 12, 2]", "GlobalAveragePooling1D", ""))
        .hasMessageContaining("layer needs an input of frames and channels: layer=x");
    assertThatThrownBy(() -> read("[null, 12, 2]", "Reshape", "target_shape: [2, 1]"))
        .hasMessageContaining(
            "layer cannot work on each frame, or on each part of a window, by itself: layer=x,"
                + " type=Reshape");
    assertThatThrownBy(() -> read("[null, 3, 4, 2]", "LSTM", "units: 2"))
        .hasMessageContaining("by itself: layer=x, type=LSTM, input=(None, 3, 4, 2)");
    assertThatThrownBy(() -> read("[null, 3, 4, 2]", "LayerNormalization", "axis: [1]"))
        .hasMessageContaining("layer works along another axis than the channels");
  }

  private Object read(String shape, String type, String arguments) throws IOException {
    return KerasFile.read(
        sequential("m")
            .input("in", shape)
            .layer(
                "TimeDistributed",
                "x",
                "layer: {class_name: '" + type + "', config: {" + arguments + "}}")
            .h5(folder));
  }

  private static float[][] frames(int count) {
    Random random = new Random(count);
    float[][] frames = new float[count][];
    Arrays.setAll(frames, i -> new float[] {random.nextFloat() - 0.5f, random.nextFloat() - 0.5f});
    return frames;
  }
}
