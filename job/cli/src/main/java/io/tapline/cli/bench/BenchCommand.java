/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.cli.bench;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Spec;

/** The benchmarks, from a source tree. */
@Command(
    name = "bench",
    description = {
      "Measures how fast Tapline is on this machine.",
      "Each benchmark prints tables, and writes them as data where it is told to. Compare rows of "
          + "one run only: clocks and neighbours change."
    },
    subcommands = {BenchKernels.class, BenchAlign.class},
    synopsisSubcommandLabel = "COMMAND")
public final class BenchCommand implements Runnable {

  @Spec private CommandLine.Model.CommandSpec spec;

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }
}
