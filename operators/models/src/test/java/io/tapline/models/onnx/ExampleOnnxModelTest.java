/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.models.ModelInput;
import io.tapline.network.Network;
import io.tapline.network.layer.Padding;
import io.tapline.network.layer.convolution.Convolution;
import io.tapline.network.layer.shape.TimePadding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ExampleOnnxModelTest {
  private static final Path MODULE = Path.of(System.getProperty("basedir", "."));
  private static final Path FOLDER = MODULE.resolve("../../deploy/examples/onnx");

  @Test
  void shouldKeepTheExampleAsTheGeneratorWritesIt() throws IOException {
    Path fresh = Files.createDirectories(MODULE.resolve("target/examples/onnx"));
    ExampleOnnxModel.write(fresh);
    for (String file : new String[] {"motion-tcn.onnx", "frames.csv"}) {
      assertThat(FOLDER.resolve(file))
          .as("differs from what the generator writes; if that was meant, copy from %s", fresh)
          .hasSameBinaryContentAs(fresh.resolve(file));
    }
  }

  @Test
  void shouldReadEveryChoppedConvolutionAsACausalOne() throws IOException {
    OnnxModel model = OnnxFile.parse(ExampleOnnxModel.bytes(), FOLDER, ModelInput.UNKNOWN);
    Network network = Network.compile(model.network());

    assertThat(model.network().nodes())
        .extracting(node -> node.layer())
        .doesNotHaveAnyElementsOfTypes(TimePadding.class)
        .filteredOn(layer -> layer instanceof Convolution c && c.kernelSize() == 3)
        .hasSize(4)
        .allMatch(layer -> layer.taps().padding().equals(Padding.CAUSAL));
    assertThat(network.delay()).isZero();
    // Two kernels of size 3 with dilation 1, and two with dilation 2.
    assertThat(network.receptiveField()).isEqualTo(1 + 2 + 2 + 4 + 4);
  }
}
