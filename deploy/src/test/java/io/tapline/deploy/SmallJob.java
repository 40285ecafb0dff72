/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.deploy;

import io.tapline.models.Model;
import io.tapline.models.ModelFile;
import io.tapline.network.function.Activation;
import io.tapline.network.graph.NetworkGraph;
import io.tapline.network.layer.Padding;
import io.tapline.network.layer.convolution.Convolution;
import io.tapline.network.layer.convolution.DepthwiseConvolution;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;

/** A pipeline with a small network, on topics that carry its name. */
record SmallJob(String name, Path config) {

  private static final String MODEL = "model.yaml";

  static SmallJob write(Path folder, String name, String bootstrapServers) throws IOException {
    Files.createDirectories(folder);
    ModelFile.write(folder.resolve(MODEL), model());
    Path config = folder.resolve("pipeline.yaml");
    Files.writeString(config, yaml(name, bootstrapServers));
    return new SmallJob(name, config);
  }

  String readings() {
    return name + "-readings";
  }

  String results() {
    return name + "-results";
  }

  private static String yaml(String name, String bootstrapServers) {
    return """
        name: %1$s
        kafka: {bootstrap-servers: "%2$s"}
        input: {topics: [%1$s-readings], start: earliest}
        grid: {period: 10ms}
        channels: [{name: x}, {name: y}, {name: z}]
        model: %3$s
        outputs: {features: {topic: %1$s-results}}
        rejected: {topic: %1$s-rejected}
        execution: {checkpoint-interval: 500ms}
        """
        .formatted(name, bootstrapServers, MODEL);
  }

  private static Model model() {
    SplittableRandom random = new SplittableRandom(7);
    int channels = PublishedReadings.CHANNELS.size();
    return Model.of(
        "small",
        "1",
        NetworkGraph.sequence(
            channels,
            List.of(
                DepthwiseConvolution.named("filters")
                    .kernelSize(9)
                    .depthMultiplier(2)
                    .padding(Padding.CAUSAL)
                    .kernel(weights(9 * channels * 2, random))
                    .activation(Activation.TANH)
                    .build(),
                Convolution.pointwise("head")
                    .filters(4)
                    .kernel(weights(channels * 2 * 4, random))
                    .activation(Activation.SIGMOID)
                    .build()),
            "features"));
  }

  private static float[] weights(int count, SplittableRandom random) {
    float[] weights = new float[count];
    for (int i = 0; i < count; i++) {
      weights[i] = (float) random.nextDouble(-1, 1);
    }
    return weights;
  }
}
