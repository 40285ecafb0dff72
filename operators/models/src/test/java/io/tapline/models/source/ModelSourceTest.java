/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapline.models.InvalidModelException;
import io.tapline.models.Model;
import io.tapline.models.ModelFile;
import io.tapline.network.function.Activation;
import io.tapline.network.graph.NetworkGraph;
import io.tapline.network.layer.activation.ActivationLayer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelSourceTest {

  @TempDir Path folder;

  @Test
  void shouldReadTheNativeFormat() throws IOException {
    NetworkGraph graph =
        NetworkGraph.sequence(2, List.of(new ActivationLayer("abs", Activation.ABS)), "features");
    Path yaml = folder.resolve("model.yaml");
    ModelFile.write(yaml, Model.of("m", "1", graph));
    Path yml = Files.copy(yaml, folder.resolve("MODEL.YML"));

    assertThat(ModelSource.read(yaml).graph()).isEqualTo(graph);
    assertThat(ModelSource.read(yml).graph()).isEqualTo(graph);
  }

  @Test
  void shouldTellThatAFormatIsNotKnown() throws IOException {
    Path file = Files.createFile(folder.resolve("model.pt"));
    assertThatThrownBy(() -> ModelSource.read(file))
        .isInstanceOf(InvalidModelException.class)
        .hasMessage(
            "format of the model is not known, its name must end in .yaml, .onnx, .keras or .h5:"
                + " file="
                + file);
  }

  @Test
  void shouldTellThatAFileIsNotThere() {
    assertThatThrownBy(() -> ModelSource.read(folder))
        .isInstanceOf(InvalidModelException.class)
        .hasMessage("model file is not there: file=" + folder);
  }
}
