/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.tapline.pipeline;

import io.tapline.pipeline.config.InvalidConfigException;
import io.tapline.pipeline.config.PipelineConfig;
import io.tapline.pipeline.kafka.KafkaCheck;
import io.tapline.pipeline.kafka.KafkaSinks;
import io.tapline.pipeline.kafka.KafkaSources;
import io.tapline.pipeline.kafka.RestoreCheck;
import io.tapline.pipeline.kafka.RunningTransactions;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.configuration.DeploymentOptions;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.ParameterTool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The main class of the jar to submit: {@code flink run … tapline-pipeline.jar --config FILE}.
 *
 * <p>Configuration and model are read and checked where the job is submitted from; the cluster is
 * sent what they say. {@code --accept-loss}, {@code --from-other-job} and {@code
 * --ignore-running-job} allow what is else refused.
 */
public final class PipelineJob {

  private static final Logger LOG = LoggerFactory.getLogger(PipelineJob.class);

  /** Flink's target of a main class that the JobManager runs, in application mode. */
  private static final String EMBEDDED = "embedded";

  private PipelineJob() {}

  public static void main(String[] arguments) throws Exception {
    ParameterTool given = ParameterTool.fromArgs(arguments);
    String config = given.get("config");
    if (config == null) {
      throw new IllegalArgumentException("which configuration? give --config FILE");
    }
    boolean acceptLoss = given.has("accept-loss");
    Pipeline pipeline = Pipeline.load(Path.of(config));
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.getExecutionEnvironment(JobSettings.of(pipeline.config()));
    ReadableConfig flink = env.getConfiguration();
    // A JobManager that runs this itself does so again when it recovers, beside the job that goes
    // on; that job judges its commits itself.
    boolean again = EMBEDDED.equals(flink.get(DeploymentOptions.TARGET));
    List<String> problems = new ArrayList<>(new KafkaCheck(pipeline).problems());
    if (problems.isEmpty() && !again && !given.has("ignore-running-job")) {
      problems.addAll(running(pipeline.config(), flink));
    }
    if (problems.isEmpty()) {
      RestoreCheck restore =
          new RestoreCheck(pipeline.config(), acceptLoss || again, given.has("from-other-job"));
      problems.addAll(restore.problems(flink.get(StateRecoveryOptions.SAVEPOINT_PATH)));
    }
    if (!problems.isEmpty()) {
      throw new InvalidConfigException(problems);
    }
    Topology.define(
        env,
        pipeline,
        KafkaSources.continuous(pipeline.config()),
        new KafkaSinks(pipeline, acceptLoss));
    env.execute(pipeline.config().name());
  }

  /** One line where the job runs already: on the cluster, or anywhere as the broker shows. */
  private static List<String> running(PipelineConfig config, ReadableConfig flink)
      throws InterruptedException {
    List<String> problems = new ArrayList<>();
    String host = flink.get(RestOptions.ADDRESS);
    if (host != null) {
      URI rest = URI.create("http://" + host + ":" + flink.get(RestOptions.PORT));
      try {
        RunningJobs.problem(rest, config.name()).ifPresent(problems::add);
      } catch (IOException e) {
        LOG.debug("The cluster cannot be asked for its jobs: rest={}", rest, e);
      }
    }
    if (problems.isEmpty()) {
      try (RunningTransactions transactions = new RunningTransactions(config)) {
        transactions.problem(transactions.open()).ifPresent(problems::add);
      }
    }
    return problems;
  }

  /** The job between its configured topics. */
  public static void define(StreamExecutionEnvironment env, Pipeline pipeline) {
    Topology.define(
        env, pipeline, KafkaSources.continuous(pipeline.config()), new KafkaSinks(pipeline));
  }
}
