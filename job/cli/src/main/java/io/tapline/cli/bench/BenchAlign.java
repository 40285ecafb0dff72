/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.cli.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The speed of the align operator, beside that of Flink's own windows. */
@Command(
    name = "align",
    description = {
      "Measures the align operator alone: readings in, frames out, with its state on the heap, "
          + "without Kafka or a network.",
      "",
      "Rows are of Tapline, and of the same frames made with Flink's tumbling windows and an "
          + "incremental aggregate (flink-windows). Both are given the same records and watermarks, "
          + "and must make the same frames to the bit before any is measured. Devices have 1, 15 or "
          + "64 channels; a record brings about 64 readings, as a device uploads them (block), one "
          + "tick of all channels (tick) or one reading (reading), and the next record is another "
          + "device's. Records come in order, or each late by a random part of the disorder of two "
          + "records, of 10, 1,000 and 100,000 devices.",
      "",
      "Columns are the rate, the time per reading, how many times as fast as Flink's windows, and "
          + "the cost over that with the fewest devices. The rows named state-access only look a "
          + "device's state up and put it back: what many devices cost before anything is aligned. "
          + "Every row has a process of its own with a heap of 3 GB. It takes about twelve minutes, "
          + "with --quick four, in which the machine should do nothing else."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  tapline bench align", "  tapline bench align --quick --json align.json"})
final class BenchAlign implements Callable<Integer> {

  private static final String PROGRAM = "io.tapline.flink.bench.AlignBenchmark";

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description =
          "Write rows of implementation, channels, order, devices and readingsPerSecond to this "
              + "file: those of blocks as rows, those of other records as otherRows.")
  private Path json;

  @Option(
      names = "--quick",
      description = "Measure shorter, and 10 and 100,000 devices only: rows are less certain.")
  private boolean quick;

  @Override
  public Integer call() throws IOException, InterruptedException {
    List<String> arguments = new ArrayList<>();
    arguments.add(quick ? "quick" : "full");
    if (json != null) {
      ResultsFile.check(json);
      arguments.add(json.toString());
    }
    return BenchmarkProcess.run(PROGRAM, arguments, List.of());
  }
}
