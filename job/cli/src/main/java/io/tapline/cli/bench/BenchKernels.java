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
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The speed of convolutions, beside that of ONNX Runtime and what the machine can do. */
@Command(
    name = "kernels",
    description = {
      "Measures networks with random weights, 1, 4, 16 and 64 frames a call.",
      "",
      "  N1  two small convolutions with ReLU and batch normalization",
      "  N2  depthwise, 15 to 240 channels, with ELU, and pointwise",
      "  N3  six residual blocks of 64 channels, dilated up to 32",
      "  N4  eight depthwise and pointwise pairs of 128 channels, dilated up to 128",
      "  S1  a spectrogram of 40 bins, 3x3 convolutions, in windows of 101 frames every 16",
      "",
      "Rows are of Tapline with vector kernels (tapline-vector) and with plain loops "
          + "(tapline-scalar), and of ONNX Runtime in one thread as it is used on streams: over the "
          + "whole receptive field or window again for each result (ort-window), and over 64 new frames and "
          + "those before them that they see (ort-chunk64). All must compute the same before any is "
          + "measured. Columns are time per frame, rate, share of the multiply-adds that one core can "
          + "do at most, measured with vector registers alone in the same run, and how many times as "
          + "fast as ONNX Runtime. A line warns where a kernel is far slower than its neighbours.",
      "",
      "Two more tables: 10, 1,000 and 10,000 devices that take turns, and how a fresh process comes "
          + "up to speed. Every row has processes of its own; medians count. It takes about nine "
          + "minutes, with --quick three, in which the machine should do nothing else."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  tapline bench kernels",
      "  tapline bench kernels --json kernels.json",
      "  tapline bench kernels --quick --net N1,N3"
    })
final class BenchKernels implements Callable<Integer> {

  private static final String PROGRAM = "io.tapline.network.bench.KernelBenchmark";
  private static final String VECTOR_MODULE = "jdk.incubator.vector";

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description =
          "Write peakGflops, rows of net, frames, implementation, nsPerFrame and shareOfPeak, and "
              + "the other tables to this file.")
  private Path json;

  @Option(
      names = "--net",
      split = ",",
      paramLabel = "NET",
      defaultValue = "N1,N2,N3,N4,S1",
      description = "Measure these networks only. Default: ${DEFAULT-VALUE}")
  private List<Net> nets;

  @Option(
      names = "--quick",
      description = "Measure once and shorter, and fewer devices: rows are less certain.")
  private boolean quick;

  /** What can be measured. */
  enum Net {
    N1,
    N2,
    N3,
    N4,
    S1
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    List<String> arguments = new ArrayList<>();
    arguments.add(nets.stream().map(Net::name).collect(Collectors.joining(",")));
    arguments.add(quick ? "quick" : "full");
    if (json != null) {
      ResultsFile.check(json);
      arguments.add(json.toString());
    }
    return BenchmarkProcess.run(PROGRAM, arguments, List.of(VECTOR_MODULE));
  }
}
