/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.pipeline;

import io.tapline.models.Model;
import io.tapline.models.ModelFile;
import io.tapline.network.function.Activation;
import io.tapline.network.graph.NetworkGraph;
import io.tapline.network.layer.convolution.Convolution;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A model of two channels, and configurations around it. */
final class Models {

  static final String CONFIG =
      """
      name: job
      kafka: {bootstrap-servers: 'localhost:9'}
      input: {topics: [readings]}
      grid: {period: 10ms}
      channels: [{name: a}, {name: b}]
      model: model.yaml
      outputs: {features: {topic: results}}
      rejected: {topic: rejected}
      """;

  private Models() {}

  static Model model() {
    return Model.of(
        "small",
        "3",
        NetworkGraph.sequence(
            2,
            List.of(
                Convolution.named("conv")
                    .filters(1)
                    .kernelSize(2)
                    .kernel(new float[] {1, 2, 3, 4})
                    .activation(Activation.LINEAR)
                    .build()),
            "features"));
  }

  /** Writes the model, as model.yaml, and a configuration beside it. */
  static Path write(Path folder, String config) throws IOException {
    ModelFile.write(folder.resolve("model.yaml"), model());
    return Files.writeString(folder.resolve("p.yaml"), config);
  }

  static Pipeline pipeline(Path folder, String config) throws Exception {
    return Pipeline.load(write(folder, config));
  }
}
