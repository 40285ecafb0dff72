/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapline.network.function.Activation;
import io.tapline.network.graph.NetworkGraph;
import io.tapline.network.layer.Layer;
import io.tapline.network.layer.Weights;
import io.tapline.network.layer.activation.ActivationLayer;
import io.tapline.network.layer.convolution.Convolution;
import io.tapline.network.layer.normalization.BatchNormalization;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
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
  void shouldReplaceTheFilesOfAModelAndLeaveNoOthers(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("model.yaml");
    ModelFile.write(file, GoldenGraph.model());
    ModelFile.write(file, GoldenModel.model());

    assertSame(ModelFile.read(file), GoldenModel.model());
    assertThat(folder).isDirectoryNotContaining(p -> !p.toString().matches(".*/model\\.\\w+"));
  }

  @Test
  void shouldKeepAModelThatAnUnreadableOneWouldReplace(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("model.yaml");
    ModelFile.write(file, GoldenModel.model());
    NetworkGraph unreadable =
        NetworkGraph.sequence(
            1, List.of(new ActivationLayer("n".repeat(201), Activation.ABS)), "out");

    assertThatThrownBy(() -> ModelFile.write(file, Model.of("m", "1", unreadable)))
        .isInstanceOf(InvalidModelException.class)
        .hasMessageStartingWith("name is longer than 200 characters: layer=nnn");
    assertSame(ModelFile.read(file), GoldenModel.model());
  }

  /** Layers of many words are far apart from what a parser takes by default. */
  @Test
  void shouldReadTheLargestTopologyThatItWrites() throws IOException {
    List<Layer> layers = new ArrayList<>();
    for (int i = 0; i < ModelLimits.MOST_LAYERS; i++) {
      String name = String.format("%04d/", i).repeat(ModelLimits.LONGEST_NAME / 5);
      layers.add(
          new BatchNormalization(
              name, Weights.of(1), Weights.of(0), Weights.of(0), Weights.of(1), 1e-3f, true));
    }
    Model model = Model.of("m", "1", NetworkGraph.sequence(1, layers, "o".repeat(200)));

    WrittenModel written = WrittenModel.of(model, "w.safetensors");

    assertThat(written.topology()).hasSizeGreaterThan(1_000_000);
  }

  @Test
  void shouldRefuseATopologyThatIsTooLarge() {
    byte[] topology = new byte[Yaml.LARGEST_FILE + 1];

    assertThatThrownBy(() -> ModelFile.parse(topology, GoldenModel.weights()))
        .isInstanceOf(InvalidModelException.class)
        .hasMessage("topology is too large: maximum bytes=8388608, got=8388609");
  }

  @Test
  void shouldTellNoMoreProblemsThanFitAScreen() {
    List<String> problems = Collections.nCopies(5000, "x\u0085" + "y".repeat(5000));

    assertThat(new InvalidModelException(problems).problems())
        .hasSize(21)
        .endsWith("and 4980 more")
        .allSatisfy(problem -> assertThat(problem).hasSizeLessThan(1100).doesNotContain("\u0085"));
    assertThat(new InvalidModelException(problems.subList(0, 21)).problems())
        .hasSize(21)
        .doesNotContain("and 1 more");
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
    assertThat(got.outputNames()).isEqualTo(expected.outputNames());
    assertThat(got.inputFrames()).isEqualTo(expected.inputFrames());
    assertThat(got.graph()).isEqualTo(expected.graph());
    assertThat(got.network().fingerprint()).isEqualTo(expected.network().fingerprint());
  }
}
