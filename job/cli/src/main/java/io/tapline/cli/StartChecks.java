/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.cli;

import io.tapline.pipeline.RunningJobs;
import io.tapline.pipeline.config.InvalidConfigException;
import io.tapline.pipeline.config.PipelineConfig;
import io.tapline.pipeline.kafka.RestoreCheck;
import io.tapline.pipeline.kafka.RunningTransactions;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.flink.util.TimeUtils;
import picocli.CommandLine.Option;

/** Refuses starts that would lose or double results, unless an option allows them. */
final class StartChecks {

  @Option(
      names = "--accept-loss",
      description =
          "Go on where results of a completed checkpoint can no longer be committed, and count"
              + " them (failed-commits). Without it, such a job is refused, or ends.")
  private boolean acceptLoss;

  @Option(
      names = "--from-other-job",
      description = "Take the savepoint of a job with another name or transactional-id-prefix.")
  private boolean otherJob;

  @Option(
      names = "--ignore-running-job",
      description = "Start although a job of this name, or with its transactional ids, runs.")
  private boolean ignoreRunning;

  boolean acceptLoss() {
    return acceptLoss;
  }

  /**
   * Checks a start.
   *
   * @param from the savepoint, or null
   * @param cluster HOST:PORT of the cluster's REST interface, or null for this process
   * @throws InvalidConfigException with a line for each reason against it
   */
  void check(PipelineConfig config, String from, String cluster, PrintWriter out)
      throws InvalidConfigException, InterruptedException {
    if (!ignoreRunning) {
      refuse(onCluster(config, cluster));
      refuse(onBroker(config, out));
    }
    List<String> problems = new RestoreCheck(config, acceptLoss, otherJob).problems(from);
    if (!problems.isEmpty()) {
      throw new InvalidConfigException(problems);
    }
  }

  private static Optional<String> onCluster(PipelineConfig config, String cluster)
      throws InterruptedException {
    if (cluster == null) {
      return Optional.empty();
    }
    try {
      return RunningJobs.problem(URI.create("http://" + cluster), config.name());
    } catch (IOException | IllegalArgumentException e) {
      return Optional.empty(); // The submission reports it.
    }
  }

  private static Optional<String> onBroker(PipelineConfig config, PrintWriter out)
      throws InterruptedException {
    try (RunningTransactions transactions = new RunningTransactions(config)) {
      Set<String> open = transactions.open();
      if (!open.isEmpty()) {
        out.println(
            "Transactions of this job are open; waiting up to "
                + TimeUtils.formatWithHighestUnit(transactions.patience())
                + " to see whether one runs …");
        out.flush();
      }
      return transactions.problem(open);
    }
  }

  private static void refuse(Optional<String> problem) throws InvalidConfigException {
    if (problem.isPresent()) {
      throw new InvalidConfigException(List.of(problem.get()));
    }
  }
}
