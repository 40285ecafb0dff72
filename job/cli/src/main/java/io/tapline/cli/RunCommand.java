/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.cli;

import io.tapline.pipeline.Pipeline;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The job against the configured Kafka: here, or on a cluster. */
@Command(
    name = "run",
    description = {
      "Runs a pipeline against its Kafka.",
      "Without --cluster it runs here, in a Flink mini-cluster with a web UI, until Ctrl-C, which "
          + "stops it with a savepoint to go on from. It says on stderr, in a line each, why the job "
          + "fails and starts again, when more than 1 %% of the readings are late, which records wait "
          + "for a schema, and which results are lost.",
      "With --bounded it ends with an account of all readings, as replay does."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  tapline run --config pipeline.yaml",
      "  tapline run --config pipeline.yaml --bounded",
      "  tapline run --config pipeline.yaml --bounded --max-rejected 5%%",
      "  tapline run --config pipeline.yaml --from savepoints/savepoint-1a2b3c",
      "  tapline run --config pipeline.yaml --cluster flink.example:8081"
    })
final class RunCommand implements Callable<Integer> {

  @Spec private CommandLine.Model.CommandSpec spec;

  @Mixin private ConfigOption config;

  @Option(
      names = "--cluster",
      paramLabel = "HOST:PORT",
      description = "Submit to the Flink cluster whose REST interface is there, and return.")
  private String cluster;

  @Option(
      names = "--from",
      paramLabel = "SAVEPOINT",
      description = "Start from a savepoint or a retained checkpoint.")
  private String from;

  @Mixin private StartChecks checks;

  @Option(
      names = "--bounded",
      description =
          "Read what the topics hold now, release every tail, say where every reading is, and end.")
  private boolean bounded;

  @Option(
      names = "--max-rejected",
      paramLabel = "SHARE",
      defaultValue = "50%",
      converter = RejectedBound.Converter.class,
      description =
          "With --bounded: exit with 1 where a larger share of the readings was rejected. "
              + "Default: ${DEFAULT-VALUE}")
  private RejectedBound maxRejected;

  @Option(
      names = "--savepoints",
      paramLabel = "DIR",
      defaultValue = "savepoints",
      description =
          "Where Ctrl-C leaves a savepoint, and where checkpoints go unless the configuration "
              + "names another place. Default: ${DEFAULT-VALUE}")
  private Path savepoints;

  @Option(
      names = "--ui-port",
      paramLabel = "PORT",
      defaultValue = "8081-8181",
      description =
          "The web UI's port, or a range to look for a free one. Default: ${DEFAULT-VALUE}")
  private String uiPort;

  @Override
  public Integer call() throws Exception {
    if (!uiPort.matches("\\d{1,5}(-\\d{1,5})?")) {
      throw new UserFault("--ui-port takes a port or a range such as 8081-8181: ui-port=" + uiPort);
    }
    if (bounded && from != null) {
      throw new UserFault(
          "--bounded starts anew: a savepoint goes on with the reading that it stopped, which has no"
              + " end: give one of --bounded and --from");
    }
    if (isGiven("--max-rejected") && (!bounded || cluster != null)) {
      throw new UserFault(
          "--max-rejected goes with --bounded and without --cluster: it is judged when the job has"
              + " ended here: leave it out: max-rejected="
              + maxRejected);
    }
    if (cluster == null && from != null) {
      requireSavepoint(Path.of(from.replaceFirst("^file:(//)?", "")));
    }
    Pipeline pipeline = config.pipelineOnKafka();
    checks.check(pipeline.config(), from, cluster, spec.commandLine().getOut());
    RunJob job =
        new RunJob(pipeline, from, bounded, checks.acceptLoss(), spec.commandLine().getOut());
    if (cluster == null) {
      Optional<LastMetrics> end = job.runHere(uiPort, savepoints.toAbsolutePath());
      if (bounded && end.isPresent()) {
        return account(new AccountReport(pipeline, end.get()));
      }
    } else {
      job.submitTo(cluster);
    }
    return CommandLine.ExitCode.OK;
  }

  private boolean isGiven(String option) {
    return spec.commandLine().getParseResult().hasMatchedOption(option);
  }

  private int account(AccountReport report) {
    report.print(spec.commandLine().getOut());
    Optional<String> problem = maxRejected.problem(report.account());
    problem.ifPresent(line -> spec.commandLine().getErr().println("tapline: " + line));
    return report.balances() && problem.isEmpty()
        ? CommandLine.ExitCode.OK
        : CommandLine.ExitCode.SOFTWARE;
  }

  private void requireSavepoint(Path path) {
    Path metadata = Files.isDirectory(path) ? path.resolve("_metadata") : path;
    if (!Files.isRegularFile(metadata)) {
      throw new UserFault("--from is no savepoint and no checkpoint: from=" + from);
    }
  }
}
