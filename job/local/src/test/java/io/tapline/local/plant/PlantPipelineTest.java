/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.local.plant;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.alignment.Alignment;
import io.tapline.pipeline.Pipeline;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlantPipelineTest {

  private static final Path FOLDER =
      Path.of(System.getProperty("basedir", ".")).resolve("../../deploy/examples/plant");

  @Test
  void shouldConfigureTheFramesThatTheNetworkWasTrainedOn(@TempDir Path folder) throws Exception {
    String yaml = Files.readString(FOLDER.resolve("pipeline.yaml"));
    Path config = folder.resolve("pipeline.yaml");
    Files.writeString(config, yaml.replace("${env:TAPLINE_BOOTSTRAP_SERVERS}", "localhost:9092"));
    for (String file : new String[] {"plant-faults.yaml", "plant-faults.safetensors"}) {
      Files.copy(FOLDER.resolve(file), folder.resolve(file));
    }

    Alignment configured = Pipeline.load(config).alignment();

    Alignment trained = PlantAlignment.alignment();
    assertThat(configured.grid()).isEqualTo(trained.grid());
    assertThat(configured.bounds())
        .usingRecursiveComparison()
        .ignoringFields("resetAfterMicros")
        .isEqualTo(trained.bounds());
    assertThat(configured.layout().frame()).isEqualTo(trained.layout().frame());
  }
}
