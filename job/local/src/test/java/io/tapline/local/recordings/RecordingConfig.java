/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.local.recordings;

import io.tapline.local.recordings.RealRecording.ChannelOfFrame;
import io.tapline.models.Model;
import io.tapline.models.ModelFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The configuration of the job for one run over a recording. */
public final class RecordingConfig {

  private static final String OUTPUT = "features";

  private RecordingConfig() {}

  /** Writes it into the folder, with the network's model beside it, and gives its path. */
  public static Path write(
      Path folder, RecordingTopics topics, PlainNetwork network, int blockFrames, int parallelism)
      throws IOException {
    // Named by the recording: results carry the model's name, and must not differ from run to run.
    String name = topics.recording().name();
    String model = name + "-model.yaml";
    ModelFile.write(folder.resolve(model), Model.of(name, "1", network.graph(OUTPUT)));
    Path config = folder.resolve(topics.run() + ".yaml");
    Files.writeString(config, yaml(topics, model, blockFrames, parallelism));
    return config;
  }

  private static String yaml(
      RecordingTopics topics, String model, int blockFrames, int parallelism) {
    RealRecording recording = topics.recording();
    StringBuilder channels = new StringBuilder();
    for (ChannelOfFrame channel : recording.channels()) {
      channels.append(
          "  - {name: %s, aggregate: mean, max-age: %dus, scale: %s, offset: %s}%n"
              .formatted(
                  channel.name(), recording.maxAgeMicros(), channel.scale(), channel.offset()));
    }
    return """
        name: %s
        kafka:
          bootstrap-servers: %s
        input:
          topics: [%s]
          start: earliest
        grid: {period: %dus}
        time:
          disorder: %dus
          wait: %dus
          max-gap: %dus
          idle-flush: 30s
        channels:
        %smodel: %s
        outputs:
          %s: {topic: %s}
        rejected: {topic: %s}
        delivery: {transaction-timeout: 2min}
        execution:
          parallelism: %d
          block-frames: %d
          checkpoint-interval: 200ms
          checkpoint-timeout: 20s
        """
        .formatted(
            topics.run(),
            topics.bootstrapServers(),
            topics.readings(),
            recording.periodMicros(),
            RealRecording.DISORDER_MICROS,
            recording.waitMicros(),
            RealRecording.MAX_GAP_MICROS,
            channels,
            model,
            OUTPUT,
            topics.results(),
            topics.rejected(),
            parallelism,
            blockFrames);
  }
}
