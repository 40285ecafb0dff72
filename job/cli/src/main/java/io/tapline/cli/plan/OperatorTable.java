/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.cli.plan;

import io.tapline.cli.TextTable;
import io.tapline.pipeline.JobSettings;
import io.tapline.pipeline.Pipeline;
import io.tapline.pipeline.PipelineJob;
import java.util.Comparator;
import java.util.List;
import org.apache.flink.api.dag.Transformation;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The operators by the uids that a savepoint knows them by: those of the very job, which is defined
 * for it and not run.
 */
final class OperatorTable {

  private static final int WIDTH = 57;

  private OperatorTable() {}

  /** The operators between a configured broker's topics; nothing is asked of the broker. */
  static String render(Pipeline pipeline) {
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.getExecutionEnvironment(JobSettings.of(pipeline.config()));
    PipelineJob.define(env, pipeline);
    List<Transformation<?>> operators =
        env.getTransformations().stream()
            .flatMap(last -> last.getTransitivePredecessors().stream())
            .filter(operator -> operator.getUid() != null)
            .distinct()
            .sorted(Comparator.comparingInt(Transformation::getId))
            .<Transformation<?>>map(operator -> operator)
            .toList();
    return TextTable.render(
        operators,
        List.of(
            TextTable.text("Uid", WIDTH).with(Transformation::getUid),
            TextTable.text("Operator", WIDTH).with(Transformation::getName)));
  }
}
