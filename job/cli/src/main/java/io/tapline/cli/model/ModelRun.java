/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.cli.model;

import io.tapline.cli.Progress;
import io.tapline.cli.UserFault;
import io.tapline.cli.arrays.FrameReader;
import io.tapline.cli.arrays.RowWriter;
import io.tapline.cli.arrays.UnfinishedFile;
import io.tapline.models.Model;
import io.tapline.network.Network;
import io.tapline.network.NetworkProcessor;
import io.tapline.network.NetworkState;
import io.tapline.network.plan.NetworkOutput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import me.tongfei.progressbar.ProgressBar;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs a model over recorded frames, as the job would, and writes what the offline model gives. */
@Command(
    name = "run",
    description = {
      "Runs a model over recorded frames, and writes what the offline model gives.",
      "The input is [frames, channels], the output [rows, values]. Without windows the recording is "
          + "one segment from its first frame to its last; with them, row i is of the window that "
          + "begins at frame i x hop. Several outputs stand side by side."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  tapline model run --model net.onnx --input frames.npy --output results.npy",
      "  tapline model run --model net.h5 --window 100 --hop 50 \\",
      "    --input frames.csv --output classes.csv"
    })
final class ModelRun implements Callable<Integer> {

  /** Bounds what a block of many channels takes of the memory. */
  private static final int MOST_VALUES = 1 << 22;

  @Spec private CommandLine.Model.CommandSpec spec;

  @Option(names = "--model", required = true, paramLabel = "MODEL", description = "The model file.")
  private Path file;

  @Option(
      names = "--input",
      required = true,
      paramLabel = "X",
      description = "The frames: an NPY file, or CSV with a header.")
  private Path input;

  @Option(
      names = "--output",
      required = true,
      paramLabel = "Y",
      description = "Where the rows go: NPY or CSV, by the name's ending.")
  private Path output;

  @Option(
      names = "--block",
      paramLabel = "N",
      defaultValue = "64",
      description = "Frames a call; it moves no bit of the result. Default: ${DEFAULT-VALUE}")
  private int block;

  @Mixin private WindowOption window;

  @Override
  public Integer call() throws IOException {
    if (block < 1 || block > 1_000_000) {
      throw new UserFault("--block must be 1 to 1000000: block=" + block);
    }
    RowWriter.checkPlace(output);
    try (FrameReader frames = FrameReader.open(input)) {
      Model model = window.read(file, OptionalInt.of(frames.channels()));
      Network network = model.network();
      SideBySide.check(network);
      checkOtherFile();
      checkChannels(frames, network);
      long rows = write(network, frames);
      spec.commandLine()
          .getOut()
          .printf("Wrote %,d rows of %d values to %s%n", rows, features(network).size(), output);
      if (rows == 0) {
        spec.commandLine()
            .getOut()
            .printf(
                "The input has too few frames for a row, which sees %,d of them.%n",
                network.receptiveField());
      }
      spec.commandLine().getOut().flush();
    }
    return CommandLine.ExitCode.OK;
  }

  private long write(Network network, FrameReader frames) {
    try (UnfinishedFile unfinished = UnfinishedFile.beside(output)) {
      long rows;
      try (RowWriter writer = RowWriter.create(unfinished.path(), features(network))) {
        rows = run(network, frames, writer);
      }
      unfinished.finish();
      return rows;
    } catch (IOException e) {
      throw UserFault.ofFile("file cannot be written", output, e);
    }
  }

  private long run(Network network, FrameReader frames, RowWriter writer) throws IOException {
    NetworkProcessor processor = network.newProcessor();
    NetworkState state = network.newState();
    SideBySide rows = new SideBySide(network, writer);
    int most = Math.max(1, Math.min(block, MOST_VALUES / network.inputChannels()));
    float[] values = new float[most * network.inputChannels()];
    try (ProgressBar bar = Progress.bar("Running", "frames", frames.frames().orElse(-1))) {
      int count = read(frames, values, most);
      while (count > 0) {
        processor.process(values, 0, count, state, rows);
        rows.write();
        bar.stepBy(count);
        count = read(frames, values, most);
      }
      processor.finish(state, rows);
      rows.write();
    }
    rows.checkComplete();
    return rows.written();
  }

  private int read(FrameReader frames, float[] values, int most) {
    try {
      return frames.read(values, most);
    } catch (IOException e) {
      throw UserFault.ofFile("file cannot be read", input, e);
    }
  }

  private void checkOtherFile() throws IOException {
    if (Files.exists(output) && Files.isSameFile(input, output)) {
      throw new UserFault(
          "the results would replace the frames, give another file: input="
              + input
              + ", output="
              + output);
    }
  }

  private void checkChannels(FrameReader frames, Network network) {
    if (frames.channels() != network.inputChannels()) {
      throw new UserFault(
          "the frames do not have the channels that the model takes: input="
              + input
              + ", channels="
              + frames.channels()
              + ", model expects="
              + network.inputChannels());
    }
  }

  private static List<String> features(Network network) {
    List<String> features = new ArrayList<>();
    for (NetworkOutput output : network.outputs()) {
      for (int i = 0; i < output.channels(); i++) {
        features.add(output.name() + "_" + i);
      }
    }
    return features;
  }
}
