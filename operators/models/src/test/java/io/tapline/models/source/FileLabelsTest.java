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
import io.tapline.models.ImportedNetwork;
import io.tapline.models.InvalidModelException;
import io.tapline.models.Model;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileLabelsTest {

  @TempDir Path folder;

  private FileLabels labels;

  @BeforeEach
  void readAFile() throws IOException {
    labels = FileLabels.of(Files.writeString(folder.resolve("pump.v2.onnx"), "abc"));
  }

  @Test
  void shouldNameAModelAfterItsFileAndCountItsBytesAsTheVersion() {
    // SHA-256 of "abc", as FIPS 180-2 gives it.
    assertThat(labels).isEqualTo(new FileLabels("pump.v2", "ba7816bf8f01"));
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

    Model model = labels.label(new ImportedNetwork(graph.build(), OptionalInt.empty()));

    assertThat(model.outputNames()).containsExactly("a_b_0", "A_b_0_2", "rejected_2", "output");
  }

  @Test
  void shouldRefuseLayerNamesThatNoModelFileCouldHold() {
    NetworkGraph.Builder graph = NetworkGraph.builder(1);
    String layer = graph.add(new ActivationLayer("a\nb", Activation.ABS), NetworkGraph.INPUT);
    ImportedNetwork imported =
        new ImportedNetwork(graph.output("o", layer).build(), OptionalInt.empty());

    assertThatThrownBy(() -> labels.label(imported))
        .isInstanceOf(InvalidModelException.class)
        .hasMessage("name of a layer must be a text of one line, give it another: layer=a?b");
  }
}
