/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapline.convolution.NetworkGraph;
import io.tapline.convolution.layer.Activation;
import io.tapline.convolution.layer.ActivationLayer;
import io.tapline.convolution.layer.Convolution;
import io.tapline.convolution.layer.Layer;
import io.tapline.models.ImportedNetwork;
import io.tapline.models.InvalidModelException;
import io.tapline.models.Model;
import io.tapline.models.ModelFile;
import io.tapline.models.WrittenModel;
import java.nio.file.Path;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileLabelsTest {

  private static final Path FILE = Path.of("folder", "pump.v2.onnx");

  @Test
  void shouldNameAModelAfterItsFile() throws InvalidModelException {
    assertThat(FileLabels.label(FILE, scaledBy(1)).name()).isEqualTo("pump.v2");
    assertThat(FileLabels.label(Path.of("a\nb.onnx"), scaledBy(1)).name()).isEqualTo("model");
  }

  @Test
  void shouldGiveTheSameVersionToTheSameWeightsOnly() throws InvalidModelException {
    String version = FileLabels.label(FILE, scaledBy(1)).version();

    assertThat(version).matches("[0-9a-f]{12}");
    assertThat(FileLabels.label(Path.of("copy.h5"), scaledBy(1)).version()).isEqualTo(version);
    assertThat(FileLabels.label(FILE, scaledBy(2)).version()).isNotEqualTo(version);
  }

  @Test
  void shouldRefuseLayerNamesThatAreTooLong() {
    assertThatThrownBy(() -> FileLabels.label(FILE, called("n".repeat(201))))
        .isInstanceOf(InvalidModelException.class)
        .hasMessageStartingWith(
            "name of a layer is too long, give it another: maximum=200, layer=n");
  }

  /** What has another meaning in YAML, or is lost in it, unless it is written with care. */
  @ParameterizedTest
  @ValueSource(
      strings = {"\uFEFFa", "a\uFFFE", "\uFFFF", "a: b", "- a", "#", "é\uD83D\uDE00", "\u00A0a"})
  void shouldTakeLayerNamesThatAModelFileHolds(String name) throws InvalidModelException {
    Model model = FileLabels.label(FILE, called(name));

    WrittenModel written = WrittenModel.of(model, "w.safetensors");

    assertThat(ModelFile.parse(written.topology(), written.weights()).graph())
        .isEqualTo(model.graph());
  }

  private static ImportedNetwork called(String layer) {
    NetworkGraph.Builder graph = NetworkGraph.builder(1);
    graph.output("o", graph.add(new ActivationLayer(layer, Activation.ABS), NetworkGraph.INPUT));
    return new ImportedNetwork(graph.build(), OptionalInt.empty());
  }

  private static ImportedNetwork scaledBy(float factor) {
    NetworkGraph.Builder graph = NetworkGraph.builder(1);
    Layer scale = Convolution.pointwise("scale").filters(1).kernel(new float[] {factor}).build();
    graph.output("o", graph.add(scale, NetworkGraph.INPUT));
    return new ImportedNetwork(graph.build(), OptionalInt.empty());
  }

  @Test
  void shouldGiveOutputsNamesThatFilesAndTopicsCanHave() throws InvalidModelException {
    NetworkGraph.Builder graph = NetworkGraph.builder(1);
    String layer = graph.add(new ActivationLayer("abs", Activation.ABS), NetworkGraph.INPUT);
    graph
        .output("a/b:0", layer)
        .output("A_b_0", layer)
        .output("rejected", layer)
        .output("/", layer);

    Model model = FileLabels.label(FILE, new ImportedNetwork(graph.build(), OptionalInt.empty()));

    assertThat(model.outputNames()).containsExactly("a_b_0", "A_b_0_2", "rejected_2", "output");
  }

  @Test
  void shouldRefuseLayerNamesThatNoModelFileCouldHold() {
    for (String name : new String[] {"a\nb", "a\u0085b", "a\u2028b"}) {
      assertThatThrownBy(() -> FileLabels.label(FILE, called(name)))
          .isInstanceOf(InvalidModelException.class)
          .hasMessage("name of a layer must be a text of one line, give it another: layer=a?b");
    }
    assertThatThrownBy(() -> FileLabels.label(FILE, called("half \uD83D")))
        .isInstanceOf(InvalidModelException.class)
        .hasMessageContaining("must be a text of one line");
  }
}
