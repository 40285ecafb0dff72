/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.cli.plan;

import io.tapline.cli.ConfigOption;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Spec;

/** A dry run: the job that a configuration and its model make, told and not started. */
@Command(
    name = "plan",
    description = {
      "Tells what a pipeline would run, without Kafka and without a cluster: channels and their "
          + "policies, what each policy adds to the delay, what the model sees and gives, state per "
          + "device, topics, delivery, and the operators that savepoints know.",
      "Settings that contradict each other are told all together, and there is no plan. What is "
          + "allowed but may surprise stands at the end, as notes."
    },
    footerHeading = "%nExample:%n",
    footer = "  tapline plan --config deploy/examples/plant/pipeline.yaml")
public final class PlanCommand implements Callable<Integer> {

  @Spec private CommandLine.Model.CommandSpec spec;

  @Mixin private ConfigOption config;

  @Override
  public Integer call() throws Exception {
    new PlanReport(config.pipeline()).print(spec.commandLine().getOut());
    return CommandLine.ExitCode.OK;
  }
}
