/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.cli.plan;

import io.tapline.cli.ConfigOption;
import io.tapline.pipeline.Pipeline;
import io.tapline.pipeline.config.InvalidConfigException;
import io.tapline.pipeline.config.Purpose;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A dry run: the job that a configuration and its model make, told and not started. */
@Command(
    name = "plan",
    description = {
      "Tells what a pipeline would run, without Kafka and without a cluster: channels and their "
          + "policies, what each policy adds to the delay, what the model sees and gives, state per "
          + "device, topics, delivery, and the operators that savepoints know.",
      "Settings that contradict each other are told all together, and there is no plan. What is "
          + "allowed but may surprise stands at the end, as notes.",
      "With --frames-only it tells how readings become frames, which needs no model, no outputs and "
          + "no topics: what replay --frames would do."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  tapline plan --config deploy/examples/plant/pipeline.yaml",
      "  tapline plan --config training.yaml --frames-only"
    })
public final class PlanCommand implements Callable<Integer> {

  @Spec private CommandLine.Model.CommandSpec spec;

  @Mixin private ConfigOption config;

  @Option(
      names = "--frames-only",
      description = "Plan frames alone, of a configuration that may be complete for no more.")
  private boolean framesOnly;

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    if (framesOnly) {
      new PlanReport(config.pipeline(Purpose.FRAMES)).printFrames(out);
    } else {
      new PlanReport(job()).print(out);
    }
    return CommandLine.ExitCode.OK;
  }

  private Pipeline job() throws InvalidConfigException {
    try {
      return config.pipeline();
    } catch (InvalidConfigException e) {
      throw isGoodForFrames() ? withHint(e) : e;
    }
  }

  private boolean isGoodForFrames() {
    try {
      config.pipeline(Purpose.FRAMES);
      return true;
    } catch (InvalidConfigException e) {
      return false;
    }
  }

  private static InvalidConfigException withHint(InvalidConfigException e) {
    List<String> problems = new ArrayList<>(e.problems());
    problems.add("for replay --frames alone it is complete: plan --frames-only tells that plan");
    return new InvalidConfigException(problems);
  }
}
