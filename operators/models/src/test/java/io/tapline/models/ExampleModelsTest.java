/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.network.layer.Parameters;
import io.tapline.network.report.NetworkSummary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ExampleModelsTest {
  private static final Path MODULE = Path.of(System.getProperty("basedir", "."));
  private static final Path FOLDER = MODULE.resolve("../../deploy/examples/keras");

  @Test
  void shouldKeepTheExamplesAsTheGeneratorWritesThem() throws IOException {
    Path fresh = Files.createDirectories(MODULE.resolve("target/examples/keras"));
    ExampleModels.write(fresh);
    try (var files = Files.list(fresh)) {
      for (Path file : files.toList()) {
        assertThat(FOLDER.resolve(file.getFileName()))
            .as("differs from what the generator writes; if that was meant, copy from %s", fresh)
            .hasSameBinaryContentAs(file);
      }
    }
  }

  @Test
  void shouldReadTheExamplesAsTheyWereGenerated() throws IOException {
    for (Model model : ExampleModels.all()) {
      Model read = ModelFile.read(FOLDER.resolve(model.name() + ".yaml"));
      assertThat(read.graph()).isEqualTo(model.graph());
      assertThat(read.network().fingerprint()).isEqualTo(model.network().fingerprint());
    }
  }

  @Test
  void shouldCountAsKerasDoes() {
    assertThat(ExampleModels.convStack().network().parameters())
        .isEqualTo(new Parameters(4320, 32));
    assertThat(ExampleModels.depthwise().network().parameters())
        .isEqualTo(new Parameters(1920 + 7712, 0));
    assertThat(ExampleModels.frozen().network().parameters())
        .isEqualTo(new Parameters(32 + 2592, 1696 + 32));
  }

  @Test
  void shouldShowTheDepthwiseNetworkAsATable() {
    assertThat(
            NetworkSummary.render(
                "keras-depthwise", ExampleModels.depthwise().network(), OptionalLong.of(31)))
        .contains(
            "filters (DepthwiseConv1D)                    31 x 240                     1920\n")
        .contains(
            "head (Conv1D)                                31 x 32                      7712\n");
  }
}
