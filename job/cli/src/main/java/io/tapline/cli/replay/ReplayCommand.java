/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.cli.replay;

import io.tapline.cli.ConfigOption;
import io.tapline.cli.LastMetrics;
import io.tapline.cli.UserFault;
import io.tapline.cli.frames.FrameFile;
import io.tapline.cli.recording.Recordings;
import io.tapline.pipeline.Pipeline;
import io.tapline.pipeline.config.Purpose;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
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
      "With --out it runs the job's own operators over the recordings, without a broker, and writes "
          + "<output>.csv for every output, and rejected.csv. It tells where every reading is, and how "
          + "each channel fared.",
      "With --frames, alone or beside --out, it writes the aligned frames that the network sees: to "
          + "train a model on exactly these. Frames alone need no model and no outputs.",
      "With --to kafka it publishes the recordings to the job's first input topic of Tapline's own "
          + "Avro; messages of a topic go to that topic."
    },
    footerHeading = "%nRecordings:%n",
    footer = {
      "  Tables, .parquet or CSV, are told by their columns. A reading a row:",
      "    device, channel, timestamp_us, value",
      "  or several, with a column for each channel:",
      "    device, timestamp_us, acc.x, acc.y, ...",
      "  Files of one sensor or one device each are named together, and merged in",
      "  the order of time, or of arrival where the configuration tells it. Avro",
      "  container files of RecordedMessage (.avro) are replayed as they were",
      "  recorded; they hold Tapline's own Avro.",
      "",
      "  Of others the configuration tells how they are read, by the first entry",
      "  that matches a file's name:",
      "    recordings:",
      "      - files: '*_phone.txt'",
      "        separator: ' '                # or ';', or \"\\t\"; without, a comma",
      "        header: false                 # where there is none",
      "        columns: [t, rx, x, y, z]",
      "        comment: '#'",
      "        device: {constant: phone}     # or {field: COLUMN}",
      "                                      # or {file: true}, the file's name",
      "        time: {field: t, unit: ns}    # or s, ms, us, iso-8601",
      "                                      # or pattern: yyyy-MM-dd HH:mm:ss,",
      "                                      #    zone: Europe/Berlin, which text",
      "                                      #    without an offset needs",
      "        arrived: {field: rx, unit: ns}  # when each row came in, as time is",
      "                                      # given; or {row: true}, in the order",
      "                                      # of the rows; without, by time",
      "        values: {acc.x: x, acc.y: y}  # channel: column; or, one a row,",
      "                                      #    channel: {field: COLUMN}",
      "                                      #    value: {field: COLUMN}",
      "      - {files: 'imu*.avro', topic: imu}  # as records of that input topic",
      "",
      "  What is max-ahead past the arrival of its row is rejected as future, as the",
      "  job would; where no column tells the arrival, nothing is.",
      "",
      "Frames:",
      "  .csv and .parquet have the columns device, timestamp_us, one for each",
      "  channel, and mask_CHANNEL: 0 missing, 1 observed, 2 filled. A missing value",
      "  is written as 0, as the network is given it.",
      "  .npy has an element a frame:",
      "    a = numpy.load('frames.npy')",
      "    a['device'], a['timestamp_us'], a['values'], a['mask']",
      "  values and mask are [frames, channels], in the configuration's order.",
      "",
      "Rejected readings:",
      "  source names the recording, and offset the line of a text, the row of a",
      "  .parquet, from 1 on, or the message of an .avro, from 0 on. record_base64",
      "  has the bytes of that message, in the first of its rows.",
      "",
      "Texts in .csv files:",
      "  A device, channel or detail that a spreadsheet would run as a formula, as it",
      "  begins with = + - or @, has a ' before it; so has one that begins with a '.",
      "  Numbers stay as they are.",
      "",
      "A configuration for --frames alone is complete with these:",
      "    name: training",
      "    grid: {period: 10ms}",
      "    channels: [{name: acc.x}, {name: acc.y}]",
      "",
      "Examples:",
      "  tapline replay --config pipeline.yaml --out out --recording all.csv",
      "  tapline replay --config pipeline.yaml --frames frames.parquet \\",
      "    --recording phone.csv watch.csv",
      "  tapline replay --config pipeline.yaml --to kafka --speed 10x \\",
      "    --recording plant.avro"
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
      names = "--frames",
      paramLabel = "FILE",
      description = "Write the aligned frames to this file: .csv, .parquet or .npy.")
  private Path frames;

  @Option(
      names = "--to",
      paramLabel = "kafka",
      description = "Publish to an input topic of the job instead.")
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
    boolean intoFiles = out != null || frames != null;
    if (intoFiles == (destination != null)) {
      throw new UserFault("where to? give --out DIR, --frames FILE or both, or else --to kafka");
    }
    if (intoFiles && speed.factor() != Speed.MAX.factor()) {
      throw new UserFault("--speed goes with --to kafka: files are written as fast as it goes");
    }
    Pipeline pipeline = intoFiles ? config.pipeline(purpose()) : config.pipelineOnKafka();
    if (frames != null) {
      FrameFile.checkPlace(frames, FileReplay.channels(pipeline));
    }
    new OutputFiles(out, outputs(pipeline), frames).check(recordings);
    Recordings all =
        new Recordings(
            recordings,
            pipeline.config().recordings(),
            pipeline.alignment().layout().measuredNames());
    if (speed.factor() != Speed.MAX.factor() && !all.untimed().isEmpty()) {
      throw new UserFault(
          "--speed needs the times of arrival, and recordings.arrived tells only an order: leave"
              + " --speed out, or name a column in arrived.field: files="
              + all.untimed());
    }
    String topic =
        intoFiles ? null : KafkaReplay.topicOf(recordings, all.topics(), pipeline.config().input());
    Path temporary = Files.createTempDirectory("tapline-replay-");
    // The last thing to be named is the first to go, where the command is stopped midway.
    temporary.toFile().deleteOnExit();
    temporary.resolve("recording.avro").toFile().deleteOnExit();
    try {
      Path recording = all.merge(temporary);
      long messages = Recordings.count(recording);
      if (intoFiles) {
        Pipeline ofFiles = pipeline.decodingUnder(byName(all.topics()));
        Path folder = outFolder();
        LastMetrics metrics = new FileReplay(ofFiles, recording, folder, frames).run();
        ReplayReport report = new ReplayReport(pipeline, metrics);
        report.print(messages, folder, frames, out());
        return report.good() ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
      } else {
        Properties client = pipeline.config().kafka().clientProperties();
        new KafkaReplay(client, topic, recording, messages, speed, out()).run();
      }
    } finally {
      Files.deleteIfExists(temporary.resolve("recording.avro"));
      Files.deleteIfExists(temporary);
    }
    return CommandLine.ExitCode.OK;
  }

  private Purpose purpose() {
    return out == null ? Purpose.FRAMES : Purpose.REPLAY;
  }

  private List<String> outputs(Pipeline pipeline) {
    return out == null ? List.of() : pipeline.model().outputNames();
  }

  private static Map<String, String> byName(Map<Path, String> topics) {
    Map<String, String> byName = new HashMap<>();
    topics.forEach((file, topic) -> byName.put(file.toString(), topic));
    return byName;
  }

  private Path outFolder() {
    try {
      return out == null ? null : Files.createDirectories(out);
    } catch (IOException e) {
      throw UserFault.ofFile("--out must be a folder that can be written", out, e);
    }
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
