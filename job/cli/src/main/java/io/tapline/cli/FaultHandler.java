/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.cli;

import io.tapline.models.InvalidModelException;
import io.tapline.network.graph.InvalidNetworkException;
import io.tapline.pipeline.config.InvalidConfigException;
import io.tapline.schemas.PrintableText;
import java.io.PrintWriter;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Tells the user's faults in a line each, and the program's in one that points to the log. */
final class FaultHandler implements IExecutionExceptionHandler {

  private static final Logger LOG = LoggerFactory.getLogger(FaultHandler.class);

  @Override
  public int handleExecutionException(Exception fault, CommandLine command, ParseResult arguments) {
    PrintWriter err = command.getErr();
    List<String> problems = userProblems(fault);
    if (!problems.isEmpty()) {
      problems.forEach(problem -> err.println("tapline: " + PrintableText.of(problem)));
      return command.getCommandSpec().exitCodeOnInvalidInput();
    }
    LOG.error("The command failed", fault);
    err.println("tapline: a fault of the program: " + PrintableText.of(fault.toString()));
    err.println("tapline: the log tells more: " + LogFile.path());
    return command.getCommandSpec().exitCodeOnExecutionException();
  }

  private static List<String> userProblems(Exception fault) {
    if (fault instanceof UserFault user) {
      return user.problems();
    }
    if (fault instanceof InvalidConfigException config) {
      return config.problems();
    }
    if (fault instanceof InvalidModelException model) {
      return model.problems();
    }
    if (fault instanceof InvalidNetworkException network) {
      return network.problems();
    }
    return List.of();
  }
}
