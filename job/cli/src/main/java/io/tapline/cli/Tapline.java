/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.cli;

import io.tapline.cli.bench.BenchCommand;
import io.tapline.cli.demo.DemoCommand;
import io.tapline.cli.model.ModelCommand;
import io.tapline.cli.plan.PlanCommand;
import io.tapline.cli.replay.ReplayCommand;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/**
 * The command itself. Exit codes: 0 good, 2 the user's input is at fault, 1 a fault of the program.
 */
@Command(
    name = "tapline",
    description =
        "Runs sensor networks, convolutional and recurrent, over live multi-sensor streams.",
    mixinStandardHelpOptions = true,
    scope = ScopeType.INHERIT,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:good",
      "1:a fault of the program; the log tells more",
      "2:the input is at fault; a line on stderr says what, where and how to fix it"
    },
    subcommands = {
      DemoCommand.class,
      RunCommand.class,
      ReplayCommand.class,
      PlanCommand.class,
      BenchCommand.class,
      ModelCommand.class,
      HelpCommand.class
    })
public final class Tapline implements Runnable {

  @Spec private CommandLine.Model.CommandSpec spec;

  public static void main(String[] arguments) {
    Stderr.takeFromLauncher();
    // Flink's and Kafka's threads do not all end by themselves.
    System.exit(commandLine().execute(arguments));
  }

  /** The command as {@link #main} runs it. */
  public static CommandLine commandLine() {
    return new CommandLine(new Tapline())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler(Tapline::wrongArguments)
        .setExecutionExceptionHandler(new FaultHandler());
  }

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }

  private static int wrongArguments(CommandLine.ParameterException fault, String[] arguments) {
    CommandLine command = fault.getCommandLine();
    PrintWriter err = command.getErr();
    err.println("tapline: " + fault.getMessage().lines().findFirst().orElse(""));
    CommandLine.UnmatchedArgumentException.printSuggestions(fault, err);
    err.println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
    return command.getCommandSpec().exitCodeOnInvalidInput();
  }
}
