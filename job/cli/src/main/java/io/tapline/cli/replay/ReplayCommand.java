/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.cli.replay;

import io.tapline.cli.ConfigOption;
import io.tapline.cli.UserFault;
import io.tapline.cli.recording.Recordings;
import io.tapline.pipeline.Pipeline;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A recording again: through the operators into files, or to where the job reads. */
@Command(
    name = "replay",
    description = {
      "Replays recorded sensor logs.",
      "With --out it runs the job's own operators over the recording, without a broker, and writes "
          + "<output>.csv for every output, and rejected.csv.",
      "With --to kafka it publishes the recording to the job's first input topic."
    },
    footerHeading = "%nRecordings:%n",
    footer = {
      "  CSV files with the columns device, channel, timestamp_us, value: replayed in order of time;",
      "  Avro container files of RecordedMessage: replayed as they were recorded.",
      "",
      "Examples:",
      "  tapline replay --config pipeline.yaml --recording phone.csv --recording watch.csv --out out",
      "  tapline replay --config pipeline.yaml --recording plant.avro --to kafka --speed 10x"
    })
public final class ReplayCommand implements Callable<Integer> {

  @Spec private CommandLine.Model.CommandSpec spec;

  @Mixin private ConfigOption config;

  @Option(
      names = "--recording",
      required = true,
      arity = "1..*",
      paramLabel = "FILE",
      description = "A recording; name several to replay them together.")
  private List<Path> recordings;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Write results and rejected readings to CSV files in this folder.")
  private Path out;

  @Option(
      names = "--to",
      paramLabel = "kafka",
      description = "Publish to the job's first input topic instead.")
  private Destination destination;

  @Option(
      names = "--speed",
      paramLabel = "max|1x|10x",
      defaultValue = "max",
      converter = Speed.Converter.class,
      description = "Recorded time over real time, for --to kafka. Default: ${DEFAULT-VALUE}")
  private Speed speed;

  /** Where a recording can be published to. */
  enum Destination {
    KAFKA
  }

  @Override
  public Integer call() throws Exception {
    if ((out == null) == (destination == null)) {
      throw new UserFault("where to? give --out DIR or --to kafka, one of the two");
    }
    if (out != null && speed.factor() != Speed.MAX.factor()) {
      throw new UserFault("--speed goes with --to kafka: files are written as fast as it goes");
    }
    Pipeline pipeline = destination == null ? config.pipeline() : config.pipelineOnKafka();
    Path temporary = Files.createTempDirectory("tapline-replay-");
    try {
      Path recording = Recordings.merge(recordings, temporary);
      long messages = Recordings.count(recording);
      if (destination == null) {
        new FileReplay(pipeline, recording, messages, outFolder(), out()).run();
      } else {
        new KafkaReplay(pipeline, recording, messages, speed, out()).run();
      }
    } finally {
      Files.deleteIfExists(temporary.resolve("recording.avro"));
      Files.deleteIfExists(temporary);
    }
    return CommandLine.ExitCode.OK;
  }

  private Path outFolder() {
    try {
      return Files.createDirectories(out);
    } catch (IOException e) {
      throw new UserFault("--out must be a folder that can be written: out=" + out);
    }
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
