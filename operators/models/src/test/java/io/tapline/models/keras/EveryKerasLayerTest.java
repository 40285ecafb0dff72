/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.models.keras;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.models.ImportedNetwork;
import io.tapline.network.Network;
import io.tapline.network.graph.Window;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All kinds of layers go together. */
class EveryKerasLayerTest {
  @TempDir Path folder;

  @Test
  void shouldCompileWhatItReads() throws IOException {
    ImportedNetwork network = KerasFile.read(EveryKerasLayer.model().h5(folder));

    assertThat(Network.compile(network.graph(), new Window(16, 4)).outputs())
        .extracting(output -> output.name())
        .containsExactly("out", "steps");
  }

  @Test
  void shouldReadTheSameFromBothFormats() throws IOException {
    assertThat(KerasFile.read(EveryKerasLayer.model().keras(folder)))
        .isEqualTo(KerasFile.read(EveryKerasLayer.model().h5(folder)));
  }
}
