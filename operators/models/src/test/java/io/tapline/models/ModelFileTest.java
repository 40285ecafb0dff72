/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.convolution.layer.Activation;
import io.tapline.convolution.layer.BatchNormalization;
import io.tapline.convolution.layer.Convolution;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelFileTest {

  @Test
  void shouldWriteTheBytesOfFormat1() throws IOException {
    assertThat(ModelFile.topology(GoldenModel.model(), "every-layer.safetensors"))
        .asString(StandardCharsets.UTF_8)
        .isEqualTo(new String(GoldenModel.topology(), StandardCharsets.UTF_8));
    assertThat(ModelFile.weights(GoldenModel.model())).isEqualTo(GoldenModel.weights());
  }

  @Test
  void shouldReadTheBytesOfFormat1() throws IOException {
    assertSame(ModelFile.parse(GoldenModel.topology(), GoldenModel.weights()), GoldenModel.model());
  }

  @Test
  void shouldReadTheFilesThatItWrote(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("model.yaml");
    ModelFile.write(file, GoldenModel.model());
    assertThat(folder.resolve("model.safetensors")).exists();
    assertSame(ModelFile.read(file), GoldenModel.model());
  }

  @Test
  void shouldTakeTheDefaultsOfAConvolutionBlock() throws IOException {
    Model model =
        Models.of(
            "layers: [{type: conv1d, padding: causal}]",
            Models.tensor("conv1d-1.kernel", 3, 2, 32),
            Models.tensor("conv1d-1.bias", 32));

    Convolution layer = (Convolution) model.network().layers().get(0).layer();
    assertThat(layer.name()).isEqualTo("conv1d-1");
    assertThat(layer.filters()).isEqualTo(32);
    assertThat(layer.kernelSize()).isEqualTo(3);
    assertThat(layer.stride()).isEqualTo(1);
    assertThat(layer.activation()).isEqualTo(Activation.RELU);
    assertThat(layer.bias().size()).isEqualTo(32);
    assertThat(layer.trainable()).isTrue();
    assertThat(model.inputFrames()).isEqualTo(OptionalInt.empty());
  }

  @Test
  void shouldTakeNumbersHoweverTheyAreWritten() throws IOException {
    for (String epsilon : new String[] {"1e-5", "1.0e-5", "1.0E-5", "0.00001"}) {
      Model model =
          Models.of(
              "layers: [{type: batch-normalization, name: bn, epsilon: " + epsilon + "}]",
              Models.tensor("bn.gamma", 2),
              Models.tensor("bn.beta", 2),
              Models.tensor("bn.mean", 2),
              Models.tensor("bn.variance", 2));
      BatchNormalization layer = (BatchNormalization) model.network().layers().get(0).layer();
      assertThat(layer.epsilon()).as(epsilon).isEqualTo(1e-5f);
    }
  }

  private static void assertSame(Model got, Model expected) {
    assertThat(got.name()).isEqualTo(expected.name());
    assertThat(got.version()).isEqualTo(expected.version());
    assertThat(got.outputName()).isEqualTo(expected.outputName());
    assertThat(got.inputFrames()).isEqualTo(expected.inputFrames());
    assertThat(got.graph()).isEqualTo(expected.graph());
    assertThat(got.network().fingerprint()).isEqualTo(expected.network().fingerprint());
  }
}
