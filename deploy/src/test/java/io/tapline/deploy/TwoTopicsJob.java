/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.deploy;

import io.tapline.models.Model;
import io.tapline.models.ModelFile;
import io.tapline.network.graph.NetworkGraph;
import io.tapline.network.layer.convolution.Convolution;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A pipeline over two topics, with outputs that carry its own name. Its out-of-orderness covers
 * what a broker that is stopped keeps records on their way.
 */
record TwoTopicsJob(String name, Path config) {

  static final String MOTION = "motion";
  static final String HEAT = "heat";

  static TwoTopicsJob write(Path folder, String name, String bootstrapServers) throws IOException {
    Files.createDirectories(folder);
    NetworkGraph graph =
        NetworkGraph.sequence(
            3,
            List.of(
                Convolution.named("conv")
                    .filters(1)
                    .kernelSize(3)
                    .kernel(1, 2, 3, 4, 5, 6, 7, 8, 9)
                    .build()),
            "features");
    ModelFile.write(folder.resolve("model.yaml"), Model.of("two-topics", "1", graph));
    Path config = folder.resolve("pipeline.yaml");
    Files.writeString(
        config,
        """
        name: %1$s
        kafka: {bootstrap-servers: "%2$s"}
        input: {topics: [%3$s, %4$s], start: earliest, out-of-orderness: 15s}
        grid: {period: 20ms}
        channels: [{name: x, aggregate: mean}, {name: y}, {name: temperature, max-age: 2s}]
        model: model.yaml
        outputs: {features: {topic: %1$s-results}}
        rejected: {topic: %1$s-rejected}
        execution: {checkpoint-interval: 1s}
        """
            .formatted(name, bootstrapServers, MOTION, HEAT));
    return new TwoTopicsJob(name, config);
  }

  String results() {
    return name + "-results";
  }

  String rejected() {
    return name + "-rejected";
  }
}
