/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.onnx;

import static io.tapline.models.onnx.OnnxModels.ANY;
import static io.tapline.models.onnx.OnnxModels.model;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapline.models.InvalidModelException;
import io.tapline.models.Model;
import io.tapline.models.ModelInput;
import io.tapline.models.ReadLimit;
import io.tapline.models.source.ModelSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bound on what reading a file takes, which users can raise. */
class OnnxLimitTest {
  @TempDir Path folder;

  @Test
  void shouldRefuseMoreValuesThanTheLimitAndSayHowToRaiseIt() throws IOException {
    Path file = folder.resolve("m.onnx");
    Files.write(
        file,
        model()
            .input("x", ANY, 10, ANY)
            .weights("w", 100, 10, 1)
            .node("Conv", "x,w", "y")
            .output("y")
            .bytes());

    assertThatThrownBy(() -> ModelSource.read(file, ModelInput.UNKNOWN, new ReadLimit(999)))
        .isInstanceOf(InvalidModelException.class)
        .hasMessageContaining("model is too large, raise model-limit in the pipeline, or --model-");
    // What is read has this many bytes of the file for each value, and is taken twice.
    ReadLimit limit = new ReadLimit(3_000);
    Model read = ModelSource.read(file, ModelInput.UNKNOWN, limit);
    assertThat(read.network().outputChannels()).isEqualTo(100);
  }

  @Test
  void shouldRefuseFilesOfKerasThatAreLarger() throws IOException {
    Path file = folder.resolve("m.h5");
    Files.write(file, new byte[9_000]);

    assertThatThrownBy(() -> ModelSource.read(file, ModelInput.UNKNOWN, new ReadLimit(1_000)))
        .isInstanceOf(InvalidModelException.class)
        .hasMessageContaining(
            "file is too large, raise model-limit in the pipeline, or --model-limit:"
                + " maximum bytes=8000, got=9000");
  }
}
