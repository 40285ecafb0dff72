/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.keras;

import static io.tapline.models.keras.TestModel.sequential;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Layers that are several of the network's give what Keras gives. */
class CompositeLayersTest {
  private static final float[] FRAME = {-3f, -0.5f, 0.5f, 2f};

  @TempDir Path folder;

  @Test
  void shouldActivateByNames() throws IOException {
    assertThat(row("Activation", "activation: 'glu'"))
        .containsExactly(
            new float[] {-3f / (1f + (float) Math.exp(-0.5)), -0.5f / (1f + (float) Math.exp(-2))},
            within(1e-6f));
    assertThat(row("Activation", "activation: 'sparse_plus'"))
        .containsExactly(new float[] {0f, 0.0625f, 0.5625f, 2f}, within(1e-6f));
    assertThat(row("Activation", "activation: 'squareplus'"))
        .containsExactly(each(x -> (x + Math.sqrt(x * x + 4)) / 2), within(1e-6f));
    assertThat(row("Activation", "activation: 'tanh_shrink'"))
        .containsExactly(each(x -> x - Math.tanh(x)), within(1e-6f));
  }

  @Test
  void shouldBendBelowTheThreshold() throws IOException {
    String both = "threshold: 1.0, negative_slope: 0.5";

    assertThat(row("ReLU", both)).containsExactly(-2f, -0.75f, -0.25f, 2f);
    assertThat(row("ReLU", both + ", max_value: 1.5")).containsExactly(-2f, -0.75f, -0.25f, 1.5f);
    assertThat(row("ReLU", "threshold: 1")).containsExactly(0f, 0f, 0f, 2f);
  }

  @Test
  void shouldDivideByTheLength() throws IOException {
    double length = Math.sqrt(9 + 0.25 + 0.25 + 4);

    assertThat(row("UnitNormalization", "axis: -1"))
        .containsExactly(each(x -> x / length), within(1e-6f));
    assertThat(KerasRun.stream(model("UnitNormalization", ""), new float[][] {new float[4]}))
        .isDeepEqualTo(new float[][] {new float[4]});
  }

  @Test
  void shouldMaskFramesAllOfWhoseValuesAreTheMask() throws IOException {
    float[][] frames = {{2f, 2f, 2f, 2f}, {2f, 2f, 2f, 0f}, {0f, 0f, 0f, 0f}};

    assertThat(KerasRun.stream(model("Masking", "mask_value: 2.0"), frames))
        .isDeepEqualTo(new float[][] {new float[4], frames[1], frames[2]});
  }

  @Test
  void shouldRefuseMeansThatLeaveMaskedFramesOut() throws IOException {
    TestModel masked =
        sequential("m")
            .input("in", "[null, 3, 4]")
            .layer("Masking", "mask", "")
            .layer("Dropout", "drop", "")
            .layer("GlobalAveragePooling1D", "mean", "");

    assertThatThrownBy(() -> KerasFile.read(masked.h5(folder)))
        .hasMessageContaining("layer leaves masked frames out of the mean")
        .hasMessageContaining("layer=mean, type=GlobalAveragePooling1D");
  }

  @Test
  void shouldReduceTheOtherAxisWhereChannelsComeFirst() throws IOException {
    Path file = model("GlobalAveragePooling1D", "data_format: 'channels_first'");

    assertThat(KerasRun.stream(file, new float[][] {FRAME, {1f, 2f, 3f, 4f}}))
        .isDeepEqualTo(new float[][] {{-0.25f}, {2.5f}});
  }

  private interface Function {
    double of(double x);
  }

  private static float[] each(Function function) {
    float[] values = new float[FRAME.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) function.of(FRAME[i]);
    }
    return values;
  }

  private float[] row(String type, String config) throws IOException {
    return KerasRun.stream(model(type, config), new float[][] {FRAME})[0];
  }

  private Path model(String type, String config) throws IOException {
    return sequential("m").input("in", "[null, null, 4]").layer(type, "x", config).h5(folder);
  }
}
